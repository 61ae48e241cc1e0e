"""On paper: two Letter pages at most, with the phone numbers spelled out."""

import re
from collections.abc import Callable

import pytest

from tests.appointments.rows import added, form, set_account
from tests.cast import Cast
from tests.plan.rows import add, add_person, add_version
from webapp.enums import SignLevel, TriggerCategory
from webapp.models import IfThen, Skill, Trigger, WarningSign
from webapp.plan.lines import STAGES, WEEKS
from webapp.plan.sections import SECTIONS, Plan

LINE = "A line in my own words that is about as long as people write them, {n}."

pytestmark = pytest.mark.browser


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def fill(cast: Cast) -> None:
    """A plan with all sections written: more than most people have."""
    owner = cast["maya"]
    for key, section in SECTIONS.items():
        if not section.stages and not section.weeks:
            add_version(cast, key, *[LINE.format(n=n) for n in range(4)])
    for level in SignLevel:
        add(cast, *[WarningSign(owner_id=owner, text=LINE.format(n=n), level=level, position=n) for n in range(3)])
    for n in range(10):
        add(cast, Trigger(owner_id=owner, name=f"Trigger {n}", category=TriggerCategory.EXTERNAL))
    for n in range(3):
        add(cast, IfThen(owner_id=owner, cue=LINE.format(n=n), act=LINE.format(n=n), backup="I go to Ruth"))
    for n in range(5):
        add_person(cast, f"Person {n}", relation="friend from group", when="any time", say=LINE.format(n=n), position=n)
    add(cast, Skill(owner_id=owner, slug="urge-surfing", favourite=True))


def test_a_full_plan_has_two_pages(cast: Cast, paper: Callable[[str], bytes]) -> None:
    fill(cast)
    assert pages(paper("/plan")) == 2


def test_a_full_safety_plan_has_two_pages_at_most(cast: Cast, paper: Callable[[str], bytes]) -> None:
    fill(cast)
    assert pages(paper("/safety-plan")) <= 2


def test_a_full_plan_for_after_the_program_has_two_pages_at_most(cast: Cast, paper: Callable[[str], bytes]) -> None:
    fill(cast)
    days = {"from": "2026-10-05", "until": "2026-12-04"}
    add_version(cast, "after-stages", *[{"text": stage, "stage": stage} | days for stage in STAGES])
    add_version(cast, "after-weeks", *[{"text": LINE.format(n=n), "week": n} for n in range(1, WEEKS + 1)])
    for n in range(6):
        added(cast, form(f"Group {n}", weekdays=[str(n), "6"], place="Grace Church, room 4"))
    for n in range(4):
        added(cast, form(f"Appointment {n}", place="Lakeside Clinic"))
    assert 1 <= pages(paper("/aftercare-plan")) <= 2


@pytest.mark.parametrize("path", ["/plan/paper", "/aftercare-plan/paper"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_an_empty_plan_to_fill_in_has_two_pages(
    cast: Cast, paper: Callable[[str], bytes], path: str, language: str
) -> None:
    set_account(cast, language=language)
    assert pages(paper(path)) == 2


def test_the_empty_log_has_one_page(cast: Cast, paper: Callable[[str], bytes]) -> None:
    assert pages(paper("/plan/paper-log")) == 1


def test_pages_are_counted(cast: Cast, paper: Callable[[str], bytes]) -> None:
    """Far more than anybody writes takes more paper: the count is not always two."""
    add_version(cast, "reasons", *[LINE.format(n=n) for n in range(80)])
    fill_more = [LINE.format(n=n) for n in range(80)]
    for key in ("goals", "daily-structure", "home-safety"):
        add_version(cast, key, *fill_more)
    assert pages(paper("/plan")) > 2


def test_no_section_of_the_plan_is_forgotten_on_paper(cast: Cast) -> None:
    on_paper = cast.as_("maya").get("/plan/paper").text
    after = [cast.as_("maya").get(f"/aftercare-plan{more}").text for more in ("", "/paper")]
    for section in SECTIONS.values():
        assert all(section.title in text for text in (after if section.plan is Plan.AFTERCARE else [on_paper]))
    assert {section.plan for section in SECTIONS.values()} == set(Plan)
