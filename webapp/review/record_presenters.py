"""What one participant shares, as the counselor's page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from webapp.access import Me
from webapp.entry_details import details
from webapp.entry_rows import Entry, Names, by_day, capital, entry, skills_of, words_in
from webapp.enums import ConsentCategory, EntryKind
from webapp.flags.presenters import Flag, of_one
from webapp.formatting import day_in_words, short_day
from webapp.i18n import _
from webapp.learn.lesson_presenters import in_words as in_exercise
from webapp.learn.library import library
from webapp.moments import today
from webapp.paging import PAGE, START, Place, place
from webapp.plan.words import PlanSection, in_words
from webapp.review import cases, months, presenters, queries
from webapp.review.asking_presenters import Asked, asked, open_sections
from webapp.review.reading import FRESH, Hand
from webapp.review.record_queries import Look
from webapp.review.services import days_of
from webapp.team.presenters import Said, said
from webapp.timeline import CATEGORIES


@dataclass(frozen=True, slots=True)
class Line:
    """A shared entry with all that belongs to it."""

    entry: Entry
    details: list[tuple[str, str]]
    """What was asked, and the answer."""
    said: Said
    is_new: bool
    """Not marked as read by whoever looks, and of the last two weeks."""


@dataclass(frozen=True, slots=True)
class Record:
    name: str
    seen: str
    """What this page shows, for the trail: 'check-ins:2026-11-20 plan'."""
    shares: str
    flags: list[Flag]
    call: presenters.Call | None
    counts: str
    last: str
    days: list[tuple[date, str, list[Line]]]
    older: str
    is_first: bool
    before: str
    """The address of this page of the list; '' for the first."""
    owner_id: Any
    shares_triggers: bool
    triggers: list[str]
    if_thens: Sequence[Row[Any]]
    modules: list[tuple[str, str]]
    """Title, and how far it was read."""
    answers: list[tuple[str, str, list[tuple[str, str]]]]
    """Title of a module, when, and what its exercise asked and what was answered."""
    plans: list[tuple[str, list[PlanSection]]]
    discharge_on: date | None
    tasks: list[Asked]
    new: list[UUID]
    """The entries of this page that whoever looks did not mark as read."""
    suggests: str
    """The first section of the plans that are shared; '' while none is."""

    @property
    def is_empty(self) -> bool:
        """Nothing is shared, nothing was told, and no call was asked for."""
        return not (self.seen or self.call)


def present(counselor: Me, person: Row[Any], before: str) -> Record:
    look, current = Look(counselor.id, person.id), today(counselor.time_zone)
    shared = queries.shared_by(counselor.id, person.id)
    request = next((row for row in queries.open_requests(counselor.id) if row.owner_id == person.id), None)
    month = months.of_one(counselor.id, person.id, current)
    flags = of_one(counselor.id, person.id, person.time_zone)
    start = place(before)
    rows = look.entries(start)
    triggers, modules = look.triggers_and_modules()
    hand = Hand(counselor.id, person.id)
    days = _days(look, rows[:PAGE], hand.said([row.id for row in rows[:PAGE]]), counselor)
    return Record(
        owner_id=person.id,
        name=person.name,
        seen=_seen(shared, rows[:PAGE], cases.told_by(flags)),
        shares=cases.shares_in_words(shared),
        flags=flags,
        call=presenters.call(request, counselor.time_zone) if request else None,
        counts=cases.counts_in_words(month),
        last=cases.last_in_words(month, current),
        days=[(day, capital(day_in_words(day, current)), lines) for day, lines in days],
        older=str(Place(rows[PAGE - 1].occurred_at, rows[PAGE - 1].id)) if len(rows) > PAGE else "",
        is_first=start == START,
        before="" if start == START else str(start),
        shares_triggers=ConsentCategory.TRIGGERS in shared,
        triggers=triggers,
        if_thens=look.if_thens(),
        modules=_modules(modules, counselor.time_zone),
        answers=[
            (module.here.meta.title, short_day(today(counselor.time_zone, row.changed_at)), said_so)
            for row in look.answers()
            if (module := library().by_slug(row.slug)) and module.here and (said_so := in_exercise(module, row.answers))
        ],
        plans=in_words(look.plan()),
        discharge_on=person.discharge_on,
        tasks=asked(hand.tasks(current), shared, current),
        new=[line.entry.id for _day, lines in days for line in lines if counselor.id not in line.said.readers],
        suggests=next(iter(open_sections(shared)), ""),
    )


def _seen(shared: frozenset[str], rows: Sequence[Row[Any]], flagged: str) -> str:
    """Each category that is shown, with the first and the last day of its entries on this page."""
    days = {CATEGORIES[kind]: [row.day for row in rows if row.kind == kind] for kind in EntryKind}
    days[ConsentCategory.NOTES] = [row.day for row in rows if row.note]
    lists = shared - {ConsentCategory.NOTES} | set(flagged.split())
    shown = [category for category in ConsentCategory if category in lists or days.get(category)]
    return " ".join(f"{category}{days_of(days.get(category, []))}" for category in shown)


def _days(
    look: Look, rows: Sequence[Row[Any]], team: Mapping[UUID, Sequence[Row[Any]]], counselor: Me
) -> list[tuple[date, list[Line]]]:
    urges = [row.id for row in rows if row.kind == EntryKind.URGE]
    names = Names(look.triggers_of(urges), look.own_skill_names(skills_of(rows)), words_in(rows))
    since = today(counselor.time_zone) - FRESH

    def line(item: Entry) -> Line:
        heard = said(team.get(item.id, ()), counselor.time_zone)
        return Line(item, details(item.row), heard, counselor.id not in heard.readers and item.day >= since)

    return [(day, [line(item) for item in items]) for day, items in by_day(entry(row, names) for row in rows)]


def _modules(rows: Sequence[Row[Any]], time_zone: str) -> list[tuple[str, str]]:
    titles = library().titles()
    return [(titles[row.slug], _how_far(row, time_zone)) for row in rows if row.slug in titles]


def _how_far(row: Row[Any], time_zone: str) -> str:
    if row.finished_at:
        return _("Finished %(day)s", day=short_day(today(time_zone, row.finished_at)))
    return _("Begun, last read %(day)s", day=short_day(today(time_zone, row.at)))
