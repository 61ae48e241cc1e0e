"""Appointments as a calendar file (iCalendar, RFC 5545)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import CLASS, Alarm, Calendar, Event
from sqlalchemy import Row

from webapp.appointments.dates import begins_at, days, first_day, last_day, wall_clock
from webapp.appointments.zones import described
from webapp.formatting import in_a_file
from webapp.i18n import _
from webapp.moments import zone

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
REFRESHED = timedelta(hours=6)
YEARS = 10
"""For how long ahead the changes of the clocks are told."""


def calendar(rows: Sequence[Row[Any]], *, own_words: bool, remind_before: int, at: datetime) -> bytes:
    """All of `rows`, as said `at` a moment. Without `own_words` titles say nothing, and places and links are left out.

    No LAST-MODIFIED: programs that skip what was not modified would keep titles after `own_words` was taken back.
    """
    whole = Calendar.new(prodid="-//Calendar//EN", name=_("Appointments"), method="PUBLISH", refresh_interval=REFRESHED)
    del whole["uid"]  # made anew at each reading
    whole["refresh-interval"].params["value"] = "DURATION"  # RFC 7986 wants it said
    for time_zone in dict.fromkeys(row.time_zone for row in rows):
        first = min(row.first_on for row in rows if row.time_zone == time_zone)
        last = max(row.first_on for row in rows if row.time_zone == time_zone)
        whole.add_component(described(time_zone, first.year, max(last, at.date()).year + YEARS))
    for event in _events(rows, own_words, remind_before, at):
        whole.add_component(event)
    return bytes(whole.to_ical())


def _events(rows: Iterable[Row[Any]], own_words: bool, remind_before: int, at: datetime) -> Iterator[Event]:
    for row in rows:
        first = first_day(row)
        if first is not None:
            yield _event(row, first, own_words, remind_before, at)


def _event(row: Row[Any], first: date, own_words: bool, remind_before: int, at: datetime) -> Event:
    here = zone(row.time_zone)
    title = in_a_file(row.title) if own_words else _("Appointment")
    event = Event.new(
        uid=row.id,
        summary=title,
        start=wall_clock(row, first).replace(tzinfo=here),
        stamp=at,
        classification=CLASS.PRIVATE,
        location=(in_a_file(row.place) or None) if own_words else None,
        url=(row.link or None) if own_words else None,
    )
    event.add("duration", timedelta(minutes=row.lasts))
    if row.weekdays:
        event.add("rrule", _weekly(row))
    if skipped := _skipped(row):
        event.add("exdate", [wall_clock(row, day).replace(tzinfo=here) for day in skipped])
    if remind_before:
        alarm = Alarm.new(description=title)
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", -timedelta(minutes=remind_before))
        event.add_component(alarm)
    return event


def _weekly(row: Row[Any]) -> dict[str, Any]:
    rule: dict[str, Any] = {"freq": "weekly", "byday": [WEEKDAYS[day] for day in row.weekdays]}
    last = last_day(row)
    return rule | {"until": begins_at(row, last)} if last else rule


def _skipped(row: Row[Any]) -> list[date]:
    """Days that are left out and would otherwise be there."""
    wanted = [date.fromisoformat(day) for day in row.skipped]
    return [day for day in wanted if day in days(row, day, day)]
