"""The caseload: who needs me first, and why. Reasons are answers and shared entries, never words out of a text."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from webapp.access import Me
from webapp.content import clinical
from webapp.content.texts import say
from webapp.content.words import words_of
from webapp.enums import HIGH_STRENGTH, ConsentCategory, EntryKind
from webapp.formatting import clock, day_in_words, join_words, long_day
from webapp.i18n import _, mark, ngettext
from webapp.moments import local, moment, today
from webapp.review import queries

SHARES = {
    ConsentCategory.URGES: mark("urges"),
    ConsentCategory.CHECK_INS: mark("check-ins"),
    ConsentCategory.PRACTICES: mark("skills used"),
    ConsentCategory.SIGN_CHECKS: mark("warning signs"),
    ConsentCategory.TRIGGERS: mark("triggers"),
    ConsentCategory.PLAN: mark("plan"),
}


class Group(StrEnum):
    TODAY = "today"
    WEEK = "week"
    OTHERS = "others"


TITLES = {Group.TODAY: mark("Look today"), Group.WEEK: mark("This week"), Group.OTHERS: mark("Everybody else")}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody is where they are on the list."""

    group: Group
    rank: int
    """The most urgent first."""
    what: str
    more: str


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody waits for a call."""

    id: UUID
    owner_id: UUID
    name: str
    when: str
    caller: str
    """Who said that they will call; '' while nobody did."""


@dataclass(frozen=True, slots=True)
class Case:
    id: UUID
    name: str
    shares: str
    reasons: list[Reason]
    counts: str
    last: str

    @property
    def group(self) -> Group:
        return self.reasons[0].group if self.reasons else Group.OTHERS


@dataclass(frozen=True, slots=True)
class Caseload:
    calls: list[Call]
    groups: list[tuple[str, str, list[Case]]]
    """Key, title, people in order of need."""
    quiet: int
    """How many share nothing now."""
    read_of: list[UUID]
    """Whose shared entries this page tells something of."""


def caseload(person: Me) -> Caseload:
    current = today(person.time_zone)
    shared = queries.shared_categories(person.id)
    requests = queries.open_requests(person.id)
    counts, flags = _by_owner(queries.counts(person.id, current)), _by_owner(queries.flags(person.id, current))
    waiting = {row.owner_id: row for row in reversed(requests)}
    everybody = queries.people(person.id)
    cases = [
        Case(
            row.id,
            row.name,
            shares_in_words(shared.get(row.id, frozenset())),
            reasons(flags[row.id], waiting.get(row.id), current, person.time_zone),
            counts_in_words(counts[row.id]),
            last_in_words(counts[row.id], current),
        )
        for row in everybody
        if shared.get(row.id) or counts[row.id] or row.id in waiting
    ]
    cases.sort(key=lambda case: [reason.rank for reason in case.reasons] or [99])
    return Caseload(
        calls=[call(row, person.time_zone) for row in requests],
        groups=[(group, _(title), [case for case in cases if case.group == group]) for group, title in TITLES.items()],
        quiet=len(everybody) - len(cases),
        read_of=[case.id for case in cases if counts[case.id]],
    )


def _by_owner(rows: Sequence[Row[Any]]) -> Mapping[UUID, list[Row[Any]]]:
    found: dict[UUID, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        found[row.owner_id].append(row)
    return found


def call(row: Row[Any], time_zone: str) -> Call:
    here = moment(time_zone, row.requested_at)
    at = local(here.occurred_at, here.utc_offset)
    return Call(row.id, row.owner_id, row.name, when_in_words(at, today(time_zone)), row.caller or "")


def shares_in_words(categories: frozenset[str]) -> str:
    return join_words([_(name) for category, name in SHARES.items() if category in categories])


def when_in_words(at: datetime, current: date) -> str:
    """'today, 9:05 PM'."""
    if at.date() == current:
        return _("today, %(time)s", time=clock(at))
    if at.date() == current - timedelta(days=1):
        return _("yesterday, %(time)s", time=clock(at))
    return f"{long_day(at.date())}, {clock(at)}"


def counts_in_words(rows: Sequence[Row[Any]]) -> str:
    """Shared entries of the last 7 days, by kind."""
    times = {row.kind: row.times for row in rows}
    return ", ".join(how_many(kind, times[kind]) for kind in EntryKind if times.get(kind))


def how_many(kind: EntryKind, count: int) -> str:
    match kind:
        case EntryKind.URGE:
            return ngettext("%(num)d urge", "%(num)d urges", count)
        case EntryKind.LAPSE:
            return ngettext("%(num)d lapse", "%(num)d lapses", count)
        case EntryKind.CHECK_IN:
            return ngettext("%(num)d check-in", "%(num)d check-ins", count)
        case EntryKind.PRACTICE:
            return ngettext("%(num)d skill", "%(num)d skills", count)
        case EntryKind.SIGN_CHECK:
            return ngettext("%(num)d warning-sign list", "%(num)d warning-sign lists", count)


def last_in_words(rows: Sequence[Row[Any]], current: date) -> str:
    if not rows:
        return _("None in 30 days")
    return day_in_words(max(row.last for row in rows), current)


def reasons(flags: Sequence[Row[Any]], request: Row[Any] | None, current: date, time_zone: str) -> list[Reason]:
    """In order of need. `flags` are the person's, the newest first."""
    found = [] if request is None else [_asked(request, time_zone)]
    unsafe = [row for row in flags if not clinical.is_safe(row.safe, row.harm_thoughts)]
    high = [row for row in flags if row.kind == EntryKind.URGE and row.strength >= HIGH_STRENGTH]
    lapses = [row for row in flags if row.kind == EntryKind.LAPSE]
    if unsafe:
        found.append(_not_safe(unsafe[0], current))
    if high:
        found.append(_high(high, current))
    if lapses:
        found.append(Reason(_soon(lapses[0], current), 3, _("Shared a lapse"), _at(lapses[0], current)))
    return sorted(found, key=lambda reason: (list(Group).index(reason.group), reason.rank))


def _asked(row: Row[Any], time_zone: str) -> Reason:
    asked = call(row, time_zone)
    return Reason(Group.TODAY, 0, _("Asked for a call"), asked.when)


def _not_safe(row: Row[Any], current: date) -> Reason:
    asked = [(clinical.SAFE_NOW, row.safe), (clinical.HARM_THOUGHTS, row.harm_thoughts)]
    answers = [
        _("“%(question)s” %(answer)s", question=say(question.text), answer=answer_in_words(question, given))
        for question, given in asked
        if given and not clinical.is_safe(*((given, None) if question is clinical.SAFE_NOW else (None, given)))
    ]
    return Reason(Group.TODAY, 1, " ".join(answers), _at(row, current))


def answer_in_words(question: clinical.Question, slug: str) -> str:
    choice = next((choice for choice in question.answers if choice.slug == slug), None)
    return say({"en": choice.en, "es": choice.es}) if choice else ""


def _high(rows: Sequence[Row[Any]], current: date) -> Reason:
    """The newest one by name, the others of the week by number."""
    newest = rows[0]
    more = [_at(newest, current)]
    if newest.strength_now is not None:
        more.append(_("then %(n)s", n=newest.strength_now))
    if len(rows) > 1:
        more.append(
            ngettext("%(num)d more of 8 or higher in 7 days", "%(num)d more of 8 or higher in 7 days", len(rows) - 1)
        )
    return Reason(_soon(newest, current), 2, words_of(newest.word)("one_of_ten", n=newest.strength), ", ".join(more))


def _soon(row: Row[Any], current: date) -> Group:
    return Group.TODAY if row.day >= current - timedelta(days=1) else Group.WEEK


def _at(row: Row[Any], current: date) -> str:
    return when_in_words(local(row.occurred_at, row.utc_offset), current)
