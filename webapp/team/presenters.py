"""What the team gave back, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from webapp.access import Me
from webapp.formatting import clock, join_words, long_day, short_day, weekday
from webapp.i18n import _
from webapp.moments import local_in, today
from webapp.team import queries
from webapp.team.queries import READ, REPLY

WEEK = timedelta(days=6)
KEPT = timedelta(days=14)
"""How long something that was asked for is shown after its day."""


@dataclass(frozen=True, slots=True)
class Answer:
    id: UUID
    by: UUID
    name: str
    text: str
    """'' when it was taken back."""
    version: int
    when: str
    changed: str
    withdrawn: str
    thanked: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What the team did with one entry."""

    readers: frozenset[UUID]
    read_by: str
    """'Read by Dana, Tue 9:10 AM'; '' when nobody marked it."""
    answers: list[Answer]
    hours: str
    """When the team reads, in words."""


@dataclass(frozen=True, slots=True)
class Task:
    """What somebody asked for."""

    id: UUID
    slug: str
    asked: str
    """'Dana asked: until Friday'."""
    why: str
    done: bool


NOTHING = Said(frozenset(), "", [], "")


def under(person: Me, entry_id: UUID) -> Said:
    return said(queries.said(person.id, entry_id), person.time_zone, person.reading_hours)


def said(rows: Sequence[Row[Any]], time_zone: str, hours: str = "") -> Said:
    """Out of the marks and answers of one entry."""
    rows = sorted(rows, key=lambda row: row.at)
    reads = [row for row in rows if row.what == READ]
    names = [_("%(name)s, %(when)s", name=row.name, when=near(row.at, time_zone)) for row in reads]
    return Said(
        readers=frozenset(row.by for row in reads),
        read_by=_("Read by %(who)s", who="; ".join(names)) if names else "",
        answers=[_answer(row, time_zone) for row in rows if row.what == REPLY],
        hours=hours,
    )


def _answer(row: Row[Any], time_zone: str) -> Answer:
    return Answer(
        id=row.id,
        by=row.by,
        name=row.name,
        text=row.text,
        version=row.version,
        when=near(row.at, time_zone),
        changed=near(row.changed_at, time_zone) if row.changed_at else "",
        withdrawn=near(row.withdrawn_at, time_zone) if row.withdrawn_at else "",
        thanked=row.thanked_at is not None,
    )


def near(at: datetime, time_zone: str) -> str:
    """'Tue 9:10 AM' in the last week, 'Jun 10, 2026' before."""
    here = local_in(time_zone, at)
    if today(time_zone) - here.date() > WEEK:
        return short_day(here.date())
    return f"{weekday(here.date())} {clock(here)}"


def answered(names: Sequence[str]) -> str:
    """For a row of the log; '' without an answer."""
    return _("%(names)s answered", names=join_words(list(names))) if names else ""


def tasks(person: Me, kind: str) -> list[Task]:
    """What the team asked for, of one kind, the nearest day first."""
    current = today(person.time_zone)
    return [task(row, current) for row in queries.tasks(person.id, current - KEPT) if row.kind == kind]


def task(row: Row[Any], current: date) -> Task:
    asked = _("%(name)s asked: until %(day)s", name=row.name, day=day_near(row.due_on, current))
    return Task(row.id, row.slug, asked, row.why, bool(row.done))


def day_near(day: date, current: date) -> str:
    """'Friday, June 12' in this year."""
    return long_day(day) if day.year == current.year else short_day(day)
