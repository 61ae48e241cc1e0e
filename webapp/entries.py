"""What all entries of the log have in common: when they happened, change, deletion with undo."""

from datetime import datetime, timedelta
from typing import Any

from webapp import audit
from webapp.extensions import db
from webapp.models import Logged, Urge, now
from webapp.moments import Moment

AT_ONCE = timedelta(seconds=20)
"""A wrong clock is put right by when a request came: as exact as the request was quick."""


def when(happened: Moment) -> dict[str, Any]:
    """The columns that say when an entry happened, for a new row."""
    return {"occurred_at": happened.occurred_at, "utc_offset": happened.utc_offset, "day": happened.day}


def add(row: Logged) -> None:
    db.session.add(row)
    db.session.flush()
    audit.by_owner("logged", _kind(row), row.id, row.owner_id)


def move(row: Logged, happened: Moment) -> None:
    """Set another time; the entry belongs to the day on which it happened."""
    row.occurred_at, row.utc_offset, row.day = happened.occurred_at, happened.utc_offset, happened.day


def changed(row: Logged, what: str) -> None:
    """Write what was changed, under a new version. `what` is a word for the trail."""
    row.version += 1
    noted(row, what)


def noted(row: Logged, what: str) -> None:
    """Write what a form of its own changed: other forms of the entry that are open stay good."""
    db.session.flush()
    audit.by_owner("changed", _kind(row), row.id, row.owner_id, detail=what)


def rate(urge: Urge, strength: int, rated_at: datetime) -> None:
    """How strong it is now. What was rated last stands, whichever was sent first; of two within `AT_ONCE` it is the one
    that comes last, as a phone sends them in order.
    """
    rated_at = max(rated_at, urge.occurred_at)
    if urge.rerated_at is None or rated_at > urge.rerated_at - AT_ONCE:
        urge.strength_now, urge.rerated_at = strength, rated_at
    noted(urge, "rating")


def delete(row: Logged) -> None:
    """Put away, to be brought back; a second time changes nothing."""
    if row.deleted_at is None:
        row.deleted_at = now()
        noted(row, "deleted")


def restore(row: Logged) -> None:
    if row.deleted_at is not None:
        row.deleted_at = None
        noted(row, "restored")


def _kind(row: Logged) -> str:
    return str(row.__tablename__)
