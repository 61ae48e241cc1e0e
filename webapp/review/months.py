"""A month of shared entries, counted: of a whole caseload, or of one person.

A row for each person and kind, whose entries are one text: a caseload has some ten thousand of them. Unread is an entry
of the last two weeks that the counselor did not mark.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Row, String, and_, bindparam, cast, exists, func, literal, null
from sqlmodel import col, select

from webapp.enums import EntryKind
from webapp.extensions import Statement, db
from webapp.flags.seen import Scope, Seen, events_of, newest_first, telling
from webapp.models import EntryRead, Urge
from webapp.review.reading import FRESH
from webapp.scope import BETWEEN, counted_by_caseload, shared_with_team, together
from webapp.timeline import CATEGORIES, MODELS

WEEK = timedelta(days=6)
"""Today and the six days before."""
MONTH = timedelta(days=29)
"""How far back entries are counted, and the last one is looked for."""


@dataclass(slots=True)
class Month(Seen):
    """What one person shares of the last 30 days; with the events where a whole caseload is read."""

    week: dict[str, int] = field(default_factory=dict)
    """By kind, of which there is any in the month: how many entries in the last 7 days."""
    new: dict[str, int] = field(default_factory=dict)
    """By kind: entries of the last two weeks that whoever looks did not mark as read."""
    strongest: dict[date, int] = field(default_factory=dict)
    """The highest strength of each day's urges."""


def _months(scope: Scope, told: Callable[[EntryKind], Any]) -> Statement:
    """By owner and kind: how many in the last week; the day of each entry, and behind it how strong an urge was; and
    what is told of them.
    """
    return together(*(_month(scope, kind, model, told(kind)) for kind, model in MODELS.items()))


def _month(scope: Scope, kind: EntryKind, model: Any, told: Any) -> Statement:
    day: Any = cast(model.day, String)
    entry = day + ":" + cast(Urge.strength, String) if model is Urge else day
    in_week = func.count().filter(col(model.day) >= bindparam("week"))
    entries = func.aggregate_strings(entry, BETWEEN)
    marked = exists().where(col(EntryRead.entry_id) == model.id, col(EntryRead.reader_id) == bindparam("counselor_id"))
    new = func.count().filter(and_(col(model.day) >= bindparam("fresh"), ~marked))
    counts = in_week.label("times"), new.label("new"), entries.label("entries"), told.label("told")
    columns: list[Any] = [model.owner_id, literal(kind.value).label("kind"), *counts]
    rows = scope(select(*columns), model, CATEGORIES[kind]).where(col(model.day) >= bindparam("month"))
    return rows.group_by(col(model.owner_id))


_OF_ALL = _months(counted_by_caseload, telling)
_OF_ONE = _months(shared_with_team, lambda _kind: cast(null(), String))


def of_people(counselor_id: UUID, current: date, strength_from: int) -> Mapping[UUID, Sequence[Row[Any]]]:
    """What `month_of` reads, of everybody looked after with a shared entry of that time, where it may be yesterday yet;
    with the events that a rule may tell something of, of urges those from `strength_from` on.
    """
    first = current - timedelta(days=1) - MONTH
    return _read(_OF_ALL, current, month=first, counselor_id=counselor_id, strength_from=strength_from)


def of_one(counselor_id: UUID, owner_id: UUID, current: date) -> Month:
    found = _read(_OF_ONE, current, month=current - MONTH, counselor_id=counselor_id, owner_id=owner_id)
    return month_of(found.get(owner_id, ()))


def _read(statement: Statement, current: date, **values: Any) -> Mapping[UUID, Sequence[Row[Any]]]:
    found: dict[UUID, list[Row[Any]]] = defaultdict(list)
    for row in db.rows(statement, week=current - WEEK, fresh=current - FRESH, **values):
        found[row.owner_id].append(row)
    return found


def month_of(rows: Iterable[Row[Any]]) -> Month:
    """What these rows of one person say, a row for each kind of entry."""
    month = Month()
    for row in rows:
        month.week[row.kind], month.new[row.kind] = row.times, row.new
        month.events += events_of(row.kind, row.told)
        entries = set(row.entries.split(BETWEEN))
        if row.kind != EntryKind.URGE:
            month.days.update(map(date.fromisoformat, entries))
            continue
        for day, strength in map(_urge, entries):
            if strength >= month.strongest.get(day, 0):
                month.strongest[day] = strength
        month.days.update(month.strongest)
    month.events = newest_first(month.events)
    return month


@lru_cache(maxsize=1000)
def _urge(text: str) -> tuple[date, int]:
    day, _colon, strength = text.partition(":")
    return date.fromisoformat(day), int(strength)
