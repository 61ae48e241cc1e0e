"""The next two weeks, one day left out, what is over; and a quiet line on Today."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup

from tests.appointments.rows import added, form, here, only, set_account, weekly
from tests.cast import Cast
from tests.people.rows import added as added_people
from tests.support.queries import CountVisit

NOON = datetime(2026, 6, 3, 16, tzinfo=UTC)
"""A Wednesday, in New York."""


def text(cast: Cast, path: str = "/appointments") -> str:
    html = cast.as_("maya").get(path).text
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").replace("\u202f", " ").split())


@pytest.fixture
def june() -> Iterator[None]:
    """Given: it is Wednesday, June 3, at noon."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.mark.usefixtures("june")
def test_day_by_day(cast: Cast) -> None:
    (ruth,) = added_people(cast, "Ruth")
    where = {"place": "Room 4", "link": "https://meet.example.org/r"}
    added(cast, form("Group", weekdays=["2"], begins="18:00", first_on="2026-05-01", person_id=ruth, **where))
    added(cast, form("Dr. Lee", begins="09:00", first_on="2026-06-04"))
    said = text(cast)
    assert "Today, June 3 Group 6:00 PM Room 4 With Ruth Call Ruth Join by video Group" in said
    assert "Tomorrow Dr. Lee 9:00 AM" in said
    assert "Wednesday, June 10 Group" in said and "June 17" not in said
    assert "Every Wednesday, 6:00 PM" in said and "Jun 4, 2026, 9:00 AM" in said
    html = cast.as_("maya").get("/appointments").text
    assert 'href="https://meet.example.org/r" rel="noopener noreferrer"' in html and 'href="tel:+12025550142"' in html


@pytest.mark.usefixtures("june")
def test_what_is_over_is_not_coming(cast: Cast) -> None:
    added(cast, form("Earlier today", begins="10:00", first_on="2026-06-03"))
    added(cast, form("Still on", begins="11:30", first_on="2026-06-03"))
    added(cast, form("In May", weekdays=["0"], first_on="2026-05-01", last_on="2026-05-29"))
    coming, _all, later = text(cast).partition("All of them")
    assert "Still on 11:30 AM" in coming and "Earlier today" not in coming and "In May" not in coming
    assert (
        "Over (2)" in later
        and "Earlier today Jun 3" in later
        and "In May Every Monday, 11:55 PM, until May 29, 2026" in later
    )


@pytest.mark.usefixtures("june")
def test_the_clock_is_the_one_on_the_persons_wall(cast: Cast) -> None:
    added(cast, form("Late", begins="23:55", first_on="2026-06-03"))
    set_account(cast, time_zone="Asia/Tokyo")
    said = text(cast)
    assert "Today, June 4 Late 12:55 PM" in said and "11:55 PM (New York)" in said


@pytest.mark.usefixtures("june")
def test_one_day_is_left_out_and_comes_back(cast: Cast) -> None:
    row_id = added(cast, form("Group", weekdays=["2"], begins="18:00", first_on="2026-05-01"))
    maya, day = cast.as_("maya"), {"day": "2026-06-03"}
    for _twice in range(2):
        assert maya.post(f"/appointments/{row_id}/skips", data=day).status_code == 303
    assert only(cast).skipped == ["2026-06-03"]
    assert "Today, June 3 Group 6:00 PM You skip this one." in text(cast)
    assert "Coming up" not in text(cast, "/")
    for _twice in range(2):
        assert maya.post(f"/appointments/{row_id}/skips/withdrawal", data=day).status_code == 303
    assert only(cast).skipped == [] and "You skip" not in text(cast)


@pytest.mark.parametrize("day", ["2026-06-04", "soon", "", "9999-12-31", "0001-01-03"])
def test_only_a_day_on_which_it_is_can_be_left_out(cast: Cast, day: str) -> None:
    row_id = added(cast, form(weekdays=["2"], first_on="2026-05-01"))
    assert cast.as_("maya").post(f"/appointments/{row_id}/skips", data={"day": day}).status_code == 422
    assert only(cast).skipped == []


def test_what_is_once_is_not_left_out_but_deleted(cast: Cast) -> None:
    row_id = added(cast, form())
    assert "Skip this day" not in cast.as_("maya").get("/appointments").text
    answer = cast.as_("maya").post(f"/appointments/{row_id}/skips", data={"day": here().isoformat()})
    assert answer.status_code == 422 and only(cast).skipped == []


@pytest.mark.usefixtures("june")
def test_today_has_the_next_two(cast: Cast) -> None:
    assert "Coming up" not in text(cast, "/")
    added(cast, form("In 2 days", first_on="2026-06-05"))
    assert "Coming up" not in text(cast, "/")
    for hour in (20, 19, 18):
        added(cast, form(f"At {hour}", first_on="2026-06-04", begins=f"{hour}:00"))
    said = text(cast, "/")
    assert "Coming up Tomorrow, 6:00 PM · At 18 Tomorrow, 7:00 PM · At 19" in said and "At 20" not in said


def test_nothing_yet(cast: Cast) -> None:
    assert "Nothing is here yet." in text(cast)


def test_spanish(cast: Cast) -> None:
    added(cast, weekly("Grupo", last_on=(here() + timedelta(days=7)).isoformat()))
    set_account(cast, language="es")
    said = text(cast)
    assert "Grupos y citas" in said and "Cada lunes, martes" in said and "hasta el" in said and "Mañana Grupo" in said


def test_few_queries(cast: Cast, queries: CountVisit) -> None:
    added(cast, form())
    few = queries("/appointments"), queries("/")
    for _more in range(10):
        added(cast, weekly())
    assert (queries("/appointments"), queries("/")) == few
    assert few[0] <= 3 and few[1] <= 8
