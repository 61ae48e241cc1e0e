"""The rules: each a key, words, an urgency, and a function of what one person shares. No text is read.

The program turns rules off and chooses their numbers; what is not safe is always pointed out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple, Self
from uuid import UUID

from webapp.content import clinical
from webapp.enums import HIGH_STRENGTH, EntryKind, SignLevel
from webapp.i18n import _, mark

HISTORY = timedelta(days=29)
"""Today and so many days before: what the rules look at."""


class Severity(StrEnum):
    NOW = "now"
    TODAY = "today"
    WEEK = "week"


class Event(NamedTuple):
    """A shared entry that a rule may look at."""

    kind: str
    id: UUID
    occurred_at: datetime
    utc_offset: int
    day: date
    received_at: datetime
    """When the server had it first: later than it happened, for what was logged afterwards or without a network."""
    word: str | None = None
    strength: int | None = None
    mood: int | None = None
    level: str | None = None
    safe: str | None = None
    harm_thoughts: str | None = None


@dataclass(frozen=True, slots=True)
class History:
    """What one person shares at this moment, of the last 30 days and maybe of earlier ones."""

    today: date
    """Where the person lives."""
    events: Sequence[Event] = ()
    """The newest first."""
    days: Set[date] = frozenset()
    """Days with a shared entry of any kind."""
    review_due: date | None = None
    """Of a plan that is shared and was reviewed before."""

    @property
    def now(self) -> Self:
        """What rules look at now: also what a phone dates tomorrow, which is where it is or what its clock says."""
        return self._between(self.today, date.max)

    def as_of(self, day: date) -> Self:
        """What rules looked at, at the end of an earlier day."""
        return self._between(day, day)

    def _between(self, day: date, last: date) -> Self:
        first = day - HISTORY
        events = [event for event in self.events if first <= event.day <= last]
        return replace(self, today=day, events=events, days={one for one in self.days if first <= one <= last})


@dataclass(frozen=True, slots=True)
class Raised:
    """A flag: its cause, and the shared entries that it is about, the newest first."""

    cause: str
    since: datetime | date
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """A number that the program chooses."""

    key: str
    name: str
    usual: int
    least: int
    most: int


Values = Mapping[str, int]
"""Limits by key, and rules by field: 0 for one that is off."""


@dataclass(frozen=True, slots=True)
class Rule:
    key: str
    name: str
    """As the list of rules says it, with the places of its numbers."""
    severity: Severity
    find: Callable[[History, Values], Iterable[Raised]]
    limits: tuple[Limit, ...] = ()

    @property
    def field(self) -> str:
        """Its name where rules and limits stand together."""
        return self.key.replace("-", "_")


@dataclass(frozen=True, slots=True)
class Standing:
    """A rule with the numbers that the program chose."""

    rule: Rule
    values: Values

    @property
    def key(self) -> str:
        return self.rule.key

    @property
    def severity(self) -> Severity:
        return self.rule.severity

    @property
    def name(self) -> str:
        return _(self.rule.name, **self.values)

    @property
    def is_on(self) -> bool:
        return self.rule in ALWAYS or bool(self.values[self.rule.field])

    def find(self, history: History) -> Iterable[Raised]:
        return self.rule.find(history, self.values)


def not_safe(history: History, _values: Values) -> Iterable[Raised]:
    """Each entry with an answer that is not the safe one."""
    answered = [event for event in history.events if event.safe or event.harm_thoughts]
    return [_by(event) for event in answered if not clinical.is_safe(event.safe, event.harm_thoughts)]


def lapse(history: History, _values: Values) -> Iterable[Raised]:
    return [_by(event) for event in history.events if event.kind == EntryKind.LAPSE]


def strong_twice(history: History, values: Values) -> Iterable[Raised]:
    """The newest strong urge that another one came before, in so many hours of real time."""
    strong_from, apart = values["strength"], timedelta(hours=values["hours"])
    strong = [event for event in history.events if (event.strength or 0) >= strong_from]
    for newest, earlier in pairwise(strong):
        if newest.occurred_at - earlier.occurred_at <= apart:
            return [_by(newest, earlier)]
    return []


def low_mood(history: History, values: Values) -> Iterable[Raised]:
    """The newest days running with a check-in at the lowest step."""
    by_day = {event.day: event for event in reversed(history.events) if event.mood == 1}
    for day in sorted(by_day, reverse=True):
        running = [by_day.get(day - timedelta(days=n)) for n in range(values["low_days"])]
        if all(running):
            return [Raised(day.isoformat(), by_day[day].occurred_at, tuple(event for event in running if event))]
    return []


def silence(history: History, values: Values) -> Iterable[Raised]:
    """Entries on most of 7 days, then some whole days without one."""
    if not history.days:
        return []
    last = max(history.days)
    quiet_from = last + timedelta(days=values["quiet"] + 1)
    if history.today < quiet_from:
        return []
    regular = sum(last - timedelta(days=n) in history.days for n in range(7)) >= values["regular"]
    return [Raised(last.isoformat(), quiet_from)] if regular else []


def signs(history: History, _values: Values) -> Iterable[Raised]:
    """The newest list of warning signs, when it says 'close' or 'in it'."""
    checks = [event for event in history.events if event.kind == EntryKind.SIGN_CHECK]
    return [_by(event) for event in checks[:1] if event.level in {SignLevel.CLOSE, SignLevel.IN_IT}]


def plan_review(history: History, _values: Values) -> Iterable[Raised]:
    due = history.review_due
    return [Raised(due.isoformat(), due)] if due and due < history.today else []


def _by(event: Event, *others: Event) -> Raised:
    return Raised(str(event.id), event.occurred_at, (event, *others))


RULES = (
    Rule("not-safe", mark("An answer to the safety questions that is not the safe one"), Severity.NOW, not_safe),
    Rule("lapse", mark("A lapse that was shared"), Severity.TODAY, lapse),
    Rule(
        "strong-twice",
        mark("Strength %(strength)s or more, twice in %(hours)s hours"),
        Severity.TODAY,
        strong_twice,
        (
            Limit("strength", mark("Strength from"), HIGH_STRENGTH, 5, 10),
            Limit("hours", mark("Twice in this many hours"), 48, 6, 168),
        ),
    ),
    Rule(
        "low-mood",
        mark("The lowest mood on %(low_days)s days running"),
        Severity.TODAY,
        low_mood,
        (Limit("low_days", mark("Days running"), 3, 2, 7),),
    ),
    Rule("signs", mark("Warning signs “close” or “in it”"), Severity.TODAY, signs),
    Rule(
        "silence",
        mark("Entries on %(regular)s of 7 days, then none for %(quiet)s days"),
        Severity.WEEK,
        silence,
        (
            Limit("regular", mark("Days with an entry, of 7"), 5, 2, 7),
            Limit("quiet", mark("Then days without one"), 3, 2, 14),
        ),
    ),
    Rule("plan-review", mark("The review of the plan is overdue"), Severity.WEEK, plan_review),
)
ALWAYS = RULES[:1]
"""What nobody turns off."""
LIMITS = tuple(limit for rule in RULES for limit in rule.limits)
USUAL: Values = {rule.field: 1 for rule in RULES if rule not in ALWAYS} | {limit.key: limit.usual for limit in LIMITS}


def all_rules(chosen: Values) -> list[Standing]:
    """Every rule, on or off; what the program did not choose is as usual."""
    return [Standing(rule, {**USUAL, **chosen}) for rule in RULES]


def on(rules: Iterable[Standing]) -> list[Standing]:
    """Those that are on: at least the one about safety."""
    return [rule for rule in rules if rule.is_on]
