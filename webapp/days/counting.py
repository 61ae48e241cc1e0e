"""Counting days: pure functions over calendar days. No clock, no time zone, no database.

A day counts when it lies after the start date, up to and with today, and has no lapse. Days are the person's own
calendar days, so an hour that a time change takes or gives changes nothing.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import pairwise

WINDOW = 90
MILESTONES = frozenset({7, 30, 60, 90, 180, 270})
YEAR = 365


class DayState(Enum):
    BEFORE = "before"
    """On the start date or before it."""
    COUNTED = "counted"
    LAPSE = "lapse"


@dataclass(frozen=True, slots=True)
class Count:
    total: int
    """All days counted; never below 0, and a lapse takes one day, not those before it."""
    of_last_90: int
    run: int
    """Days counted in a row up to today; 0 on a day with a lapse."""
    best_run: int
    lapses: int
    """Days with a lapse since the start date."""


def count(started_on: date, today: date, lapse_days: Collection[date]) -> Count:
    """What has added up. `lapse_days` may repeat, lie in any order, before the start date or in the future."""
    lapses = sorted({day for day in lapse_days if started_on < day <= today})
    elapsed = max((today - started_on).days, 0)
    marks = [min(started_on, today), *lapses, today + timedelta(days=1)]
    runs = [(later - earlier).days - 1 for earlier, later in pairwise(marks)]
    window_start = today - timedelta(days=WINDOW)
    recent = sum(day > window_start for day in lapses)
    return Count(
        total=elapsed - len(lapses),
        of_last_90=min(elapsed, WINDOW) - recent,
        run=runs[-1],
        best_run=max(runs),
        lapses=len(lapses),
    )


def last_days(started_on: date, today: date, lapse_days: Collection[date]) -> Iterator[tuple[date, DayState]]:
    """The last 90 days, the oldest first, today last."""
    for back in range(WINDOW - 1, -1, -1):
        day = today - timedelta(days=back)
        if day <= started_on:
            yield day, DayState.BEFORE
        else:
            yield day, DayState.LAPSE if day in lapse_days else DayState.COUNTED


def is_milestone(total: int) -> bool:
    """A number that people like to notice: a week, some months, each year."""
    return total in MILESTONES or (total > 0 and total % YEAR == 0)
