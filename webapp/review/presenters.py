"""The caseload: who needs me first, and why. The reasons are the flags, and requests for a call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from webapp.access import Me
from webapp.enums import ConsentCategory, EntryKind
from webapp.flags import queries as flag_queries
from webapp.flags.presenters import Flag, flags_of, history, strength_from
from webapp.flags.rules import Severity, Standing, on
from webapp.formatting import day_in_words, join_words, when_in_words
from webapp.i18n import _, language, mark, ngettext
from webapp.models import ASKED_AGAIN
from webapp.moments import local_in, today
from webapp.review import queries
from webapp.review.months import Month
from webapp.review.months import of_people as months_of
from webapp.timeline import CATEGORIES

SHARES = {
    ConsentCategory.URGES: mark("urges"),
    ConsentCategory.CHECK_INS: mark("check-ins"),
    ConsentCategory.PRACTICES: mark("skills used"),
    ConsentCategory.SIGN_CHECKS: mark("warning signs"),
    ConsentCategory.TRIGGERS: mark("triggers"),
    ConsentCategory.PLAN: mark("plan"),
    ConsentCategory.AFTERCARE: mark("plan for after the program"),
    ConsentCategory.MODULES: mark("modules read"),
    ConsentCategory.EXERCISES: mark("answers in modules"),
    ConsentCategory.NOTES: mark("notes"),
}


OTHERS = "others"
TITLES = {
    Severity.NOW: mark("Now"),
    Severity.TODAY: mark("Look today"),
    Severity.WEEK: mark("This week"),
    OTHERS: mark("Everybody else"),
}
TREND = 14
"""Days that the small picture shows."""


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody waits for a call."""

    id: UUID
    owner_id: UUID
    name: str
    when: str
    caller: str
    """Who said that they will call; '' while nobody did."""
    said_before: str
    """Who said so to the request before this one, which was asked again."""


@dataclass(frozen=True, slots=True)
class Trend:
    """The strongest shared urge of each of 14 days; a day without one is a gap."""

    dots: str
    """Where each day stands in the picture, as a path of points."""
    lines: str
    """What joins days that follow each other, as a path."""
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    id: UUID
    name: str
    shares: str
    flags: list[Flag]
    asked: str
    """When a call was asked for that nobody made yet."""
    counts: str
    last: str
    trend: Trend | None
    new: str
    """'3 new': shared entries that whoever looks did not mark as read; '' without one."""

    @property
    def open(self) -> list[Flag]:
        return [flag for flag in self.flags if flag.is_open]

    @property
    def group(self) -> str:
        return Severity.NOW if self.asked else self.open[0].rule.severity if self.open else OTHERS

    @property
    def rank(self) -> tuple[bool, bool, str]:
        """In a group: who is not safe, then who waits for a call, then the flag that is open longest."""
        first = self.open[0] if self.open else None
        is_urgent = first is not None and first.rule.severity == Severity.NOW
        return not is_urgent, not self.asked, first.rank[1] if first else ""


NEEDS = "needs-a-look"


@dataclass(frozen=True, slots=True)
class Choice:
    """A part of the list: everybody (no key), who needs a look, or a group."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Caseload:
    choices: list[Choice]
    chosen: str
    calls: list[Call]
    groups: list[tuple[str, str, list[Case]]]
    """Key, title, people in order of need."""
    rules: list[str]
    """What is pointed out, as the program chose."""
    quiet: int
    """How many share nothing now."""
    read_of: dict[UUID, str]
    """Of whom this page tells something, and of which categories: '' where it is a name and a call alone."""


def caseload(person: Me, show: str = "") -> Caseload:
    """The part called `show`; all of it when there is none of that name. Requests for a call stand above each part."""
    everybody, rules = queries.people(person.id), on(flag_queries.rules())
    months = months_of(person.id, today(person.time_zone), strength_from(rules))
    calls = [call(row, person.time_zone) for row in queries.open_requests(person.id)]
    sharing = _cases(person, rules, everybody, months, {asked.owner_id: asked.when for asked in reversed(calls)})
    choices, wanted = _parts(sharing, queries.in_groups(person.id))
    chosen = show if show in wanted else ""
    cases = sorted((case for case in sharing if case.id in wanted[chosen]), key=lambda case: case.rank)
    groups: dict[str, list[Case]] = {group: [] for group in TITLES}
    for case in cases:
        groups[case.group].append(case)
    read_of = {case.id: _read(months.get(case.id, Month()), case.flags) for case in cases}
    return Caseload(
        choices=choices,
        chosen=chosen,
        calls=calls,
        groups=[(group, _(title), groups[group]) for group, title in TITLES.items()],
        rules=[rule.name for rule in rules],
        quiet=len(everybody) - len(sharing),
        read_of={asked.owner_id: "" for asked in calls} | read_of,
    )


def _cases(
    person: Me,
    rules: Sequence[Standing],
    everybody: Sequence[Row[Any]],
    months: Mapping[UUID, Month],
    waiting: Mapping[UUID, str],
) -> list[Case]:
    """Those who share something, told of something, or wait for a call."""
    current = today(person.time_zone)
    oldest = current - timedelta(days=1)
    last_days = {zone: _last_days(today(zone)) for zone in {row.time_zone for row in everybody}}
    shared = queries.shared_categories(person.id)
    shares = {categories: shares_in_words(categories) for categories in {frozenset(), *shared.values()}}
    notes, reviews = flag_queries.notes(person.id, oldest), flag_queries.reviews(person.id)
    cases = []
    for row in everybody:
        mine = months.get(row.id, Month())
        if not (shared.get(row.id) or mine.days or row.id in waiting):
            continue
        seen = history(mine, reviews.get(row.id), row.time_zone)
        case = Case(
            id=row.id,
            name=row.name,
            shares=shares[shared.get(row.id, frozenset())],
            flags=flags_of(rules, row.id, seen, notes, row.time_zone),
            asked=waiting.get(row.id, ""),
            counts=counts_in_words(mine),
            last=last_in_words(mine, current),
            trend=trend(mine, last_days[row.time_zone]),
            new=new_in_words(sum(mine.new.values())),
        )
        cases.append(case)
    return cases


def _parts(cases: Sequence[Case], memberships: Sequence[Row[Any]]) -> tuple[list[Choice], dict[str, set[UUID]]]:
    """What can be chosen, and who is in it: groups only with somebody whom the list shows."""
    parts = {"": {case.id for case in cases}, NEEDS: {case.id for case in cases if case.group != OTHERS}}
    choices = [Choice("", _("Everybody")), Choice(NEEDS, _("Needs a look"))]
    for row in memberships:
        if row.owner_id in parts[""]:
            if str(row.id) not in parts:
                choices.append(Choice(str(row.id), row.name))
            parts.setdefault(str(row.id), set()).add(row.owner_id)
    return choices, parts


def new_in_words(count: int) -> str:
    return ngettext("%(num)d new", "%(num)d new", count) if count else ""


def _read(month: Month, flags: Sequence[Flag]) -> str:
    """The categories that the list tells something of."""
    found = [CATEGORIES[kind] for kind in EntryKind if kind in month.week]
    plan = [ConsentCategory.PLAN] if any(flag.rule.key == "plan-review" for flag in flags) else []
    return " ".join([*found, *plan])


def told_by(flags: Sequence[Flag]) -> str:
    """The categories that these flags tell something of."""
    kinds = {event.kind for flag in flags for event in flag.events}
    found = {CATEGORIES[EntryKind(kind)] for kind in kinds}
    found |= {ConsentCategory.PLAN for flag in flags if flag.rule.key == "plan-review"}
    return " ".join(category for category in ConsentCategory if category in found)


def _last_days(current: date) -> list[date]:
    return [current - timedelta(days=n) for n in reversed(range(TREND))]


def trend(month: Month, days: Sequence[date]) -> Trend | None:
    strongest = {n: month.strongest[day] for n, day in enumerate(days) if day in month.strongest}
    if not strongest:
        return None
    places = {n: f"{n * 8} {40 - strength * 4}" for n, strength in strongest.items()}
    dots = "".join([f"M{here}h0" for here in places.values()])
    lines = "".join([f"M{here}L{places[n + 1]}" for n, here in places.items() if n + 1 in places])
    values = ", ".join(map(str, strongest.values()))
    text = _("Strongest urge: %(values)s of 10; urges on %(n)s of 14 days", values=values, n=len(places))
    return Trend(dots, lines, text)


def call(row: Row[Any], time_zone: str) -> Call:
    when, caller = when_in_words(local_in(time_zone, row.requested_at), today(time_zone)), row.caller or ""
    if row.handled_how == ASKED_AGAIN:
        return Call(row.id, row.owner_id, row.name, _("again %(when)s", when=when), "", caller)
    return Call(row.id, row.owner_id, row.name, when, caller, "")


def shares_in_words(categories: frozenset[str]) -> str:
    return join_words([_(name) for category, name in SHARES.items() if category in categories])


def counts_in_words(month: Month) -> str:
    """Shared entries of the last 7 days, by kind."""
    code = language.get()
    return ", ".join([_how_many(kind, month.week[kind], code) for kind in EntryKind if month.week.get(kind)])


@lru_cache(maxsize=1024)
def _how_many(kind: EntryKind, count: int, _code: str) -> str:
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


def last_in_words(month: Month, current: date) -> str:
    return day_in_words(max(month.days), current) if month.days else _("None in 30 days")
