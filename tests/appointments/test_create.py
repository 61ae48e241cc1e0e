"""Adding a group or an appointment."""

from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.appointments.rows import added, form, here, only, stored, weekly
from tests.cast import Cast
from tests.people.rows import added as added_people
from webapp.models import uuid7


def test_one_appointment(cast: Cast) -> None:
    asked = form("Dr. Lee", begins="09:05", lasts="30", place="5 Oak St", link="meet.example.org/a?b=c")
    answer = cast.as_("maya").post("/appointments", data=asked)
    assert (answer.status_code, answer.location) == (303, f"/appointments#appointment-{asked['id']}")
    row = only(cast)
    assert (row.title, row.weekdays, row.first_on, row.last_on) == ("Dr. Lee", [], here(), None)
    assert (row.begins, row.lasts, row.time_zone) == (545, 30, "America/New_York")
    assert (row.place, row.link) == ("5 Oak St", "https://meet.example.org/a?b=c")


def test_a_group_every_week_with_somebody(cast: Cast) -> None:
    (ruth,) = added_people(cast, "Ruth")
    added(cast, form(weekdays=["3", "1", "3"], last_on=(here() + timedelta(days=70)).isoformat(), person_id=ruth))
    row = only(cast)
    assert (row.weekdays, row.last_on, row.person_id) == ([1, 3], here() + timedelta(days=70), ruth)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", "", "Please answer this."),
        ("title", "x" * 201, "This is too long. 200 characters fit."),
        ("begins", "", "Please answer this."),
        ("begins", "six", "Please give a time like 18:30."),
        ("begins", "24:00", "Please give a time like 18:30."),
        ("first_on", "soon", "Please give a date like 2026-06-10."),
        ("first_on", "1026-06-10", "Please check the year."),
        ("lasts", "0", "Please choose a number from 5 to 1440."),
        ("lasts", "1441", "Please choose a number from 5 to 1440."),
        ("weekdays", ["7"], "Please choose a number in the range."),
        ("last_on", "2099-06-10", "Only what comes every week has a last day."),
        ("last_on", "9999-12-31", "Please check the year."),
        ("link", "javascript:alert(1)", "This is not a web address."),
        ("link", "javascript://meet.example.org/%0aalert(1)", "This is not a web address."),
        ("link", "ask Ruth", "This is not a web address."),
        ("link", "http://[", "This is not a web address."),
        ("link", "x.org/a\x1bb", "This is not a web address."),
        ("link", "x.org/\u202egro.y", "This is not a web address."),
        ("link", "x.org/" + "a" * 490, "This is not a web address."),
        ("time_zone", "America/Nowhere", "Please choose one from the list."),
        ("time_zone", "", "Please answer this."),
        ("person_id", "01900000-0000-7000-8000-000000000000", "Please choose one from the list."),
        ("id", "x", "Please choose one from the list."),
        ("operation", "", "Please answer this."),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(cast: Cast, field: str, value: Any, message: str) -> None:
    added_people(cast, "Ruth")
    answer = cast.as_("maya").post("/appointments", data=form("Typed title", place="typed place") | {field: value})
    assert answer.status_code == 422
    assert message in answer.text
    assert 'value="typed place"' in answer.text
    shown = BeautifulSoup(answer.text, "html.parser").find(id=f"{field}-error")
    assert field in {"id", "operation", "time_zone"} or (shown and message in shown.get_text())
    assert stored(cast) == []


@pytest.mark.parametrize(
    ("last_on", "message"),
    [
        ("2026-05-31", "This is before the first day."),
        ("2026-06-02", "None of the weekdays is between the two dates."),
    ],
)
def test_the_last_day_fits_the_weekdays(cast: Cast, last_on: str, message: str) -> None:
    asked = form(first_on="2026-06-01", weekdays=["4"], last_on=last_on)
    answer = cast.as_("maya").post("/appointments", data=asked)
    assert answer.status_code == 422 and message in answer.text
    assert stored(cast) == []
    added(cast, asked | {"last_on": "2026-06-05"})
    assert only(cast).last_on == date(2026, 6, 5)


def test_the_weekdays_that_were_typed_stay(cast: Cast) -> None:
    answer = cast.as_("maya").post("/appointments", data=form("", weekdays=["1", "3"]))
    ticked = BeautifulSoup(answer.text, "html.parser").select("input[name=weekdays][checked]")
    assert [box["value"] for box in ticked] == ["1", "3"]


def test_somebody_else_s_person_is_nobody(cast: Cast) -> None:
    (stranger,) = added_people(cast, "Ana", owner="jordan")
    answer = cast.as_("maya").post("/appointments", data=form(person_id=stranger))
    assert answer.status_code == 422 and "Ana" not in answer.text


def test_the_same_form_twice_is_one_and_succeeds_twice(cast: Cast) -> None:
    maya, asked = cast.as_("maya"), weekly()
    assert [maya.post("/appointments", data=asked).status_code for _ in range(2)] == [303, 303]
    assert len(stored(cast)) == 1
    assert maya.post("/appointments", data=asked | {"title": "Other"}).status_code == 409
    assert cast.as_("jordan").post("/appointments", data=asked | {"operation": uuid7()}).status_code == 409
    assert only(cast).title == "Tuesday meeting"


def test_the_page_asks_for_the_zone_only_where_there_are_two(cast: Cast) -> None:
    assert 'type="hidden" name="time_zone" value="America/New_York"' in cast.as_("maya").get("/appointments/new").text


def test_others_are_refused(cast: Cast) -> None:
    assert cast.as_("nobody").post("/appointments", data=form()).status_code == 401
    assert cast.as_("dana").post("/appointments", data=form()).status_code == 403
