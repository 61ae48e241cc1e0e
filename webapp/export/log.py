"""The log, whole and newest first: each entry as people read it, with all that was answered."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import chain
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam
from sqlmodel import col, select

from webapp.content.skills import OWN
from webapp.content.triggers import name_of
from webapp.entry_details import details
from webapp.entry_rows import Entry, Names, capital, entry, own_skill_ids, skills_of, words_in
from webapp.enums import EntryKind
from webapp.export.reading import read
from webapp.formatting import labelled, long_day
from webapp.i18n import _
from webapp.models import Skill, Trigger, UrgeTrigger
from webapp.paging import START, Place, page_of
from webapp.scope import owned
from webapp.timeline import MODELS, whole_branch

BATCH = 250
LONG_AGO = date(1900, 1, 1)

_TRIGGERS = (
    owned(select(UrgeTrigger.urge_id, Trigger.slug, Trigger.name), UrgeTrigger)
    .join(Trigger, col(Trigger.id) == UrgeTrigger.trigger_id)
    .where(col(UrgeTrigger.urge_id).in_(bindparam("urges", expanding=True)))
    .order_by(col(Trigger.created_at), col(Trigger.id))
)
_OWN_SKILLS = owned(select(Skill.id, Skill.name), Skill).where(col(Skill.id).in_(bindparam("skills", expanding=True)))


@dataclass(frozen=True, slots=True)
class Line:
    """One entry with all that belongs to it."""

    entry: Entry
    day: str
    details: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Log:
    """Whose, and which of it."""

    owner_id: UUID
    kinds: tuple[EntryKind, ...] = tuple(EntryKind)
    since: date = LONG_AGO
    private: bool = True
    """Whether those that were kept private are in it."""
    triggers: bool = True
    """Whether it says what set an urge off."""
    notes: bool = True

    def batches(self) -> Iterator[list[Line]]:
        """Lines, newest first, some at a time."""
        before = START
        while self.kinds:
            rows = self._rows(before)
            shown, names = rows[:BATCH], self._names(rows[:BATCH])
            if shown:
                yield [_line(row, names, notes=self.notes) for row in shown]
            if len(rows) <= BATCH:
                return
            before = Place(shown[-1].occurred_at, shown[-1].id)

    def _rows(self, before: Place) -> Sequence[Row[Any]]:
        statement = _page(self.kinds, self.private)
        return read(statement, owner_id=self.owner_id, since=self.since, before_at=before.at, before_id=before.id)

    def _names(self, rows: Sequence[Row[Any]]) -> Names:
        """What these rows refer to."""
        urges = [row.id for row in rows if row.kind == EntryKind.URGE]
        skills = own_skill_ids(skills_of(rows))
        found: dict[UUID, list[str]] = defaultdict(list)
        for row in read(_TRIGGERS, owner_id=self.owner_id, urges=urges) if urges and self.triggers else ():
            found[row.urge_id].append(name_of(row.slug, row.name))
        own = read(_OWN_SKILLS, owner_id=self.owner_id, skills=skills) if skills else ()
        return Names(found, {f"{OWN}{row.id}": row.name for row in own}, words_in(rows))


@cache
def _page(kinds: tuple[EntryKind, ...], private: bool) -> Any:
    def branch(kind: EntryKind) -> Any:
        model = MODELS[kind]
        statement = whole_branch(kind).where(col(model.day) >= bindparam("since"))
        return statement if private else statement.where(col(model.private).is_(False))

    return page_of({kind: branch(kind) for kind in kinds}, BATCH)


def _line(row: Row[Any], names: Names, *, notes: bool) -> Line:
    item = entry(row, names)
    day = _("%(day)s, %(year)s", day=capital(long_day(row.day)), year=row.day.year)
    return Line(item if notes else replace(item, note=""), day, details(row))


def header() -> list[str]:
    """Of the table that `rows` makes."""
    return [
        _("Day"), _("Time"), _("What"), _("Strength"), _("Strength after"), _("About it"), _("Answers"), _("Note"),
    ]  # fmt: skip


def rows(log: Log) -> Iterator[list[Any]]:
    """A table for people: one entry a row."""
    for line in chain.from_iterable(log.batches()):
        answers = " | ".join(labelled(question, answer) for question, answer in line.details)
        item = line.entry
        yield [
            item.day.isoformat(), item.clock, item.title, item.strength, item.later, item.facts, answers, item.note,
        ]  # fmt: skip
