"""The page of who looked: day by day, the newest first, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from webapp.access import Me
from webapp.entry_rows import capital
from webapp.formatting import clock, day_in_words
from webapp.i18n import _, mark, ngettext
from webapp.moments import local_in, moment_of_wall_clock, today
from webapp.paging import START, Place, place
from webapp.trail import queries
from webapp.trail.forms import TrailFilter
from webapp.trail.words import sentence

KIND_NAMES = {
    "looked": mark("Looked at"),
    "shared": mark("Shared and taken back"),
    "taken": mark("Files and copies"),
    "team": mark("Care team"),
    "account": mark("Account"),
}
WHO_NAMES = {"me": mark("You"), "family": mark("Family links"), "system": mark("The program")}
TOGETHER = timedelta(seconds=5)
"""Rows of one kind that were written in so short a time were one act."""
AGAIN = timedelta(hours=1)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Line:
    stamp: str
    clock: str
    icon: str
    text: str
    times: str
    """How often, when it was more than once."""


@dataclass(frozen=True, slots=True)
class TrailPage:
    days: list[tuple[date, str, list[Line]]]
    older: str
    is_first: bool
    kinds: list[tuple[str, str]]
    who: list[tuple[str, str]]
    asked: dict[str, str]
    """What the filter holds now, as an address carries it."""


def present(person: Me, asked: TrailFilter, before: str) -> TrailPage:
    start = place(before)
    rows = queries.rows(person.id, start, **_conditions(asked, person.time_zone))
    shown, current = rows[: queries.PAGE], today(person.time_zone)
    lines = [(at.date(), _line(some, at, current)) for some, at in _acts(shown, person.time_zone)]
    return TrailPage(
        days=[
            (day, capital(day_in_words(day, current)), [line for _day, line in same])
            for day, same in groupby(lines, key=lambda pair: pair[0])
        ],
        older=str(Place(shown[-1].at, shown[-1].id)) if len(rows) > queries.PAGE else "",
        is_first=start == START,
        kinds=[(kind, _(name)) for kind, name in KIND_NAMES.items()],
        who=[
            *((str(row.actor_id), row.name) for row in queries.staff(person.id)),
            *((key, _(name)) for key, name in WHO_NAMES.items()),
        ],
        asked={name: str(value) for name, value in asked.model_dump(mode="json").items() if value},
    )


def _conditions(asked: TrailFilter, time_zone: str) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": asked.kind or ""}
    if isinstance(asked.who, UUID):
        found["person"] = asked.who
    elif asked.who:
        found["who"] = asked.who
    if asked.since:
        midnight = datetime.combine(max(asked.since, LONG_AGO.date()), time())
        found["since"] = moment_of_wall_clock(time_zone, midnight).occurred_at
    return found


def _acts(rows: Sequence[Row[Any]], time_zone: str) -> Iterator[tuple[list[Row[Any]], datetime]]:
    """Rows that belong together, with the wall-clock time of the newest."""
    act: list[Row[Any]] = []
    for row in rows:
        if act and not _belong(act[-1], row):
            yield act, local_in(time_zone, act[0].at)
            act = []
        act.append(row)
    if act:
        yield act, local_in(time_zone, act[0].at)


def _belong(row: Row[Any], earlier: Row[Any]) -> bool:
    """One act that wrote several rows, or the same look once more within the hour."""
    same = (row.actor_id, row.subject, row.action) == (earlier.actor_id, earlier.subject, earlier.action)
    if row.subject == "consent":
        return same and row.at - earlier.at < TOGETHER
    return same and row.action == "viewed" and row.detail == earlier.detail and row.at - earlier.at < AGAIN


def _line(act: list[Row[Any]], at: datetime, current: date) -> Line:
    is_look = act[0].action == "viewed"
    details = [act[0].detail] if is_look else [row.detail for row in reversed(act)]
    times = ngettext("%(num)d time", "%(num)d times", len(act)) if is_look and len(act) > 1 else ""
    text = capital(sentence(act[0], details, current))
    return Line(at.isoformat("T", "minutes"), clock(at), _icon(act[0]), text, times)


def _icon(row: Row[Any]) -> str:
    if row.action in {"viewed", "opened"}:
        return "eye"
    if row.action == "exported":
        return "share"
    if row.subject in queries.SHARING:
        return "people" if row.subject == "family link" else "lock" if row.action != "shared" else "check"
    return {"call": "phone", "lapse": "flag"}.get(row.subject, "person")
