"""What a rule may look at, as a text for each person and kind: a caseload has some thousand entries that it may see."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import String, bindparam, cast, func, literal, null, or_
from sqlmodel import col, select

from webapp.enums import ConsentCategory, EntryKind
from webapp.extensions import Statement
from webapp.flags.rules import Event
from webapp.models import CheckIn, Urge
from webapp.scope import BETWEEN, together
from webapp.timeline import CATEGORIES, MODELS

Scope = Callable[[Statement, Any, ConsentCategory], Statement]

WITHIN = "\x1e"
"""Stands between the values of one entry."""
_EVERY = ("id", "occurred_at", "utc_offset", "day", "received_at")
_ANSWERS = ("word", "strength", "mood", "level", "safe", "harm_thoughts")
"""What a rule may look at, as an `Event` holds it: none of it was typed. '' where a kind of entry has no such thing."""
_TELLING: dict[EntryKind, Any] = {
    EntryKind.URGE: or_(
        col(Urge.strength) >= bindparam("strength_from"),
        col(Urge.safe).is_not(None),
        col(Urge.harm_thoughts).is_not(None),
    ),
    EntryKind.LAPSE: None,
    EntryKind.CHECK_IN: col(CheckIn.mood) == 1,
    EntryKind.SIGN_CHECK: None,
}
"""Of which entries a rule may tell something: None where of all of that kind."""


@dataclass(slots=True)
class Seen:
    """What the care team may see of one person at this moment."""

    events: list[Event] = field(default_factory=list)
    """The newest first."""
    days: set[date] = field(default_factory=set)
    """Days with an entry of any kind."""


def telling(kind: EntryKind) -> Any:
    """A column for statements in groups: the entries that a rule may tell something of; `events_of` reads it."""
    if kind not in _TELLING:
        return cast(null(), String)
    model = MODELS[kind]
    answers = [func.coalesce(cast(getattr(model, name, null()), String), "") for name in _ANSWERS]
    entry = func.concat_ws(WITHIN, *(getattr(model, name) for name in _EVERY), *answers, type_=String)
    entries: Any = func.aggregate_strings(entry, BETWEEN)
    return entries if _TELLING[kind] is None else entries.filter(_TELLING[kind])


def events_of(kind: str, told: str | None) -> list[Event]:
    """In no order."""
    return [_event(kind, *entry.split(WITHIN)) for entry in told.split(BETWEEN)] if told else []


def _event(
    kind: str,
    id_: str,
    occurred_at: str,
    utc_offset: str,
    day: str,
    received_at: str,
    word: str,
    strength: str,
    mood: str,
    level: str,
    safe: str,
    harm_thoughts: str,
) -> Event:
    return Event(
        kind,
        UUID(int=int(id_.replace("-", ""), 16)),
        _moment(occurred_at),
        int(utc_offset),
        date.fromisoformat(day),
        _moment(received_at),
        word or None,
        int(strength) if strength else None,
        int(mood) if mood else None,
        level or None,
        safe or None,
        harm_thoughts or None,
    )


def _moment(text: str) -> datetime:
    """SQLite keeps UTC and microseconds, PostgreSQL tells its zone: '-05', '+05:30'."""
    return datetime.fromisoformat(text if text[-3] in "+-:" else text + "+00:00")


def newest_first(events: list[Event]) -> list[Event]:
    return sorted(events, key=lambda event: (event.occurred_at, event.id), reverse=True)


def seen_in(scope: Scope) -> Statement:
    """By person and kind, since a day `since`, of urges those from `strength_from` on; `by_person` reads it."""
    return together(*(_kind(scope, kind) for kind in MODELS))


def _kind(scope: Scope, kind: EntryKind) -> Statement:
    model = MODELS[kind]
    days = func.aggregate_strings(cast(model.day, String), BETWEEN)
    columns: list[Any] = [model.owner_id, literal(kind.value).label("kind"), days.label("days")]
    columns.append(telling(kind).label("told"))
    rows = scope(select(*columns), model, CATEGORIES[kind])
    return rows.where(col(model.day) >= bindparam("since")).group_by(col(model.owner_id))


def by_person(rows: Iterable[Any]) -> Mapping[UUID, Seen]:
    found: dict[UUID, Seen] = defaultdict(Seen)
    for row in rows:
        seen = found[row.owner_id]
        seen.days.update(map(date.fromisoformat, set(row.days.split(BETWEEN))))
        seen.events += events_of(row.kind, row.told)
    for seen in found.values():
        seen.events = newest_first(seen.events)
    return dict(found)
