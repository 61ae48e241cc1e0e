"""The content folder: every file loads in both languages; clinical files name a reviewer; numbers can be dialled."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import phonenumbers
import pytest
import yaml

from tests.guards.test_templates import SCRIPTS
from webapp.content import clinical, plan, skills, triggers, words
from webapp.content.texts import FOLDER
from webapp.enums import Focus, Language, SkillCategory
from webapp.formatting import dialable

FILES = sorted(FOLDER.rglob("*.yaml"))
CLINICAL = [path for path in FILES if path.parent.name == "clinical"]
WITHOUT_WORDS = {
    "modules/sources.yaml": "titles of works, which are not translated",
    "modules/for-triggers.yaml": "names of modules and triggers",
}
SHORT = re.compile(r"\d{3}|\d{5,6}")
"""911, 988; 741741."""


def name(path: Path) -> str:
    return str(path.relative_to(FOLDER))


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def pairs(node: Any, at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every mapping that holds a text in a language, with where it is."""
    if isinstance(node, dict):
        if node.keys() & {language.value for language in Language}:
            yield at, node
        for key, value in node.items():
            yield from pairs(value, f"{at}/{key}")
    if isinstance(node, list):
        for number, value in enumerate(node):
            yield from pairs(value, f"{at}/{number}")


def test_there_are_files() -> None:
    assert len(FILES) >= 10
    assert len(CLINICAL) >= 6


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_text_is_there_in_both_languages(path: Path) -> None:
    found = dict(pairs(load(path)))
    assert found or name(path) in WITHOUT_WORDS, "no text at all"
    assert [
        at for at, text in found.items() if not all(str(text.get(language) or "").strip() for language in Language)
    ] == []


@pytest.mark.parametrize("path", FILES, ids=name)
def test_values_are_the_same_in_both_languages(path: Path) -> None:
    found = [at for at, text in pairs(load(path)) if values(text["en"]) != values(text["es"])]
    assert found == []


def values(text: str) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)s", text))


@pytest.mark.parametrize("path", FILES, ids=name)
def test_the_tone_of_the_house(path: Path) -> None:
    """No exclamation marks, typographic apostrophes, questions opened in Spanish."""
    wrong = [at for at, text in pairs(load(path)) if "!" in text["en"] + text["es"] or re.search(r"\w'\w", text["en"])]
    wrong += [at for at, text in pairs(load(path)) if text["es"].count("?") != text["es"].count("¿")]
    assert wrong == []


@pytest.mark.parametrize("path", CLINICAL, ids=name)
def test_clinical_files_say_who_reviewed_them(path: Path) -> None:
    data = load(path)
    assert "reviewed_by" in data and "reviewed_on" in data
    assert bool(data["reviewed_by"]) == bool(data["reviewed_on"]), "a review has a name and a date"


def test_the_state_of_review_is_known_to_the_app() -> None:
    assert clinical.review_state().keys() == {path.name for path in CLINICAL}


def test_help_starts_with_the_lines_that_must_be_there() -> None:
    primary = [line for line in clinical.CRISIS_LINES.values() if line.primary]
    assert {line.digits for line in primary} >= {"911", "988"}
    for language in Language:
        assert {line.kind for line in primary if language in line.languages} >= {"call", "text"}, language


@pytest.mark.parametrize("line", clinical.CRISIS_LINES.values(), ids=lambda line: line.slug)
def test_a_crisis_line_can_be_reached(line: clinical.Line) -> None:
    assert line.kind in {"call", "text", "web"}
    assert line.languages and set(line.languages) <= set(Language)
    assert line.confidence in {"A", "B", "C"}
    assert date(2026, 1, 1) <= line.checked <= date.today()  # noqa: DTZ011 -- a calendar day
    if line.kind == "web":
        assert re.fullmatch(r"https://[\w.-]+(/[\w./-]*)?", line.url)
        return
    assert re.fullmatch(r"\+?\d+", line.digits), "what a phone dials is digits"
    assert dialable(line.digits), "and it can be dialled"
    if not SHORT.fullmatch(line.digits):
        assert phonenumbers.is_valid_number(phonenumbers.parse(line.digits, "US"))


def test_numbers_shown_are_numbers_dialled() -> None:
    """What is read and what is called are the same, letters on the keys included."""
    keys = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
    for line in clinical.CRISIS_LINES.values():
        if line.digits:
            shown = re.sub(r"\D", "", line.number.upper().translate(keys))
            assert shown.removeprefix("1") == line.digits.removeprefix("+").removeprefix("1"), line.slug


def test_skills() -> None:
    assert len(skills.LIBRARY) >= 55
    assert {skill.category for skill in skills.LIBRARY.values()} == set(SkillCategory)
    for skill in skills.LIBRARY.values():
        low, high = skill.strength
        assert 0 <= low <= high <= 10 and 0 < skill.minutes[0] <= skill.minutes[1] <= 240, skill.slug
        assert re.fullmatch(r"[a-z0-9-]{2,64}", skill.slug)


def test_there_is_a_skill_for_every_strength() -> None:
    for strength in range(11):
        fitting = [
            skill
            for skill in skills.LIBRARY.values()
            if skill.strength[0] <= strength <= skill.strength[1] and skill.is_guided
        ]
        assert len(fitting) >= 4, strength


def test_triggers_fit_every_focus() -> None:
    for focus in Focus:
        assert len(triggers.offered([focus])) >= 12, focus
    assert any("testing" in slug for slug in triggers.COMMON)
    assert any("blue" in slug for slug in triggers.COMMON)
    known = set(Focus)
    assert [
        trigger.slug
        for trigger in triggers.COMMON.values()
        if trigger.focuses != "all" and not set(trigger.focuses) <= known
    ] == []


def test_plans_offer_lines_to_everybody() -> None:
    for section in plan.SECTIONS:
        for focus in Focus:
            assert len(plan.picks(section, [focus])) >= 3, (section, focus)


def test_every_focus_has_its_word() -> None:
    assert set(words.BY_FOCUS) == set(Focus)


def test_slugs_are_unique() -> None:
    for path in FILES:
        for rows in lists(load(path)):
            slugs = [row["slug"] for row in rows if isinstance(row, dict) and "slug" in row]
            assert len(slugs) == len(set(slugs)), (name(path), [slug for slug in slugs if slugs.count(slug) > 1])


def lists(node: Any) -> Iterator[list[Any]]:
    if isinstance(node, list):
        yield node
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in children:
        yield from lists(child)


def test_scripts_carry_no_sentences() -> None:
    """What scripts say comes from the page, in its language."""
    for path in SCRIPTS:
        code = re.sub(r"//[^\n]*|/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
        assert re.findall(r"[\"'`][A-Z][a-z]+ [a-z]+ [a-z]+", code) == [], path.name
