"""What rules would have pointed out: they are asked again for each of the last days, of what is shared today.

And how much each counselor answered. All of it is numbers for the admin, who learns nothing of a single person.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from webapp.flags import program_queries as queries
from webapp.flags.presenters import history
from webapp.flags.rules import HISTORY, LIMITS, History, Standing, on
from webapp.flags.seen import Seen
from webapp.models import now
from webapp.moments import moment_of_wall_clock, today

WEEK = 7
"""Days that are played again."""
WEEKS = 8
ENOUGH = 5
"""People under whom no number is shown: of all who share something, and of those whom a counselor looks after."""
_WEAKEST = next(limit.least for limit in LIMITS if limit.key == "strength")


@dataclass(slots=True)
class Shared:
    """What care teams may see today of the last weeks."""

    counselors: dict[UUID, str] = field(default_factory=dict)
    """Who looks after somebody: their name."""
    looked_after: dict[UUID, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    """By counselor, also for as long as they cover for another."""
    people: dict[UUID, History] = field(default_factory=dict)
    """Everybody who shares something that a rule looks at."""

    @property
    def is_enough(self) -> bool:
        """Whether a number tells of nobody in particular."""
        return len(self.people) >= ENOUGH


def shared() -> Shared:
    found = Shared()
    zones: dict[UUID, str] = {}
    for row in queries.looked_after():
        found.counselors[row.id] = row.name
        found.looked_after[row.id].append(row.participant_id)
        zones[row.participant_id] = row.time_zone
    if not zones:
        return found
    oldest = min(map(today, zones.values())) - timedelta(days=WEEK)
    seen, reviews = queries.seen(oldest, _WEAKEST), queries.reviews()
    for owner_id, zone in zones.items():
        if owner_id in seen or owner_id in reviews:
            found.people[owner_id] = history(seen.get(owner_id, Seen()), reviews.get(owner_id), zone, today(zone))
    return found


def last_week(rules: Sequence[Standing], people: Iterable[History]) -> Counter[str]:
    """How many flags each rule would have raised in the last seven days, that did not stand before."""
    raised = Counter[str]()
    for person in people:
        before, *later = (person.as_of(person.today - timedelta(days=WEEK - n)) for n in range(WEEK + 1))
        for rule in on(rules):
            stood = {one.cause for one in rule.find(before)}
            raised[rule.key] += len({one.cause for day in later for one in rule.find(day)} - stood)
    return raised


@dataclass(slots=True)
class Figures:
    """What one counselor did about flags; None where they looked after fewer than `ENOUGH` people."""

    name: str
    waiting: int | None = None
    """Flags and calls of their people that stand now, and of which nobody has said yet what was done."""
    by_week: list[int | None] = field(default_factory=list)
    """How many they answered, this week first."""
    took: list[timedelta] = field(default_factory=list)
    """From when a flag stood to the first answer, in the weeks that have a number."""

    def add(self, week: int, answer: Row[Any]) -> None:
        count = self.by_week[week]
        if count is None:
            return
        self.by_week[week] = count + 1
        if answer.raised_at is not None:
            self.took.append(max(answer.at - answer.raised_at, timedelta()))

    @property
    def median(self) -> timedelta | None:
        return timedelta(seconds=median(one.total_seconds() for one in self.took)) if self.took else None


def figures(rules: Sequence[Standing], shared: Shared, time_zone: str) -> list[Figures]:
    """By counselor. A flag is answered once, by whoever said first what was done; a call that is asked for is one."""
    weeks = [_begins(day, time_zone) for day in mondays(time_zone)]
    first = _first_answers(queries.answered(weeks[-1] - HISTORY))
    calls = queries.waiting_for_a_call()
    counted = [row for row in first.values() if row.by_id and row.at >= weeks[-1]]
    names = shared.counselors | {row.by_id: row.name for row in counted}
    caseloads = _caseloads(weeks, time_zone)
    found = {counselor_id: Figures(name) for counselor_id, name in names.items()}
    for counselor_id, one in found.items():
        known_now, *by_week = (len(people) >= ENOUGH for people in caseloads[counselor_id])
        if known_now:
            theirs = shared.looked_after[counselor_id]
            one.waiting = _waiting(rules, shared, theirs, first) + sum(owner_id in theirs for owner_id in calls)
        one.by_week = [0 if known else None for known in by_week]
    for row in counted:
        found[row.by_id].add(next(n for n, begins in enumerate(weeks) if row.at >= begins), row)
    return sorted(found.values(), key=lambda one: one.name.casefold())


def _first_answers(rows: Iterable[Row[Any]]) -> dict[tuple[UUID, str, str], Row[Any]]:
    """By person, rule and cause."""
    first: dict[tuple[UUID, str, str], Row[Any]] = {}
    for row in rows:
        first.setdefault((row.owner_id, row.rule, row.cause), row)
    return first


def _caseloads(weeks: Sequence[datetime], time_zone: str) -> dict[UUID, list[set[UUID]]]:
    """By counselor, whom they looked after: now, and at some time in each week. Nobody after their last day."""
    current = now()
    upto = current + timedelta.resolution
    periods = list(zip([current, *weeks], [upto, upto, *weeks], strict=False))
    found: dict[UUID, list[set[UUID]]] = defaultdict(lambda: [set() for _period in periods])
    for row in queries.caseloads(weeks[-1]):
        for (begins, ends), people in zip(periods, found[row.counselor_id], strict=True):
            is_over = row.discharge_on and row.discharge_on < today(time_zone, begins)
            if not is_over and max(row.begins, begins) < min(row.ends or ends, ends):
                people.add(row.participant_id)
    return found


def mondays(time_zone: str) -> list[date]:
    """Of the weeks that are counted, the newest first."""
    newest = _monday(today(time_zone))
    return [newest - timedelta(weeks=n) for n in range(WEEKS)]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _begins(day: date, time_zone: str) -> datetime:
    return moment_of_wall_clock(time_zone, datetime.combine(day, time.min)).occurred_at


def _waiting(
    rules: Sequence[Standing], shared: Shared, theirs: Iterable[UUID], answered: Container[tuple[UUID, str, str]]
) -> int:
    return sum(
        (owner_id, rule.key, one.cause) not in answered
        for owner_id in theirs
        if owner_id in shared.people
        for rule in on(rules)
        for one in rule.find(shared.people[owner_id].now)
    )
