"""The sheet of one participant for the next session: what changed since the last one, out of what is shared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from webapp import evidence
from webapp.access import Me
from webapp.charts import Chart, Strip
from webapp.content.triggers import name_of
from webapp.entry_details import situation
from webapp.entry_rows import Entry, Names, entry, skills_of, words_in
from webapp.enums import ConsentCategory, EntryKind
from webapp.formatting import join_words, short_day
from webapp.i18n import _, ngettext
from webapp.learn.lesson_presenters import in_words as in_exercise
from webapp.learn.library import library
from webapp.meetings.presenters import Note, note
from webapp.meetings.queries import notes_for_team
from webapp.moments import today
from webapp.plan.lines import said
from webapp.plan.sections import SECTIONS
from webapp.plan.words import PlanSection, in_words
from webapp.review import cases, sheet_counts, sheet_queries
from webapp.review.record_queries import Look
from webapp.review.services import days_of
from webapp.review.sheet_counts import Days, Fact, Period
from webapp.skills.presenters import in_words as effect_in_words
from webapp.timeline import CATEGORIES

BEGINNING = 60
"""Characters of a section of a plan."""
MOST = 5
"""Lines of a list: more are on the person's page."""
LISTED = (ConsentCategory.PLAN, ConsentCategory.AFTERCARE, ConsentCategory.MODULES, ConsentCategory.EXERCISES)
SHARED_KINDS = tuple(kind for kind in EntryKind if kind is not EntryKind.LAPSE)


@dataclass(frozen=True, slots=True)
class Helped:
    name: str
    effect: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Sheet:
    owner_id: UUID
    name: str
    seen: str
    """What is shown, for the trail."""
    shared: frozenset[str]
    not_shared: str
    period: Period
    facts: list[Fact]
    triggers: list[tuple[str, str]]
    helped: list[Helped]
    no_lower: list[Helped]
    lapses: list[Entry]
    more_lapses: int
    signs: list[Entry]
    starred: list[Entry]
    situations: dict[UUID, list[tuple[str, str]]]
    """Of each starred entry, what was asked about it, and the answer."""
    more_starred: int
    starred_before: int
    """In as many days before."""
    modules: list[tuple[str, str, str]]
    """Title, how far or when, and how the answers to the exercise begin."""
    changes: list[tuple[str, str, str]]
    """Section of a plan, when, and how it begins now."""
    last_notes: list[Note]
    """Of the last session before today."""
    todays: list[Note]
    """Of the session of today."""
    earlier_notes: list[Note]
    """Of the sessions before the last one, the last one first."""
    charts: list[Chart]
    strip: Strip | None
    """Days with a check-in."""
    plans: list[tuple[str, list[PlanSection]]]
    reasons: list[str]

    @property
    def opens_earlier(self) -> bool:
        """One of the earlier notes is of today's hand."""
        return any(one.touched_on == self.period.last for one in self.earlier_notes)


def present(counselor: Me, person: Row[Any], shared: frozenset[str], chosen: str) -> Sheet:
    look, current = Look(counselor.id, person.id), today(counselor.time_zone)
    notes = [note(row, counselor.time_zone) for row in notes_for_team(counselor.id, person.id)]
    met_on = next((one.met_on for one in notes if one.met_on < current), None)
    period = sheet_counts.period(current, chosen, met_on)
    days = Days(sheet_queries.days(counselor.id, person.id, period.needed))
    rows = sheet_queries.entries(counselor.id, person.id, period.since)
    tried = [row for row in evidence.tried_and_shared(counselor.id, person.id) if row.is_enough]
    names = _names(look, rows, {row.skill_key for row in tried})
    helped = [
        Helped(names.skill(row.skill_key), effect_in_words(row), round(row.before or 0, 1), round(row.after or 0, 1))
        for row in tried
    ]
    lowering = sum(row.drop > 0 for row in tried)
    lines = {kind: [entry(row, names) for row in rows if row.kind == kind] for kind in EntryKind}
    starred = [item for kind in SHARED_KINDS for item in lines[kind] if item.for_session]
    starred = sorted(starred, key=lambda item: item.at, reverse=True)[: sheet_queries.STARRED]
    plan = look.plan()
    _triggers, modules = look.triggers_and_modules()
    return Sheet(
        owner_id=person.id,
        name=person.name,
        seen=_seen(shared, days, starred),
        shared=shared,
        not_shared=_not_shared(shared),
        period=period,
        facts=sheet_counts.facts(shared, days, period),
        triggers=[
            (name_of(row.slug, row.name), ngettext("%(num)d time", "%(num)d times", row.times))
            for row in sheet_queries.triggers(counselor.id, person.id, period.since)
        ],
        helped=helped[:lowering][:MOST],
        no_lower=helped[lowering:][:MOST],
        lapses=lines[EntryKind.LAPSE][:MOST],
        more_lapses=max(0, days.total("times", (EntryKind.LAPSE,), period.since) - MOST),
        signs=lines[EntryKind.SIGN_CHECK][:1],
        starred=starred,
        situations={item.id: situation(item.row) for item in starred},
        starred_before=days.total("starred", SHARED_KINDS, period.earlier, period.since),
        more_starred=max(0, days.total("starred", SHARED_KINDS, period.since) - sheet_queries.STARRED),
        modules=_modules(modules, look.answers(), period, counselor.time_zone),
        changes=_changes(plan, period, counselor.time_zone),
        last_notes=[one for one in notes if one.met_on == period.met_on],
        todays=[one for one in notes if one.met_on >= current],
        earlier_notes=[one for one in notes if period.met_on and one.met_on < period.met_on],
        charts=sheet_counts.charts(shared, days, current),
        strip=sheet_counts.check_in_days(shared, days, current),
        plans=in_words({key: row for key, row in plan.items() if key != "reasons"}),
        reasons=[said(item) for item in plan["reasons"].items] if "reasons" in plan else [],
    )


def _names(look: Look, rows: Sequence[Row[Any]], keys: set[str]) -> Names:
    urges = [row.id for row in rows if row.kind == EntryKind.URGE]
    return Names(look.triggers_of(urges), look.own_skill_names(keys | skills_of(rows)), words_in(rows))


def _seen(shared: frozenset[str], days: Days, starred: Sequence[Entry]) -> str:
    """Each category that is shown, with the first and the last day of its entries."""
    shown: dict[str, list[date]] = {
        CATEGORIES[kind]: [row.day for row in rows]
        for kind, rows in days.of.items()
        if rows or CATEGORIES[kind] in shared
    }
    if ConsentCategory.PRACTICES in shared:
        shown[ConsentCategory.PRACTICES] = []  # what helped is of all days
    if {ConsentCategory.TRIGGERS, ConsentCategory.URGES} <= shared:
        shown[ConsentCategory.TRIGGERS] = []
    shown |= {category: [] for category in LISTED if category in shared}
    if noted := [item.day for item in starred if item.note]:
        shown[ConsentCategory.NOTES] = noted
    return " ".join(f"{category}{days_of(shown[category])}" for category in ConsentCategory if category in shown)


def _not_shared(shared: frozenset[str]) -> str:
    return join_words([_(name) for category, name in cases.SHARES.items() if category not in shared])


def _modules(
    read: Sequence[Row[Any]], answers: Sequence[Row[Any]], period: Period, time_zone: str
) -> list[tuple[str, str, str]]:
    """Those read or answered in these days, the last one first."""
    found: dict[str, tuple[datetime, str, str]] = {}
    for row in read:
        finished = row.finished_at and today(time_zone, row.finished_at)
        if today(time_zone, row.at) >= period.since:
            is_done = finished and finished >= period.since
            said_so = (
                _("Finished %(day)s", day=short_day(finished))
                if is_done
                else _("Begun, last read %(day)s", day=short_day(today(time_zone, row.at)))
            )
            found[row.slug] = row.at, said_so, ""
    for row in answers:
        day, module = today(time_zone, row.changed_at), library().by_slug(row.slug)
        if day >= period.since and module:
            at, said_so, _none = found.get(row.slug, (row.changed_at, short_day(day), ""))
            words = " · ".join(text for _asked, text in in_exercise(module, row.answers))
            found[row.slug] = at, said_so, _beginning(words)
    titles = library().titles()
    last_first = sorted(found.items(), key=lambda pair: pair[1][0], reverse=True)
    return [(titles[slug], said_so, words) for slug, (_at, said_so, words) in last_first if slug in titles][:MOST]


def _changes(plan: Mapping[str, Row[Any]], period: Period, time_zone: str) -> list[tuple[str, str, str]]:
    """Sections of the plans that were written anew in these days, the last one first."""
    rows = sorted(plan.items(), key=lambda pair: pair[1].written_at, reverse=True)
    return [
        (_(SECTIONS[key].title), short_day(day), _beginning(" · ".join(said(item) for item in row.items)))
        for key, row in rows
        if key in SECTIONS and (day := today(time_zone, row.written_at)) >= period.since
    ][:MOST]


def _beginning(text: str) -> str:
    return text if len(text) <= BEGINNING else f"{text[:BEGINNING].rsplit(None, 1)[0]}…"
