"""What calendar programs make of the feed, across both changes of the clocks: the instants that the person meant.

Three readings: `recurring-ical-events` by the rules of the zone's name, the same by the rules in the file, and
`vobject`, which knows no names.
"""

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
import recurring_ical_events
import vobject
from icalendar import Calendar

from tests.appointments.rows import added, form, only
from tests.appointments.test_calendar import turned_on
from tests.cast import Cast
from webapp.appointments.zones import described
from webapp.moments import moment_of_wall_clock

ZONES = ("America/New_York", "America/Los_Angeles", "Europe/Berlin", "Australia/Lord_Howe")
"""Two of the US; one that changes at another hour; one in the south that changes by half an hour."""
FIRST, LAST = date(2026, 1, 5), date(2027, 1, 5)
CLOCKS = ("00:30", "01:45", "02:15", "03:15", "18:30")
SKIPPED = "2026-11-03"
_names = itertools.count()


def meant(zone: str, clock: str) -> list[datetime]:
    """Sundays and Tuesdays at that time of the wall clock there, without the skipped one."""
    hour, minute = map(int, clock.split(":"))
    days = [FIRST + timedelta(days=ahead) for ahead in range((LAST - FIRST).days + 1)]
    walls = [
        datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001 -- a clock on a wall
        for day in days
        if day.weekday() in {1, 6} and day.isoformat() != SKIPPED
    ]
    return [moment_of_wall_clock(zone, wall).occurred_at for wall in walls]


def feed(cast: Cast, zone: str, clock: str) -> str:
    """Given: a group in that zone, with one day left out, as its address shows it."""
    span = {"first_on": FIRST.isoformat(), "last_on": LAST.isoformat()}
    added(cast, form(weekdays=["1", "6"], begins=clock, time_zone=zone, **span))
    maya = cast.as_("maya")
    assert maya.post(f"/appointments/{only(cast).id}/skips", data={"day": SKIPPED}).status_code == 303
    return cast.as_("nobody").get(turned_on(cast)).text


def by_recurring_ical_events(text: str) -> list[datetime]:
    events = recurring_ical_events.of(Calendar.from_ical(text)).between((2025, 12, 1), (2027, 3, 1))
    return sorted(event.start.astimezone(UTC) for event in events)


def by_vobject(text: str) -> list[datetime]:
    event = vobject.readOne(text).vevent
    return sorted(start.astimezone(UTC) for start in event.getrruleset(addRDate=True))


def under_another_name(text: str, zone: str) -> str:
    """So that nobody can look the zone up, and has to read its rules."""
    return text.replace(zone, f"Elsewhere-{next(_names)}")


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("clock", CLOCKS)
def test_equal_instants(cast: Cast, zone: str, clock: str) -> None:
    text = feed(cast, zone, clock)
    expected = meant(zone, clock)
    assert len(expected) > 100
    assert len({moment.astimezone(ZoneInfo(zone)).utcoffset() for moment in expected}) == 2, "both changes are in it"
    assert by_recurring_ical_events(text) == expected
    exists = {moment for moment in expected if f"{moment.astimezone(ZoneInfo(zone)):%H:%M}" == clock}
    assert len(exists) >= len(expected) - 1, "one clock time a year is left out by the change"
    for reading in (by_recurring_ical_events, by_vobject):
        found = set(reading(under_another_name(text, zone)))
        assert found >= exists and len(found) == len(expected), reading.__name__


@pytest.mark.whole
def test_every_zone_is_described_as_it_is() -> None:
    """At noon of each third day of two years, as the description in the file says it."""
    wrong = []
    for zone in sorted(available_timezones() - {"localtime"}):
        rules = described(zone, 2026, 2027).to_tz(lookup_tzid=False)
        for ahead in range(0, 720, 3):
            noon = datetime(2026, 1, 2, 12) + timedelta(days=ahead)  # noqa: DTZ001 -- a clock on a wall
            if noon.replace(tzinfo=rules).utcoffset() != noon.replace(tzinfo=ZoneInfo(zone)).utcoffset():
                wrong.append((zone, noon))
    assert wrong == []


def test_summer_time_begins_when_it_begins() -> None:
    """RFC 5545 names the onset by the clock of before: 2 o'clock, not 3."""
    daylight = described("America/New_York", 2026, 2026).daylight[0].to_ical()
    assert b"DTSTART:20260308T020000" in daylight and b"TZOFFSETFROM:-0500" in daylight
