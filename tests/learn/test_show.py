"""The page of a module: all its parts, in the reader's language; opening it writes nothing."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import update

from tests.cast import Cast
from tests.learn.conftest import URL, Learning
from tests.learn.modules import ENGLISH, SPANISH
from tests.support.markup import the
from webapp.extensions import db
from webapp.models import ExerciseAnswer, ModuleProgress, Program


def page(learning: Learning, url: str = URL) -> BeautifulSoup:
    answer = learning.maya.get(url)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def test_all_parts_are_there(learning: Learning) -> None:
    soup = page(learning)
    text = soup.get_text(" ", strip=True)
    assert soup.h1 and soup.h1.text == "Your first week here"
    assert [title.text for title in soup.select("[data-part]")] == ["Who is who", "What is where", "What is next"]
    for part in (
        "4 minutes to read", "The first week is a lot.", "Example: Robin", "Robin came on a Tuesday.", "Call 911 if",
        "My week", "What will you do?", "Where is it hard?", "In your own words", "One line is enough.",
        "1. Who is your counselor?", "One thing to try today", "Write one name down.", "What surprised you",
        "What our own people told us", "Not yet reviewed by a clinician.", "Only you can see this.",
        "Do not stop or change a medicine on your own.",
    ):  # fmt: skip
        assert part in text, part
    assert soup.select_one(".lesson-picture svg[role=img] title")
    assert soup.select_one("a[href='tel:988']") and soup.select_one("a[href='tel:911']")


def test_nothing_is_said_about_the_check_before_it_is_answered(learning: Learning) -> None:
    assert "She is there on weekdays" not in page(learning).text


def test_in_spanish(learning: Learning) -> None:
    learning.speaks("es")
    text = page(learning).get_text(" ", strip=True)
    for part in ("Tu primera semana aquí", "Ejemplo: Robin", "¿Dónde es difícil?", "Solo tú puedes ver esto."):
        assert part in text, part
    assert "Your first week" not in text


def test_a_mark_leads_to_its_source(learning: Learning) -> None:
    soup = page(learning)
    mark = soup.select_one(".lead .cite a")
    assert mark and mark["href"] == "#source-1" and mark["aria-label"] == "Source 1"
    assert the(soup, "#source-1").text == "What our own people told us"


def test_a_reviewer_is_named(learning: Learning) -> None:
    learning.serves(ENGLISH.replace('reviewed_by: ""', "reviewed_by: Dr. Ana Ruiz, May 2026"))
    text = page(learning).get_text(" ", strip=True)
    assert "Reviewed by Dr. Ana Ruiz, May 2026." in text and "Not yet reviewed" not in text


def test_without_a_crisis_card(learning: Learning) -> None:
    swap = ("crisis_card: true", "crisis_card: false")
    learning.serves(ENGLISH.replace(*swap), SPANISH.replace(*swap))
    assert not page(learning).select(".lesson-crisis")


ATTACKS = (
    "<script>alert(1)</script>", '<img src="x" onerror="alert(1)">', "[here](javascript:alert(1))",
    "<svg onload=alert(1)>", "![x](https://elsewhere.example/x.png)", "<https://elsewhere.example>",
    "[here](https://elsewhere.example)", "`code`", "&lt;b&gt;", '"><script>alert(1)</script>',
)  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_script_in_the_words_is_words(attack: str, learning: Learning) -> None:
    """In the body it is text; a picture from elsewhere is a fault, and the module is left out."""
    before = page(learning)
    learning.serves(ENGLISH.replace("Coffee is in the kitchen.", f"Coffee {attack} is here."))
    answer = learning.maya.get(URL)
    if "![" in attack:
        assert answer.status_code == 404
        return
    soup = BeautifulSoup(answer.text, "html.parser")
    assert answer.status_code == 200
    for kind in ("script", "img", "svg", "a", "code"):
        assert len(soup.find_all(kind)) == len(before.find_all(kind)), kind
    assert not [tag for tag in soup.find_all(True) if any(name.startswith("on") for name in tag.attrs)]
    assert "Coffee" in soup.get_text()


@pytest.mark.parametrize(
    ("old", "place"),
    [
        ("title: Your first week here", "title: '%s'"),
        ("why: The first week is a lot. About 5 times as much as later[^clinic-own].", "why: '%s'"),
        ("try_today: Write one name down.", "try_today: '%s'"),
        ("title: My week", "title: '%s'"),
        ('"Not quite. Many people think so."', "'%s'"),
    ],
)
def test_a_script_in_the_front_matter_is_words(old: str, place: str, learning: Learning) -> None:
    assert old in ENGLISH
    learning.serves(ENGLISH.replace(old, place % "<script>alert(1)</script>"))
    learning.maya.post(f"{URL}/check", data={"operation": "0198a5c2-1111-7000-8000-000000000001", "check_1": 1})
    answer = learning.maya.get(URL)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_a_module_that_is_not_there(learning: Learning) -> None:
    for number in (999, 1002, 0):
        assert learning.maya.get(f"/learn/{number}").status_code == 404


def test_a_hidden_module_is_not_there(learning: Learning) -> None:
    (learning.data / "content/modules/order.yaml").write_text("hide: [first-week, sleep]\n")
    learning.serves()
    assert learning.maya.get(URL).status_code == 404
    assert learning.maya.get("/learn/54").status_code == 404
    assert learning.maya.post("/learn/54/completion").status_code == 404


def test_a_module_without_translation_is_for_those_who_read_the_other_language(learning: Learning) -> None:
    (learning.data / "content/modules/es/first-week.md").unlink()
    learning.serves(spanish=None)
    assert learning.maya.get(URL).status_code == 200
    learning.speaks("es")
    assert learning.maya.get(URL).status_code == 404
    assert "first week" not in learning.maya.get("/learn/tracks/3").text


def test_others_are_refused(cast: Cast, learning: Learning) -> None:
    for name, status in (("nobody", 401), ("dana", 403), ("alex", 403)):
        for url in ("/learn", "/learn/tracks/1", URL):
            assert cast.as_(name).get(url).status_code == status


def test_reading_writes_nothing(learning: Learning) -> None:
    for url in ("/learn", "/learn/tracks/3", URL):
        learning.maya.get(url)
    assert learning.rows(ModuleProgress) == learning.rows(ExerciseAnswer) == []


@pytest.mark.whole
@pytest.mark.parametrize("code", ["en", "es"])
def test_every_module_opens(code: str, learning: Learning) -> None:
    """The client lints each page."""
    learning.speaks(code)
    for number in learning.cast.app.extensions["foothold_library"].modules:
        assert learning.maya.get(f"/learn/{number}").status_code == 200, number


@pytest.mark.parametrize("shown", [True, False])
def test_words_for_who_might_use_again_only_where_the_clinic_shows_them(learning: Learning, shown: bool) -> None:
    with learning.cast.app.app_context(), db.writing():
        db.run(update(Program).values(harm_reduction=shown))
    page = learning.maya.get("/learn/20").text
    assert ("Never Use Alone" in page) is shown
    assert "Give naloxone." in page
    found = learning.maya.post("/learn/searches", data={"words": "SafeSpot"}).text
    assert "SafeSpot (" not in found
