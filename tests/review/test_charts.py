"""Pictures by day: gaps stay gaps, and a change is claimed only when it is one."""

from datetime import date, timedelta

import pytest

from webapp.charts import by_day

LAST = date(2026, 11, 22)


def drawn(*values: float | None) -> dict[date, float]:
    """The last value is of `LAST`."""
    days = {LAST - timedelta(days=back): value for back, value in enumerate(reversed(values))}
    return {day: value for day, value in days.items() if value is not None}


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ([2.0] * 10 + [4.0] * 10, "Up from 2 to 4 on average, 20 of 30 days."),
        ([5.0] * 10 + [3.5] * 10, "Down from 5 to 3.5 on average, 20 of 30 days."),
        ([3.0] * 10 + [3.9] * 10, "Steady: 3.5 on average, 20 of 30 days."),
        ([1.0] * 7 + [5.0] * 6, "Not enough days yet: 13 of 30 days."),
        ([3.0] * 15, "Not enough days yet: 15 of 30 days."),
        ([], "Not enough days yet: 0 of 30 days."),
    ],
)
def test_what_a_picture_says(values: list[float], says: str) -> None:
    padding: list[float | None] = [None] * (5 if len(values) == 20 else 0)
    assert by_day("x", "Mood", drawn(*values, *padding), (1, 5), LAST, 30).sentence == says


def test_lines_stop_where_a_day_is_missing() -> None:
    chart = by_day("x", "Mood", drawn(1, 5, None, 3, None, None, 1, 1), (1, 5), LAST, 8)
    assert [len(points.split()) for points in chart.lines] == [2, 2]
    assert len(chart.dots) == 1
    assert [value for _day, value in chart.rows] == ["1", "1", "–", "–", "3", "–", "5", "1"]
    assert chart.lines[0] == "16,76 56,6"
