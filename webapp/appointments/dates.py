"""On which days an appointment is, and at which moment: pure functions over its pattern."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Protocol

from webapp.moments import moment_of_wall_clock

WEEK = 7


class Pattern(Protocol):
    """What an appointment, or a row of it, says of its days."""

    weekdays: list[int]
    first_on: date
    last_on: date | None
    begins: int
    lasts: int
    time_zone: str


def days(pattern: Pattern, since: date, until: date) -> Iterator[date]:
    """The days on which it is from `since` to `until`, both among them; skipped ones too."""
    day = max(since, pattern.first_on)
    last = min(until, pattern.last_on or until)
    if not pattern.weekdays:
        last, wanted = min(until, pattern.first_on), {pattern.first_on.weekday()}
    else:
        wanted = set(pattern.weekdays)
    while day <= last:
        if day.weekday() in wanted:
            yield day
        day += timedelta(days=1)


def first_day(pattern: Pattern) -> date | None:
    """The first day on which it is; None for a span without its weekdays."""
    return next(days(pattern, pattern.first_on, pattern.first_on + timedelta(days=WEEK - 1)), None)


def last_day(pattern: Pattern) -> date | None:
    """The last day on which it is; None when it has no end."""
    if not pattern.weekdays:
        return pattern.first_on
    if pattern.last_on is None:
        return None
    return max(days(pattern, pattern.last_on - timedelta(days=WEEK - 1), pattern.last_on), default=None)


def wall_clock(pattern: Pattern, day: date) -> datetime:
    """When it begins on that day, as the clock on the wall shows it there."""
    return datetime.combine(day, time(*divmod(pattern.begins, 60)))


def begins_at(pattern: Pattern, day: date) -> datetime:
    """When it begins on that day, in UTC."""
    return moment_of_wall_clock(pattern.time_zone, wall_clock(pattern, day)).occurred_at


def ends_at(pattern: Pattern, day: date) -> datetime:
    return begins_at(pattern, day) + timedelta(minutes=pattern.lasts)
