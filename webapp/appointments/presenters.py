"""Appointments as the pages show them: the next two weeks day by day, and all of them as they repeat."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from babel.dates import get_day_names
from sqlalchemy import Row

from webapp.access import Me
from webapp.appointments import queries
from webapp.appointments.dates import Pattern, begins_at, days, ends_at, last_day, wall_clock
from webapp.appointments.forms import AppointmentChange
from webapp.formatting import clock, day_in_words, join_words, short_day
from webapp.forms import Parsed, blank
from webapp.i18n import _, language
from webapp.models import Appointment, now
from webapp.moments import local_in, today

AHEAD = 14
"""Days that the list shows."""
SOON = 2
"""Of Today: so many appointments, and so many days, this one among them."""


@dataclass(frozen=True, slots=True)
class Visit:
    """An appointment on one day."""

    id: UUID
    title: str
    day: date
    """In the zone of the appointment: what a skip names."""
    local: datetime
    """When it begins, by the clock of the person."""
    clock: str
    place: str
    link: str
    person: str
    phone: str
    is_weekly: bool
    is_skipped: bool


@dataclass(frozen=True, slots=True)
class Listed:
    id: UUID
    title: str
    when: str


@dataclass(frozen=True, slots=True)
class AppointmentsPage:
    days: list[tuple[str, list[Visit]]]
    going_on: list[Listed]
    over: list[Listed]


@dataclass(frozen=True, slots=True)
class Next:
    """A line on Today."""

    title: str
    when: str
    stamp: str


def present(person: Me) -> AppointmentsPage:
    rows, here = queries.appointments(person.id), today(person.time_zone)
    coming = _visits(rows, person, AHEAD)
    listed = [(is_over(row), Listed(row.id, row.title, in_words(row, person.time_zone))) for row in rows]
    return AppointmentsPage(
        days=[(_day(day, here), list(visits)) for day, visits in groupby(coming, key=lambda visit: visit.local.date())],
        going_on=[one for over, one in listed if not over],
        over=[one for over, one in listed if over],
    )


def soon(person: Me) -> list[Next]:
    """What comes next, today or tomorrow."""
    rows = queries.appointments(person.id)
    here = today(person.time_zone)
    return [
        Next(
            visit.title,
            _("%(day)s, %(time)s", day=_day(visit.local.date(), here), time=visit.clock),
            visit.local.isoformat(),
        )
        for visit in _visits(rows, person, SOON)
        if not visit.is_skipped
    ][:SOON]


def _visits(rows: Iterable[Row[Any]], person: Me, ahead: int) -> list[Visit]:
    """Those that are not over, up to `ahead` days with today; the first one first."""
    here = today(person.time_zone)
    last = here + timedelta(days=ahead - 1)
    found = [visit for row in rows for visit in _of(row, person.time_zone, here, last)]
    return sorted(found, key=lambda visit: visit.local)


def _of(row: Row[Any], time_zone: str, here: date, last: date) -> Iterator[Visit]:
    """In another zone it may be another day there; what began yesterday may not be over."""
    for day in days(row, here - timedelta(days=2), last + timedelta(days=1)):
        local = local_in(time_zone, begins_at(row, day))
        if ends_at(row, day) > now() and local.date() <= last:
            yield Visit(
                id=row.id,
                title=row.title,
                day=day,
                local=local,
                clock=clock(local),
                place=row.place,
                link=row.link,
                person=row.person or "",
                phone=row.phone or "",
                is_weekly=bool(row.weekdays),
                is_skipped=day.isoformat() in row.skipped,
            )


def _day(day: date, here: date) -> str:
    if day == here + timedelta(days=1):
        return _("Tomorrow")
    return day_in_words(day, here)


def is_over(row: Pattern) -> bool:
    last = last_day(row)
    return last is not None and ends_at(row, last) <= now()


def in_words(row: Pattern, time_zone: str) -> str:
    """'Every Monday and Thursday, 6:00 PM, until Jan 5, 2027'."""
    parts = [_which_days(row), clock(wall_clock(row, row.first_on))]
    if row.time_zone != time_zone:
        parts[-1] += f" ({zone_name(row.time_zone)})"
    if row.weekdays and row.first_on > today(time_zone):
        parts.append(_("from %(day)s", day=short_day(row.first_on)))
    if row.last_on:
        parts.append(_("until %(day)s", day=short_day(row.last_on)))
    return ", ".join(parts)


def _which_days(row: Pattern) -> str:
    if not row.weekdays:
        return short_day(row.first_on)
    return _("Every %(days)s", days=join_words([weekday(day) for day in row.weekdays]))


def weekday(day: int) -> str:
    """Monday, of 0."""
    return str(get_day_names("wide", locale=language.get())[day])


def zone_name(time_zone: str) -> str:
    return time_zone.rpartition("/")[2].replace("_", " ")


def stored(row: Appointment) -> Parsed[Any]:
    """The appointment as its form holds it."""
    kept = {name: getattr(row, name) for name in ("title", "lasts", "time_zone", "place", "link", "version")}
    return blank(
        **kept,
        weekdays=[str(day) for day in row.weekdays],
        first_on=row.first_on.isoformat(),
        last_on=row.last_on.isoformat() if row.last_on else "",
        begins=wall_clock(row, row.first_on).strftime("%H:%M"),
        person_id=str(row.person_id or ""),
    )


def differences(row: Appointment, mine: AppointmentChange, people: Sequence[Row[Any]]) -> list[tuple[str, str, str]]:
    """For the merge page: what it is, what is saved, what was sent; only where they differ."""
    names = {person.id: person.name for person in people}
    both = [
        {
            _("What it is"): one.title,
            _("When"): in_words(one, one.time_zone),
            _("First day"): short_day(one.first_on),
            _("How long, in minutes"): str(one.lasts),
            _("Time zone"): zone_name(one.time_zone),
            _("Where"): one.place,
            _("Link"): one.link,
            _("Who goes with me"): names.get(one.person_id, "") if one.person_id else "",
        }
        for one in (row, mine)
    ]
    return [(label, saved, both[1][label]) for label, saved in both[0].items() if saved != both[1][label]]
