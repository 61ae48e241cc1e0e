"""Hours as data: read, and 'open now' across time zones, midnight and both changes of daylight saving."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from webapp.content.hours import Hours, Span, parse_hours
from webapp.content.resources import NATIONAL
from webapp.i18n import speaking
from webapp.resources import said

EASTERN, PACIFIC = "America/New_York", "America/Los_Angeles"
OFFICE = parse_hours("Mon-Fri 10:00-22:00", EASTERN)
LATE = parse_hours("Fri-Sat 20:00-3:00", EASTERN)


def at(text: str, time_zone: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(time_zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Mon-Fri 9:00-17:00", [(day, 540, 1020) for day in range(5)]),
        ("mon 9am-5pm", [(0, 540, 1020)]),
        ("Monday-Wednesday 9:30 am - 12 pm", [(day, 570, 720) for day in range(3)]),
        ("Sat 9-13; Sun 10-12", [(5, 540, 780), (6, 600, 720)]),
        ("Tue & Thu 18:00-20:00", [(1, 1080, 1200), (3, 1080, 1200)]),
        ("Fri-Mon 8-10", [(4, 480, 600), (5, 480, 600), (6, 480, 600), (0, 480, 600)]),
        ("Mon-Fri 10:00-24:00", [(day, 600, 1440) for day in range(5)]),
        ("Fri 20:00-3:00", [(4, 1200, 1620)]),
        ("Lun–Vie 9:00–17:00, Sáb 10-12", [*((day, 540, 1020) for day in range(5)), (5, 600, 720)]),
        ("mon 12am-1am", [(0, 0, 60)]),
    ],
)
def test_what_is_understood(text: str, spans: list[tuple[int, int, int]]) -> None:
    assert parse_hours(text, EASTERN).spans == tuple(Span(*span) for span in spans)


@pytest.mark.parametrize(
    "text",
    ["", "daily", "Mon", "Mon 9", "Mon 9-9", "Mon 25-26", "Mon 9:75-10", "Foo 9-10", "Mon 24:00-3:00", "Mon 13pm-2pm",
     "Mon-Tue-Wed 9-10", "Mon 9-12, Mon 9-13", "9-17", "Mon 9-17 or so", "24/6"],
)  # fmt: skip
def test_what_is_not(text: str) -> None:
    with pytest.raises(ValueError):
        parse_hours(text, EASTERN)


@pytest.mark.parametrize(
    ("when", "time_zone", "is_open"),
    [
        ("2026-11-23T10:00", EASTERN, True),
        ("2026-11-23T09:59:59", EASTERN, False),
        ("2026-11-23T21:59:59", EASTERN, True),
        ("2026-11-23T22:00", EASTERN, False),
        ("2026-11-23T07:00", PACIFIC, True),
        ("2026-11-23T06:59", PACIFIC, False),
        ("2026-11-23T19:00", PACIFIC, False),
        ("2026-11-22T12:00", EASTERN, False),
        ("2026-11-24T03:30", "Asia/Tokyo", True),
        ("2026-11-23T05:00", "Pacific/Honolulu", True),
    ],
)
def test_open_now_is_by_the_clock_over_there(when: str, time_zone: str, is_open: bool) -> None:
    assert OFFICE.is_open(at(when, time_zone)) is is_open


@pytest.mark.parametrize(
    ("when", "is_open"),
    [
        ("2026-11-27T19:59", False), ("2026-11-27T20:00", True), ("2026-11-28T02:59", True),
        ("2026-11-28T03:00", False), ("2026-11-28T23:59:59", True), ("2026-11-29T00:00", True),
        ("2026-11-29T02:59", True), ("2026-11-29T20:30", False), ("2026-11-27T01:00", False),
    ],
)  # fmt: skip
def test_over_midnight(when: str, is_open: bool) -> None:
    assert LATE.is_open(at(when, EASTERN)) is is_open


def test_over_the_end_of_the_week() -> None:
    sunday = parse_hours("Sun 22-2", EASTERN)
    assert sunday.is_open(at("2026-11-23T01:00", EASTERN))
    assert not sunday.is_open(at("2026-11-24T01:00", EASTERN))


@pytest.mark.parametrize("day", ["2026-03-09", "2026-11-02"])
def test_the_day_after_the_clocks_change(day: str) -> None:
    """Open and closed at the same clock time as always, whatever UTC says."""
    assert OFFICE.is_open(at(f"{day}T10:00", EASTERN)) and not OFFICE.is_open(at(f"{day}T09:59", EASTERN))


def test_where_clocks_do_not_change() -> None:
    """Phoenix is two hours behind New York in winter and three in summer."""
    assert OFFICE.is_open(at("2026-01-12T08:00", "America/Phoenix"))
    assert not OFFICE.is_open(at("2026-07-13T06:59", "America/Phoenix"))
    assert OFFICE.is_open(at("2026-07-13T07:00", "America/Phoenix"))


def test_the_hour_that_comes_twice() -> None:
    night = parse_hours("Sun 1:00-1:30", EASTERN)
    first = datetime(2026, 11, 1, 5, 15, tzinfo=UTC)
    assert night.is_open(first) and night.is_open(first.replace(hour=6)) and not night.is_open(first.replace(hour=7))


def test_always() -> None:
    assert Hours(()).is_open(datetime(2026, 1, 1, tzinfo=UTC)) and not said.is_open(
        None, datetime(2026, 1, 1, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    ("hours", "time_zone", "day", "says"),
    [
        (OFFICE, EASTERN, "2026-11-22", "Monday to Friday, 10:00 AM to 10:00 PM"),
        (OFFICE, PACIFIC, "2026-11-22", "Monday to Friday, 7:00 AM to 7:00 PM"),
        (OFFICE, "America/Phoenix", "2026-07-13", "Monday to Friday, 7:00 AM to 7:00 PM"),
        (OFFICE, "America/Phoenix", "2026-01-12", "Monday to Friday, 8:00 AM to 8:00 PM"),
        (OFFICE, "Asia/Tokyo", "2026-11-22", "Tuesday to Saturday, 12:00 AM to 12:00 PM"),
        (LATE, PACIFIC, "2026-11-22", "Friday and Saturday, 5:00 PM to 12:00 AM"),
        (parse_hours("Mon-Sun 8-9", EASTERN), EASTERN, "2026-11-22", "Every day, 8:00 AM to 9:00 AM"),
        (
            parse_hours("Mon 8-9, Wed 8-9, Thu 1pm-2pm", EASTERN), EASTERN, "2026-11-22",
            "Monday and Wednesday, 8:00 AM to 9:00 AM; Thursday, 1:00 PM to 2:00 PM",
        ),
        (Hours(()), EASTERN, "2026-11-22", "Day and night"),
        (None, EASTERN, "2026-11-22", ""),
    ],
)  # fmt: skip
def test_in_words_by_the_readers_clock(hours: Hours | None, time_zone: str, day: str, says: str) -> None:
    assert said.hours(hours, time_zone, date.fromisoformat(day)).replace("\u202f", " ") == says


def test_in_spanish() -> None:
    with speaking("es"):
        says = said.hours(OFFICE, EASTERN, date(2026, 11, 22)).replace("\u202f", " ")
    assert says == "lunes a viernes, de 10:00 a.m. a 10:00 p.m."


def test_hours_of_the_directory_have_a_zone() -> None:
    for entry in NATIONAL.values():
        if entry.hours and not entry.hours.hours.always:
            assert ZoneInfo(entry.hours.zone) and entry.hours.zone != "UTC", entry.slug
