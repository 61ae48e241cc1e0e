"""The promise that people are given: on which days the team reads, by when, and on which nobody does."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.admin.conftest import Stored
from tests.cast import Cast
from tests.support.client import PageClient
from webapp.i18n import language
from webapp.models import Program
from webapp.moments import today
from webapp.reading import Reading

DAY = date(2026, 12, 15)
WEEK = [1, 2, 3, 4, 5]
OLD = ("weekdays 9 to 5", "de lunes a viernes de 9 a 5")
SETTINGS = {
    "name": "Test program",
    "time_zone": "America/New_York",
    "reading_days": ["1", "2", "4"],
    "reading_by": "16:30",
}


@pytest.mark.parametrize(
    ("days", "closed", "english", "spanish"),
    [
        (WEEK, [], "Monday to Friday by 5:00\u202fPM", "de lunes a viernes antes de las 5:00\u202fp.m."),
        (
            [1, 2, 4],
            [],
            "on Monday, Tuesday, and Thursday by 5:00\u202fPM",
            "cada lunes, martes y jueves antes de las 5:00\u202fp.m.",
        ),
        ([1, 2, 3, 4, 5, 6, 7], [], "every day by 5:00\u202fPM", "todos los días antes de las 5:00\u202fp.m."),
        ([], [], *OLD),
    ],
)
def test_in_both_languages(days: list[int], closed: list[str], english: str, spanish: str) -> None:
    reading = Reading(days, "17:00", closed, *OLD)
    assert plain(reading.in_words(DAY)) == plain(english)
    language.set("es")
    assert plain(reading.in_words(DAY)) == plain(spanish)


def plain(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").replace("\u202f", " ").split())


@pytest.mark.parametrize(
    ("current", "named"),
    [(date(2026, 12, 9), False), (date(2026, 12, 10), True), (date(2027, 1, 1), True), (date(2027, 1, 2), False)],
)
def test_closed_days_are_named_two_weeks_ahead_and_until_they_are_over(current: date, named: bool) -> None:
    for days in (WEEK, []):
        said = Reading(days, "17:00", ["2026-12-24/2027-01-01"], *OLD).in_words(current)
        assert ("(not Dec 24, 2026" in said and "Jan 1, 2027)" in said) is named
        assert said.startswith(("Monday to Friday", "weekdays"))


def test_the_words_from_before_hold_until_days_are_chosen(alex: PageClient, cast: Cast) -> None:
    cast.consents("maya", "check-ins")
    maya = cast.as_("maya")
    assert "Dana can read this weekdays 9 to 5" in maya.get("/check-ins/new").text
    assert "people read: “weekdays 9 to 5”" in alex.get("/admin/program").text
    assert alex.post("/admin/program", data=SETTINGS).status_code == 303
    assert "Dana can read this on Monday, Tuesday, and Thursday by" in maya.get("/check-ins/new").text
    assert "weekdays 9 to 5" not in alex.get("/admin/program").text


def test_closed_days_are_added_and_taken_out(
    alex: PageClient, cast: Cast, stored: Stored, trail: Callable[[], list[object]]
) -> None:
    cast.consents("maya", "check-ins")
    first = today("America/New_York") + timedelta(days=2)
    data = {"first_day": first.isoformat(), "last_day": (first + timedelta(days=1)).isoformat()}
    for _ in range(2):
        assert alex.post("/admin/closed-days", data=data).location == "/admin/program#closed"
    span = f"{data['first_day']}/{data['last_day']}"
    assert stored(Program)[0].closed_days == [span]
    assert trail() == [("changed", "program", "closed_days")]
    assert span in alex.get("/admin/program").text
    assert "weekdays 9 to 5 (not " in cast.as_("maya").get("/check-ins/new").text
    alex.post("/admin/closed-days/deletion", data={"span": span})
    assert stored(Program)[0].closed_days == []
    assert "(not " not in cast.as_("maya").get("/check-ins/new").text


@pytest.mark.parametrize(("first", "last"), [(-1, 2), (2, 1), (1, 100)])
def test_days_that_do_not_fit(alex: PageClient, stored: Stored, first: int, last: int) -> None:
    here = today("America/New_York")
    data = {
        name: (here + timedelta(days=days)).isoformat() for name, days in (("first_day", first), ("last_day", last))
    }
    answer = alex.post("/admin/closed-days", data=data)
    assert answer.status_code == 422 and data["first_day"] in answer.text and "Test program" in answer.text
    assert stored(Program)[0].closed_days == []
