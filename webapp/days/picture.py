"""The last 90 days of a counter as small squares, and as a table for those who do not see them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from webapp.days.counting import WINDOW, DayState, last_days
from webapp.i18n import _

COLUMNS, CELL, SQUARE = 15, 20, 12
"""Squares in a row, and in units of the drawing the room and the side of each."""


@dataclass(frozen=True, slots=True)
class Week:
    first: date
    counted: int
    of: int


@dataclass(frozen=True, slots=True)
class Picture:
    """90 squares: the SVG path of each state, and the same days as a table."""

    paths: dict[str, str]
    alt: str
    weeks: list[Week]


def picture(started_on: date, today: date, lapse_days: Collection[date]) -> Picture:
    """The last 90 days of a counter."""
    states = list(last_days(started_on, today, lapse_days))
    places = {state: [place for place, (_day, held) in enumerate(states) if held is state] for state in DayState}
    return Picture(
        paths={state.value: _path(held) for state, held in places.items()},
        alt=_alt(len(places[DayState.COUNTED])),
        weeks=[_week(week) for week in _weeks(states) if week[-1][1] is not DayState.BEFORE],
    )


def _alt(counted: int) -> str:
    if not counted:
        return _("The last %(window)s days", window=WINDOW)
    return _("The last %(window)s days: %(n)s counted", window=WINDOW, n=counted)


def _path(places: list[int]) -> str:
    """Squares in rows of 15, as one path."""
    return "".join(
        f"M{place % COLUMNS * CELL + 4} {place // COLUMNS * CELL + 4}h{SQUARE}v{SQUARE}h-{SQUARE}z" for place in places
    )


def _weeks(states: list[tuple[date, DayState]]) -> list[list[tuple[date, DayState]]]:
    """The newest first: the week that ends today, the one before it ..."""
    return [states[max(end - 7, 0) : end] for end in range(len(states), 0, -7)]


def _week(week: Sequence[tuple[date, DayState]]) -> Week:
    held = [state for _day, state in week if state is not DayState.BEFORE]
    return Week(first=week[0][0], counted=held.count(DayState.COUNTED), of=len(held))
