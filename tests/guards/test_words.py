"""The words that people read: each in Spanish too, and in the tone of the house."""

import ast
import re

import pytest

from tools import strings
from webapp.i18n import translations

SHAMING = re.compile(
    r"\b(addicts?|alcoholics?|junkie|abuser?s?|clean|dirty|relapsed|failed|failure|non-?compliant|refused to|"
    r"committed suicide|suffer(s|ing)? from|victims?|streak)\b",
    re.IGNORECASE,
)
"""Words of the table in the design's section 4. 'Relapse-prevention plan' is the field's own term."""


@pytest.fixture(scope="module")
def english() -> list[str]:
    return sorted({text for key in strings.sources() for text in strings.texts(key)})


@pytest.mark.parametrize("language", strings.LANGUAGES)
def test_every_string_is_translated(language: str) -> None:
    findings = strings.check(language)
    if findings:
        pytest.fail(
            f"paste and translate in webapp/translations/{language}/<feature>.po:\n{strings.report(findings)}",
            pytrace=False,
        )


def test_strings_are_found_in_code_and_templates() -> None:
    places = {place.split("/")[1].split(":")[0] for found in strings.sources().values() for place in found}
    assert {"templates", "accounts", "forms.py"} <= places
    assert len(strings.sources()) > 100


def test_no_message_hides_in_an_f_string() -> None:
    """Nothing in there is extracted, so nobody would miss its translation."""
    hidden = [
        f"{path.name}:{call.lineno}"
        for path in sorted(strings.WEBAPP.rglob("*.py"))
        for text in ast.walk(ast.parse(path.read_text()))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in strings.KEYWORDS
    ]
    assert hidden == []


def test_the_app_speaks_what_the_catalogues_say() -> None:
    """The app merges the files by itself: what is translated here is said there."""
    spoken = translations("es")
    for _file, message in strings.translations("es"):
        if isinstance(message.id, str) and message.string:
            assert spoken.gettext(message.id) == message.string


def test_a_missing_string_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strings, "sources", lambda: {"Nobody wrote this": ["x.py:1"]})
    assert "Nobody wrote this" in strings.check("es").missing
    assert 'msgid "Nobody wrote this"' in strings.report(strings.check("es"))


def test_other_values_are_found() -> None:
    assert list(strings.wrong_values("Hello %(name)s", "Hola %(nombre)s"))
    assert list(strings.wrong_values(("%(num)d day", "%(num)d days"), ("un día", "%(n)d días")))
    assert not list(strings.wrong_values(("%(num)d day", "%(num)d days"), ("un día", "%(num)d días")))


def test_no_exclamation_marks(english: list[str]) -> None:
    assert [text for text in english if "!" in text] == []


def test_apostrophes_and_quotes_are_typographic(english: list[str]) -> None:
    assert [text for text in english if re.search(r"\w'\w|\"", text)] == []


def test_no_shaming_words(english: list[str]) -> None:
    assert [text for text in english if SHAMING.search(text)] == []


def test_sentences_are_short(english: list[str]) -> None:
    """Grade 6 is short sentences: none over 25 words, and the mean of all is under 10."""
    sentences = [sentence.split() for text in english for sentence in re.split(r"(?<=[.?:])\s+", text)]
    assert [" ".join(words) for words in sentences if len(words) > 25] == []
    assert sum(map(len, sentences)) / len(sentences) < 10


def test_spanish_opens_its_questions() -> None:
    found = [message.string for _file, message in strings.translations("es") if isinstance(message.string, str)]
    assert [text for text in found if text.count("?") != text.count("¿") or text.count("!") != text.count("¡")] == []


def test_spanish_says_tu() -> None:
    found = [text for _file, message in strings.translations("es") for text in strings.texts(message.string)]
    assert [
        text for text in found if re.search(r"\b(usted|ustedes|su contraseña|sus datos)\b", text, re.IGNORECASE)
    ] == []
