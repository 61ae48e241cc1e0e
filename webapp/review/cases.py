"""One person of the caseload, in words.

The list is read anew for each look; the words are worked out again only of whom something else was read. A counselor
comes back to the list after each answer, and most people on it are as they were.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row

from webapp.enums import ConsentCategory, EntryKind
from webapp.flags.presenters import Flag, flags_of, history
from webapp.flags.rules import Severity, all_rules, on
from webapp.formatting import day_in_words, join_words
from webapp.i18n import _, mark, ngettext
from webapp.review.months import Month, month_of
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
TREND = 14
"""Days that the small picture shows."""


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
    """One person of the list."""

    id: UUID
    name: str
    shares: str
    flags: Sequence[Flag]
    asked: str
    """When a call was asked for that nobody made yet."""
    counts: str
    last: str
    trend: Trend | None
    new: str
    """'3 new': shared entries that whoever looks did not mark as read; '' without one."""
    read: str
    """The categories that the list tells something of."""

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


class Read(NamedTuple):
    """All that was read of one person."""

    id: UUID
    name: str
    time_zone: str
    shared: frozenset[str]
    asked: str
    month: tuple[Row[Any], ...]
    notes: tuple[Row[Any], ...]
    reviewed_at: datetime | None


class Given(NamedTuple):
    """What holds for many: the rules' numbers, the day of whoever looks and of the person, the language."""

    numbers: tuple[tuple[str, int], ...]
    current: date
    there: date
    language: str


@lru_cache(maxsize=1000)
def case_of(read: Read, given: Given) -> Case:
    """A function of what it is given alone, language included: it may ask neither the clock nor the database."""
    rules, month = on(all_rules(dict(given.numbers))), month_of(read.month)
    flags = flags_of(rules, history(month, read.reviewed_at, read.time_zone, given.there), read.notes, read.time_zone)
    return Case(
        id=read.id,
        name=read.name,
        shares=shares_in_words(read.shared),
        flags=flags,
        asked=read.asked,
        counts=counts_in_words(month),
        last=last_in_words(month, given.current),
        trend=_trend(month, given.there),
        new=_new_in_words(sum(month.new.values())),
        read=_read(month, flags),
    )


def _new_in_words(count: int) -> str:
    return ngettext("%(num)d new", "%(num)d new", count) if count else ""


def _read(month: Month, flags: Sequence[Flag]) -> str:
    found = [CATEGORIES[kind] for kind in EntryKind if kind in month.week]
    plan = [ConsentCategory.PLAN] if any(flag.rule.key == "plan-review" for flag in flags) else []
    return " ".join([*found, *plan])


def told_by(flags: Sequence[Flag]) -> str:
    """The categories that these flags tell something of."""
    kinds = {event.kind for flag in flags for event in flag.events}
    found = {CATEGORIES[EntryKind(kind)] for kind in kinds}
    found |= {ConsentCategory.PLAN for flag in flags if flag.rule.key == "plan-review"}
    return " ".join(category for category in ConsentCategory if category in found)


def _trend(month: Month, current: date) -> Trend | None:
    days = [current - timedelta(days=n) for n in reversed(range(TREND))]
    strongest = {n: month.strongest[day] for n, day in enumerate(days) if day in month.strongest}
    if not strongest:
        return None
    places = {n: f"{n * 8} {40 - strength * 4}" for n, strength in strongest.items()}
    dots = "".join([f"M{here}h0" for here in places.values()])
    lines = "".join([f"M{here}L{places[n + 1]}" for n, here in places.items() if n + 1 in places])
    values = ", ".join(map(str, strongest.values()))
    text = _("Strongest urge: %(values)s of 10; urges on %(n)s of 14 days", values=values, n=len(places))
    return Trend(dots, lines, text)


def shares_in_words(categories: frozenset[str]) -> str:
    return join_words([_(name) for category, name in SHARES.items() if category in categories])


def counts_in_words(month: Month) -> str:
    """Shared entries of the last 7 days, by kind."""
    return ", ".join([_how_many(kind, month.week[kind]) for kind in EntryKind if month.week.get(kind)])


def _how_many(kind: EntryKind, count: int) -> str:
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
