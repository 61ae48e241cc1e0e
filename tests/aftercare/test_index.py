"""The plan for after the program on one page: its own sections, and what is shown from where it is kept."""

from bs4 import BeautifulSoup, Tag

from tests.appointments.rows import added, form, here, weekly
from tests.cast import Cast
from tests.plan.rows import add, add_person, add_version, speak_spanish
from webapp.appointments.presenters import weekday
from webapp.enums import SignLevel
from webapp.models import WarningSign
from webapp.plan.sections import AFTERCARE, SECTIONS


def part(cast: Cast, key: str) -> Tag:
    found = BeautifulSoup(cast.as_("maya").get("/aftercare-plan").text, "html.parser").find(id=key)
    assert isinstance(found, Tag)
    return found


def said(cast: Cast, key: str) -> str:
    return part(cast, key).get_text(" ", strip=True)


def test_every_section_has_its_place_and_says_what_could_stand_there(cast: Cast) -> None:
    for key in AFTERCARE:
        assert SECTIONS[key].empty in said(cast, key)
        assert part(cast, key).select_one(f"a[href='/plan/{key}/edit']")


def test_it_shows_what_is_written(cast: Cast) -> None:
    add_version(cast, "after-goals", "A room of my own")
    add_version(cast, "after-stages", {"text": "iop", "stage": "iop", "from": "2026-10-05", "until": "2026-12-04"})
    add_version(cast, "after-weeks", {"text": "See Dr. Lee", "week": 1})
    assert "A room of my own" in said(cast, "after-goals")
    assert "Intensive outpatient program (IOP): Oct 5, 2026 – Dec 4, 2026" in said(cast, "after-stages")
    assert "Week 1: See Dr. Lee" in said(cast, "after-weeks")


def test_dates_and_weeks_in_spanish(cast: Cast) -> None:
    add_version(cast, "after-stages", {"text": "iop", "stage": "iop", "from": "", "until": "2026-12-04"})
    add_version(cast, "after-weeks", {"text": "Ver a la Dra. Lee", "week": 1})
    speak_spanish(cast)
    assert "Programa ambulatorio intensivo (IOP): hasta" in said(cast, "after-stages")
    assert "Semana 1: Ver a la Dra. Lee" in said(cast, "after-weeks")


def test_the_week_comes_from_the_appointments(cast: Cast) -> None:
    added(cast, form("AA meeting", weekdays=["0", "3"], begins="18:30", place="Room 4"))
    added(cast, form("Dr. Lee"))
    week = said(cast, "week")
    for day in (0, 3):
        assert f"{weekday(day)} 6:30 PM AA meeting, Room 4" in week.replace("\u202f", " ")
    assert weekday(1) not in week
    assert "Once" in week and "Dr. Lee" in week
    assert part(cast, "week").select_one("a[href='/appointments']")


def test_what_is_over_is_left_out(cast: Cast) -> None:
    added(cast, form("Long ago", first_on="2025-01-06"))
    added(cast, weekly("Old group", first_on="2025-01-06", last_on="2025-02-06"))
    assert here().year > 2025
    assert "Long ago" not in said(cast, "week") and "Old group" not in said(cast, "week")


def test_the_steps_are_those_of_the_plan_as_it_is_now(cast: Cast) -> None:
    add(cast, WarningSign(owner_id=cast["maya"], text="I skip calls", level=SignLevel.DRIFTING))
    add(cast, WarningSign(owner_id=cast["maya"], text="All is well", level=SignLevel.STEADY))
    add_person(cast, "Ruth")
    add_version(cast, "skills", "Walk")
    add_version(cast, "lapse-hour", "Go to my sister")
    hard = said(cast, "hard")
    assert all(words in hard for words in ("I skip calls", "Walk", "Ruth", "Go to my sister"))
    assert "All is well" not in hard
    add_version(cast, "lapse-hour", "Go to Marcus", number=2)
    assert "Go to Marcus" in said(cast, "hard") and "Go to my sister" not in said(cast, "hard")


def test_it_is_the_persons_own(cast: Cast) -> None:
    add_version(cast, "after-goals", "zq-goal")
    assert "zq-goal" not in cast.as_("jordan").get("/aftercare-plan").text
    assert cast.as_("nobody").get("/aftercare-plan").status_code == 401
    for member in ("dana", "alex"):
        assert cast.as_(member).get("/aftercare-plan").status_code == 403


def test_the_ways_to_it(cast: Cast) -> None:
    maya = cast.as_("maya")
    for page in ("/more", "/plan"):
        assert 'href="/aftercare-plan"' in maya.get(page).text
