"""Small pictures of numbers by day: one value a day at most, and a day without one is a gap."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from webapp.formatting import join_words, number, short_day
from webapp.i18n import _, ngettext

WIDTH, HEIGHT = 300, 90
LEFT, TOP, BOTTOM = 16, 6, 14
"""Room for the labels."""
ENOUGH_DAYS = 14
CHANGE = 1.0
"""A change of the mean under which it is called steady."""


@dataclass(frozen=True, slots=True)
class Chart:
    key: str
    title: str
    sentence: str
    """What it says, with the days that it stands on."""
    lines: list[str]
    """Points of a run of days, as a polyline has them."""
    dots: list[tuple[float, float]]
    """Days with a value and none beside them."""
    marks: list[tuple[float, str]]
    """Heights of the scale, and what they are."""
    first: str
    last: str
    rows: list[tuple[str, str]]
    """By day, for the table."""


@dataclass(frozen=True, slots=True)
class Strip:
    title: str
    sentence: str
    in_words: str
    """The days themselves, for those who do not see them."""
    days: list[tuple[float, bool]]
    first: str
    last: str


def strip(title: str, on: Collection[date], last: date, days: int) -> Strip:
    """On which of the `days` days up to `last` there was something."""
    shown = _up_to(last, days)
    return Strip(
        title=title,
        sentence=_on_days(sum(day in on for day in shown), days),
        in_words=join_words([short_day(day) for day in shown if day in on]),
        days=[(place * WIDTH / days, day in on) for place, day in enumerate(shown)],
        first=short_day(shown[0]),
        last=short_day(last),
    )


def _up_to(last: date, days: int) -> list[date]:
    return [last - timedelta(days=back) for back in range(days - 1, -1, -1)]


def _on_days(count: int, days: int) -> str:
    return ngettext("%(num)d of %(all)s days", "%(num)d of %(all)s days", count, all=days)


def by_day(key: str, title: str, values: Mapping[date, float], scale: tuple[int, int], last: date, days: int) -> Chart:
    """The `days` days up to `last`, between the ends of a scale."""
    shown = _up_to(last, days)
    points = [(day, _x(place, days), _y(values[day], scale)) for place, day in enumerate(shown) if day in values]
    runs = _runs(points)
    return Chart(
        key=key,
        title=title,
        sentence=_sentence([(day, values[day]) for day, _x_, _y_ in points], shown),
        lines=[" ".join(f"{x:g},{y:g}" for _day, x, y in run) for run in runs if len(run) > 1],
        dots=[(run[0][1], run[0][2]) for run in runs if len(run) == 1],
        marks=[(_y(end, scale), str(end)) for end in scale],
        first=short_day(shown[0]),
        last=short_day(last),
        rows=[(short_day(day), number(round(values[day], 1)) if day in values else "–") for day in reversed(shown)],
    )


def _x(place: int, days: int) -> float:
    return round(LEFT + place * (WIDTH - LEFT - 4) / max(days - 1, 1), 1)


def _y(value: float, scale: tuple[int, int]) -> float:
    low, high = scale
    return round(TOP + (high - value) * (HEIGHT - TOP - BOTTOM) / (high - low), 1)


def _runs(points: list[tuple[date, float, float]]) -> list[list[tuple[date, float, float]]]:
    """Days in a row; a gap ends a run."""
    runs: list[list[tuple[date, float, float]]] = []
    for point in points:
        if runs and point[0] - runs[-1][-1][0] == timedelta(days=1):
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs


def _sentence(values: list[tuple[date, float]], shown: list[date]) -> str:
    """A change is named from 14 days with entries on, and only when it is a whole step."""
    on_days = _on_days(len(values), len(shown))
    half = shown[len(shown) // 2]
    before, after = [v for day, v in values if day < half], [v for day, v in values if day >= half]
    if len(values) < ENOUGH_DAYS or not before or not after:
        return _("Not enough days yet: %(days)s.", days=on_days)
    was, now_is = sum(before) / len(before), sum(after) / len(after)
    if abs(now_is - was) < CHANGE:
        mean = number(round(sum(v for _day, v in values) / len(values), 1))
        return _("Steady: %(mean)s on average, %(days)s.", mean=mean, days=on_days)
    text = _("Up") if now_is > was else _("Down")
    return _(
        "%(way)s from %(was)s to %(now)s on average, %(days)s.",
        way=text, was=number(round(was, 1)), now=number(round(now_is, 1)), days=on_days,
    )  # fmt: skip
