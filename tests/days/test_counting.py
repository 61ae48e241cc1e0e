"""Counting days: held against counting them one by one, and on the edges of time zones and clock changes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.days.counting import WINDOW, Count, DayState, count, is_milestone, last_days
from webapp.moments import today

TODAY = date(2026, 11, 22)
days = st.dates(min_value=TODAY - timedelta(days=400), max_value=TODAY + timedelta(days=20))
day_sets = st.lists(days, max_size=40)


def one_by_one(started_on: date, current: date, lapse_days: list[date]) -> Count:
    """The same, the slow way."""
    counted, run, best, lapses, recent = 0, 0, 0, 0, 0
    day = started_on + timedelta(days=1)
    while day <= current:
        if day in lapse_days:
            lapses, run = lapses + 1, 0
        else:
            counted, run = counted + 1, run + 1
            best = max(best, run)
            recent += day > current - timedelta(days=WINDOW)
        day += timedelta(days=1)
    return Count(total=counted, of_last_90=recent, run=run, best_run=best, lapses=lapses)


@given(days, day_sets)
def test_it_agrees_with_counting_one_by_one(started_on: date, lapse_days: list[date]) -> None:
    assert count(started_on, TODAY, lapse_days) == one_by_one(started_on, TODAY, lapse_days)


@given(days, day_sets)
def test_nothing_is_negative_and_nothing_is_more_than_all(started_on: date, lapse_days: list[date]) -> None:
    counted = count(started_on, TODAY, lapse_days)
    assert 0 <= counted.run <= counted.best_run <= counted.total
    assert 0 <= counted.of_last_90 <= min(counted.total, WINDOW)


@given(days, day_sets, days)
def test_a_lapse_takes_its_own_day_and_no_other(started_on: date, lapse_days: list[date], more: date) -> None:
    before, after = count(started_on, TODAY, lapse_days), count(started_on, TODAY, [*lapse_days, more])
    assert before.total - after.total in {0, 1}


@given(days, day_sets)
def test_a_day_later_the_total_has_not_gone_down(started_on: date, lapse_days: list[date]) -> None:
    tomorrow = TODAY + timedelta(days=1)
    assert count(started_on, tomorrow, lapse_days).total >= count(started_on, TODAY, lapse_days).total


@given(days, day_sets)
def test_the_picture_shows_what_the_number_says(started_on: date, lapse_days: list[date]) -> None:
    shown = list(last_days(started_on, TODAY, lapse_days))
    assert [day for day, _state in shown] == [TODAY - timedelta(days=back) for back in range(89, -1, -1)]
    states = [state for _day, state in shown]
    assert states.count(DayState.COUNTED) == count(started_on, TODAY, lapse_days).of_last_90


def test_an_example() -> None:
    counted = count(TODAY - timedelta(days=100), TODAY, [TODAY - timedelta(days=95), TODAY - timedelta(days=10)])
    assert counted == Count(total=98, of_last_90=89, run=10, best_run=84, lapses=2)


def test_the_start_date_itself_is_not_a_day_counted() -> None:
    assert count(TODAY, TODAY, []).total == 0
    assert count(TODAY - timedelta(days=1), TODAY, []).total == 1


def test_a_lapse_today_leaves_the_days_before_it() -> None:
    assert count(TODAY - timedelta(days=30), TODAY, [TODAY]) == Count(29, 29, 0, 29, 1)


def test_lapses_before_the_start_or_ahead_change_nothing() -> None:
    start = TODAY - timedelta(days=5)
    assert count(start, TODAY, [start, start - timedelta(days=3), TODAY + timedelta(days=1)]) == count(start, TODAY, [])


@pytest.mark.parametrize("offset", [-1, 0])
def test_a_start_date_ahead_counts_nothing(offset: int) -> None:
    """Somebody who set 'today' in Sydney and then flew to Honolulu is a day behind their start date."""
    assert count(TODAY - timedelta(days=offset), TODAY, [TODAY]) == Count(0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("zone", "moment", "expected"),
    [
        ("America/New_York", datetime(2026, 3, 9, 3, 59, tzinfo=UTC), 7),  # 23:59 of the day with 23 hours
        ("America/New_York", datetime(2026, 3, 9, 4, 1, tzinfo=UTC), 8),
        ("America/New_York", datetime(2026, 11, 2, 4, 59, tzinfo=UTC), 245),  # 23:59 of the day with 25 hours
        ("America/New_York", datetime(2026, 11, 2, 5, 1, tzinfo=UTC), 246),
        ("Pacific/Honolulu", datetime(2026, 3, 9, 4, 1, tzinfo=UTC), 7),
        ("Pacific/Kiritimati", datetime(2026, 3, 9, 4, 1, tzinfo=UTC), 8),
    ],
)
def test_days_are_local_calendar_days(zone: str, moment: datetime, expected: int) -> None:
    assert count(date(2026, 3, 1), today(zone, moment), []).total == expected


def test_milestones_are_few() -> None:
    assert [total for total in range(800) if is_milestone(total)] == [7, 30, 60, 90, 180, 270, 365, 730]
