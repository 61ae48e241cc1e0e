"""On which days it is, and when."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest

from webapp.appointments.dates import begins_at, days, ends_at, first_day, last_day

MONDAY = date(2026, 6, 1)


@dataclass
class Pattern:
    first_on: date = MONDAY
    weekdays: list[int] = field(default_factory=list)
    last_on: date | None = None
    begins: int = 18 * 60
    lasts: int = 60
    time_zone: str = "America/New_York"


def june(*numbers: int) -> list[date]:
    return [date(2026, 6, number) for number in numbers]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (Pattern(), june(1)),
        (Pattern(weekdays=[0]), june(1, 8, 15)),
        (Pattern(weekdays=[1, 3]), june(2, 4, 9, 11)),
        (Pattern(weekdays=[0, 6], last_on=date(2026, 6, 8)), june(1, 7, 8)),
        (Pattern(first_on=date(2026, 6, 9), weekdays=[0]), june(15)),
        (Pattern(first_on=date(2026, 6, 16)), []),
    ],
)
def test_days(pattern: Pattern, expected: list[date]) -> None:
    assert list(days(pattern, date(2026, 5, 20), date(2026, 6, 15))) == expected


def test_first_and_last() -> None:
    assert (first_day(Pattern()), last_day(Pattern())) == (MONDAY, MONDAY)
    group = Pattern(weekdays=[2], last_on=date(2026, 6, 16))
    assert (first_day(group), last_day(group)) == (date(2026, 6, 3), date(2026, 6, 10))
    assert last_day(Pattern(weekdays=[2])) is None
    none = Pattern(weekdays=[2], last_on=date(2026, 6, 2))
    assert (first_day(none), last_day(none)) == (None, None)


def at(*clock: int) -> datetime:
    return datetime(2026, *clock, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "begins", "expected"),
    [
        (date(2026, 3, 7), 1080, at(3, 7, 23)),
        (date(2026, 3, 8), 1080, at(3, 8, 22)),
        (date(2026, 11, 1), 1080, at(11, 1, 23)),
        # Half past two does not exist in March, and half past one is there twice in November: the first counts.
        (date(2026, 3, 8), 150, at(3, 8, 7, 30)),
        (date(2026, 11, 1), 90, at(11, 1, 5, 30)),
    ],
)
def test_the_clock_on_the_wall_stays(day: date, begins: int, expected: datetime) -> None:
    assert begins_at(Pattern(begins=begins), day) == expected


def test_how_long_is_counted_on_a_stopwatch() -> None:
    over_the_change = Pattern(begins=60, lasts=120)
    assert ends_at(over_the_change, date(2026, 3, 8)) == at(3, 8, 8)
