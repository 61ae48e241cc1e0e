"""Looking for a module: in both languages, forgiving of accents and of a slip of the finger; in no address."""

import pytest
from bs4 import BeautifulSoup

from tests.learn.conftest import Learning
from tests.support.markup import the
from webapp.content.lessons.library import load_library
from webapp.i18n import language
from webapp.learn.search import is_near, search

LIBRARY = load_library()


def first(words: str, code: str = "en", most: int = 3) -> list[str]:
    before = language.set(code)
    try:
        return [found.module.slug for found in search(LIBRARY, words)[:most]]
    finally:
        language.reset(before)


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("sleep", "sleep"), ("Sleep", "sleep"), ("slep", "sleep"), ("sleeep", "sleep"), ("gambling", "gambling"),
        ("gambeling", "gambling"), ("naloxone", "overdose-safety"), ("naloxon", "overdose-safety"),
        ("anger", "anger"), ("shame", "guilt-and-shame"), ("panic attack", "anxiety"),
        ("halt", "internal-triggers-halt"),
        ("withdrawal opioids", "opioids"), ("payday", "external-triggers"), ("how do I say no", "saying-no"),
        ("yoga", "yoga"), ("buprenorphine", "recovery-medicines"), ("binge", "food-and-bingeing"),
    ],
)  # fmt: skip
def test_in_english(words: str, slug: str) -> None:
    assert slug in first(words, most=6)


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("sueño", "sleep"), ("sueno", "sleep"), ("SUEÑO", "sleep"), ("vergüenza", "guilt-and-shame"),
        ("verguenza", "guilt-and-shame"), ("vergueza", "guilt-and-shame"), ("ansias", "riding-a-craving"),
        ("respiración", "grounding-and-breathing"), ("respiracion", "grounding-and-breathing"),
        ("naloxona", "overdose-safety"), ("enojo", "anger"), ("apuestas", "gambling"),
        ("medicinas", "recovery-medicines"),
    ],
)  # fmt: skip
def test_in_spanish(words: str, slug: str) -> None:
    assert slug in first(words, "es", most=6)


@pytest.mark.whole
def test_each_title_finds_its_module() -> None:
    for code in ("en", "es"):
        for module in LIBRARY.modules.values():
            assert module.slug in first(module.lessons[code].meta.title, code, most=2), module.lessons[code].meta.title


def test_each_language_finds_its_own_words_only() -> None:
    assert first("vergüenza") == []
    assert first("withdrawal", "es") == []


def test_nothing_and_nonsense() -> None:
    for words in ("", "   ", "the and of", "qzxjkw", "?!", "%", "'"):
        assert first(words) == [], words


def test_the_sentence_holds_the_word() -> None:
    (found, *_rest) = search(LIBRARY, "fentanyl")
    assert "fentanyl" in found.sentence.lower()
    assert "[^" not in found.sentence and "**" not in found.sentence


@pytest.mark.parametrize(
    ("one", "other", "slips", "near"),
    [
        ("sleep", "slep", 1, True), ("sleep", "sleeps", 1, True), ("sleep", "slepe", 1, True),
        ("sleep", "steep", 1, True),
        ("sleep", "slip", 1, False), ("sleep", "slip", 2, True), ("sleep", "creek", 1, False), ("ab", "ba", 1, True),
        ("gambling", "gambeling", 2, True), ("", "a", 1, True), ("abcd", "abcdefg", 2, False),
    ],
)  # fmt: skip
def test_how_near_is_near(one: str, other: str, slips: int, near: bool) -> None:
    assert is_near(one, other, slips) is is_near(other, one, slips) is near


def look(learning: Learning, words: str) -> BeautifulSoup:
    answer = learning.maya.post("/learn/searches", data={"words": words})
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def test_the_page(learning: Learning) -> None:
    soup = look(learning, "zebra")
    assert soup.h1 and soup.h1.text == "1 module"
    assert [link["href"] for link in soup.select("main li a")] == ["/learn/1001"]
    assert "Ask her about the zebra." in soup.text
    assert the(soup, "input[name=words]")["value"] == "zebra"


def test_the_page_in_spanish(learning: Learning) -> None:
    learning.speaks("es")
    assert "Pregúntale por la cebra." in look(learning, "CEBRA").text
    assert "No se encontró nada" in look(learning, "zzzzzz").text


def test_nothing_found(learning: Learning) -> None:
    soup = look(learning, "zebras and unicorns qqq")
    assert "/learn/1001" in [link["href"] for link in soup.select("main li a")], "most of the words are enough"
    assert "Nothing found" in look(learning, "qqqqq").text


def test_hidden_modules_are_not_found(learning: Learning) -> None:
    (learning.data / "content/modules/order.yaml").write_text("hide: [first-week]\n")
    learning.serves()
    assert "Nothing found" in look(learning, "zebra").text


def test_words_are_in_no_address(learning: Learning) -> None:
    assert learning.maya.get("/learn?q=zebra").text.count("zebra") == 0
    assert learning.maya.get("/learn/searches").status_code == 405


def test_too_many_words(learning: Learning) -> None:
    answer = learning.maya.post("/learn/searches", data={"words": "x" * 101})
    assert answer.status_code == 422
    assert "This is too long. 100 characters fit." in answer.text and "x" * 101 in answer.text


@pytest.mark.parametrize(("words", "code"), [("family", "en"), ("familia", "es")])
def test_the_name_of_a_track_finds_its_modules(words: str, code: str) -> None:
    families = {module.slug for module in LIBRARY.of_track("for-families")}
    assert len(families) == 8 and set(first(words, code)) <= families
