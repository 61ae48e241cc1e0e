"""The page of the calendar, the file, and the private address: who reads it, what it says, when it is dead."""

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from icalendar import Calendar
from sqlalchemy.exc import OperationalError

from tests.appointments.rows import added, choice, form, only, set_account, weekly
from tests.cast import Cast
from tests.people.rows import added as added_people
from webapp.digests import hash_token
from webapp.enums import Role
from webapp.models import now, uuid7

OWN = {"own_words": "true", "remind_before": "15"}


def turned_on(cast: Cast, owner: str = "maya") -> str:
    """Where the calendar is read, out of the page that shows it."""
    answer = cast.as_(owner).post("/calendar/addresses", data={"operation": uuid7()})
    assert answer.status_code == 200
    (shown,) = BeautifulSoup(answer.text, "html.parser").select("#link")
    assert f'href="webcal:{str(shown["value"]).removeprefix("http:")}"' in answer.text
    return str(shown["value"]).removeprefix("http://localhost")


def read(cast: Cast, path: str, member: str = "nobody") -> Calendar:
    answer = cast.as_(member).get(path)
    assert (answer.status_code, answer.content_type) == (200, "text/calendar; charset=utf-8")
    parsed = Calendar.from_ical(answer.data)
    assert isinstance(parsed, Calendar)
    return parsed


def test_it_is_off_until_somebody_turns_it_on(cast: Cast) -> None:
    assert "It is turned off." in cast.as_("maya").get("/calendar").text
    assert choice(cast) is None


def test_the_address_is_read_without_signing_in_and_kept_as_a_hash(cast: Cast) -> None:
    added(cast, form())
    path = turned_on(cast)
    found = re.fullmatch(r"/calendar/([\w-]{43})\.ics", path)
    kept = choice(cast)
    assert found and kept and kept.secret_hash == hash_token(found[1])
    assert [event.uid for event in read(cast, path).events] == [str(only(cast).id)]
    assert found[1] not in cast.as_("maya").get("/calendar").text


def test_no_line_of_a_log_holds_it(
    cast: Cast, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_gone(_secret_hash: str) -> None:
        raise OperationalError("SELECT", {}, Exception("the server is gone"))

    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(logging.getLogger("foothold"), "propagate", True)
    path, nobody = turned_on(cast), cast.as_("nobody")
    read(cast, path)
    with monkeypatch.context() as broken:
        broken.setattr("webapp.appointments.queries.by_address", is_gone)
        assert nobody.get(path).status_code == 503
    cast.as_("maya").post("/calendar/addresses/deletion")
    assert nobody.get(path).status_code == 404
    said = "\n".join(f"{record.getMessage()} {vars(record)}" for record in caplog.records)
    assert "database unavailable" in said and path.split("/")[-1].removesuffix(".ics") not in said


def test_no_cache_and_no_search_engine_keeps_it(cast: Cast) -> None:
    headers = cast.as_("nobody").get(turned_on(cast)).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "Set-Cookie" not in headers and "FH-Keep" not in headers


def test_titles_say_nothing_until_the_person_wants_it(cast: Cast) -> None:
    (ruth,) = added_people(cast, "Ruth")
    added(cast, form("AA meeting", place="Grace Church", link="https://meet.example.org/aa", person_id=ruth))
    path, maya = turned_on(cast), cast.as_("maya")
    for where, member in ((path, "nobody"), ("/appointments/file", "maya")):
        said = read(cast, where, member)
        assert [str(event["summary"]) for event in said.events] == ["Appointment"]
        quiet = said.to_ical().decode()
        assert not re.search(r"\bAA\b|Grace|example.org|Ruth|Foothold|Maya|Test program", quiet, re.IGNORECASE)
    assert maya.post("/calendar", data=OWN).status_code == 303
    for where, member in ((path, "nobody"), ("/appointments/file", "maya")):
        (event,) = read(cast, where, member).events
        assert (event["summary"], event["location"], event["url"]) == (
            "AA meeting",
            "Grace Church",
            "https://meet.example.org/aa",
        )
        assert "Ruth" not in event.to_ical().decode()


@pytest.mark.parametrize("end", ["\x0b", "\x0c", "\x1c", "\x1b", "\x85", "\u2028", "\u2029"])
def test_nothing_written_ends_a_line_of_the_file(cast: Cast, end: str) -> None:
    """Programs split at other characters than ours; what is pasted out of a word processor has them."""
    added(cast, form(f"Group{end}END:VEVENT{end}x", place=f"Room 4{end}END:VALARM"))
    cast.as_("maya").post("/calendar", data=OWN)
    text = cast.as_("nobody").get(turned_on(cast)).text
    assert end not in text and text.splitlines() == text.split("\r\n")[:-1]
    (event,) = Calendar.from_ical(text).events
    assert (event["summary"], event["location"]) == ("Group END:VEVENT x", "Room 4 END:VALARM")


def test_a_reminder_or_none(cast: Cast) -> None:
    added(cast, form())
    path, maya = turned_on(cast), cast.as_("maya")
    for asked, trigger in (({}, b"TRIGGER:-PT1H"), ({"remind_before": "1440"}, b"TRIGGER:-P1D")):
        if asked:
            maya.post("/calendar", data=asked)
        (event,) = read(cast, path).events
        (alarm,) = event.walk("VALARM")
        assert trigger in alarm.to_ical() and alarm["description"] == "Appointment"
    maya.post("/calendar", data={"remind_before": "0"})
    assert read(cast, path).events[0].walk("VALARM") == []


@pytest.mark.parametrize("value", ["", "7", "-15", "soon"])
def test_another_reminder_is_refused(cast: Cast, value: str) -> None:
    answer = cast.as_("maya").post("/calendar", data={"own_words": "true", "remind_before": value})
    assert answer.status_code == 422 and choice(cast) is None
    assert BeautifulSoup(answer.text, "html.parser").find(id="remind_before-error")


def test_turned_off_it_is_gone_at_once_and_like_one_that_never_was(cast: Cast) -> None:
    path, nobody = turned_on(cast), cast.as_("nobody")
    assert nobody.get(path).status_code == 200
    assert cast.as_("maya").post("/calendar/addresses/deletion").status_code == 303
    gone, never = nobody.get(path), nobody.get(f"/calendar/{'x' * 43}.ics")
    assert (gone.status_code, gone.text) == (404, never.text) and never.status_code == 404
    assert cast.as_("maya").post("/calendar/addresses/deletion").status_code == 303


def test_a_new_address_ends_the_old_one(cast: Cast) -> None:
    old, new = turned_on(cast), turned_on(cast)
    assert [cast.as_("nobody").get(path).status_code for path in (old, new)] == [404, 200]


def test_the_same_form_twice_is_one_address(cast: Cast) -> None:
    maya, asked = cast.as_("maya"), {"operation": uuid7()}
    assert maya.post("/calendar/addresses", data=asked).status_code == 200
    kept = choice(cast)
    assert maya.post("/calendar/addresses", data=asked).location == "/calendar"
    again = choice(cast)
    assert kept and again and kept.secret_hash == again.secret_hash
    assert cast.as_("jordan").post("/calendar/addresses", data=asked).status_code == 409


@pytest.mark.parametrize("values", [{"active": False}, {"leaves_at": now()}, {"role": Role.COUNSELOR}])
def test_it_ends_with_the_account_or_its_role(cast: Cast, values: dict[str, Any]) -> None:
    path = turned_on(cast)
    set_account(cast, **values)
    assert cast.as_("nobody").get(path).status_code == 404


def test_each_address_shows_its_owners_only(cast: Cast) -> None:
    added(cast, form())
    path = turned_on(cast, "jordan")
    for member in ("nobody", "jordan", "maya", "dana"):
        assert read(cast, path, member).events == []


def test_what_is_deleted_is_not_in_it(cast: Cast) -> None:
    row_id = added(cast, form())
    path = turned_on(cast)
    cast.as_("maya").post(f"/appointments/{row_id}/deletion")
    assert read(cast, path).events == []


def test_it_speaks_its_owners_language(cast: Cast) -> None:
    added(cast, weekly())
    path = turned_on(cast)
    set_account(cast, language="es")
    said = read(cast, path)
    assert (said["x-wr-calname"], said.events[0]["summary"]) == ("Citas", "Cita")


def test_reading_twice_says_the_same(cast: Cast) -> None:
    added(cast, weekly())
    path, nobody = turned_on(cast), cast.as_("nobody")
    with time_machine.travel(now(), tick=False):
        assert nobody.get(path).data == nobody.get(path).data


def test_titles_taken_back_are_newer_to_every_program(cast: Cast) -> None:
    """ICSx5 for one keeps an event whose LAST-MODIFIED did not grow; others go by DTSTAMP."""
    added(cast, form("AA meeting"))
    path, maya = turned_on(cast), cast.as_("maya")
    maya.post("/calendar", data=OWN)
    (before,) = read(cast, path).events
    with time_machine.travel(now() + timedelta(minutes=1)):
        maya.post("/calendar", data={"remind_before": "15"})
        (after,) = read(cast, path).events
    assert (before["summary"], after["summary"]) == ("AA meeting", "Appointment")
    assert "last-modified" not in after and after.stamp > before.stamp


def test_what_was_written_cannot_add_to_the_file(cast: Cast) -> None:
    title = "x;y,z\\n: END:VEVENT “ñ” 👩🏽‍🚒 " + "long " * 30
    added(cast, form(title))
    cast.as_("maya").post("/calendar", data=OWN)
    answer = cast.as_("maya").get("/appointments/file")
    (event,) = read(cast, "/appointments/file", "maya").events
    assert str(event["summary"]) == title.strip()
    assert all(len(line) <= 75 for line in answer.data.split(b"\r\n"))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="calendar.ics"'


def test_the_trail_says_it(cast: Cast) -> None:
    turned_on(cast)
    turned_on(cast)
    cast.as_("maya").post("/calendar/addresses/deletion")
    said = cast.as_("maya").get("/who-looked").text
    for words in ("turned on the address", "made a new address", "turned off the address"):
        assert f"You {words} for your calendar." in said


def test_others_are_refused(cast: Cast) -> None:
    for path in ("/calendar", "/calendar/addresses", "/calendar/addresses/deletion"):
        assert cast.as_("nobody").post(path, data=OWN).status_code == 401
        assert cast.as_("dana").post(path, data=OWN).status_code == 403
    for path in ("/calendar", "/appointments/file"):
        assert cast.as_("nobody").get(path).status_code == 401
        assert cast.as_("dana").get(path).status_code == 403
