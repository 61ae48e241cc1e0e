"""Crisis lines as the admin's page shows them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from webapp.access import Me
from webapp.accounts.forms import US_ZONES
from webapp.admin import presenters_resources, queries_program
from webapp.content.clinical import CRISIS_LINES, Line
from webapp.content.texts import say
from webapp.enums import LineKind
from webapp.formatting import dialable
from webapp.models import now
from webapp.moments import today
from webapp.reading import days_of

CHECKED_FOR = timedelta(days=90)
UNTESTED = "911"
"""Nobody calls it to test it."""


@dataclass(frozen=True, slots=True)
class LineView:
    key: str
    """The slug of a national line, the id of an own one."""
    own_id: UUID | None
    name: str
    detail: str
    number: str
    kind: str
    href: str
    fixed: bool
    """988 and 911: always shown."""
    untested: bool
    """Nobody calls it to test it."""
    shown: bool
    waits: bool
    """Not shown before somebody has confirmed it."""
    confirmed_on: date | None
    confirmed_by: str
    due: bool
    """Never confirmed by the clinic, or not in the last 90 days."""
    language: str
    """'en' or 'es' when it serves only that language, else ''."""


def settings_page(me: Me) -> dict[str, Any]:
    """What stands around the form."""
    here = today(me.program_zone)
    spans = [(span, *days_of(span)) for span in me.reading.closed]
    return {
        "zones": US_ZONES,
        "due": lines_page(me.time_zone).due,
        "resources_due": presenters_resources.due_count(me.time_zone),
        "closed": [(span, first, last) for span, first, last in spans if last >= here],
    }


@dataclass(frozen=True, slots=True)
class LinesPage:
    fixed: list[LineView]
    others: list[LineView]
    due: int


def lines_page(time_zone: str) -> LinesPage:
    views = lines(time_zone)
    return LinesPage(
        fixed=[line for line in views if line.fixed],
        others=[line for line in views if not line.fixed],
        due=sum(line.due for line in views if line.shown),
    )


def lines(time_zone: str) -> list[LineView]:
    """All lines in the clinic's order; until it has one, the national ones first."""
    rows = queries_program.lines()
    views = [_of_row(row, time_zone) for row in rows if not row.slug or row.slug in CRISIS_LINES]
    there = {row.slug for row in rows}
    new = [_national(line, None, time_zone) for line in CRISIS_LINES.values() if line.slug not in there]
    return views + new if there - {None} else new + views


def _of_row(row: Row[Any], time_zone: str) -> LineView:
    if row.slug:
        return _national(CRISIS_LINES[row.slug], row, time_zone)
    number = dialable(row.number)
    return LineView(
        key=str(row.id),
        own_id=row.id,
        name=row.name,
        detail=row.detail,
        number=row.number,
        kind=row.kind,
        href=f"{'sms' if row.kind == LineKind.TEXT else 'tel'}:{number}",
        fixed=False,
        untested=False,
        shown=row.shown,
        waits=False,
        language="",
        **_confirmation(row, time_zone),
    )


def _national(line: Line, row: Row[Any] | None, time_zone: str) -> LineView:
    return LineView(
        key=line.slug,
        own_id=None,
        name=say(line.name),
        detail=say(line.detail),
        number=line.number,
        kind=line.kind,
        href=line.href,
        fixed=line.primary,
        untested=line.number == UNTESTED,
        shown=row.shown if row else True,
        waits=line.confidence == "C" and not (row and row.confirmed_at),
        language=line.languages[0] if len(line.languages) == 1 else "",
        **_confirmation(row, time_zone),
    )


def _confirmation(row: Row[Any] | None, time_zone: str) -> dict[str, Any]:
    at: datetime | None = row.confirmed_at if row else None
    return {
        "confirmed_on": today(time_zone, at) if at else None,
        "confirmed_by": (row.confirmed_by or "") if row else "",
        "due": at is None or now() - at > CHECKED_FOR,
    }
