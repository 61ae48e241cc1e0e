"""Counters and the days with a lapse."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import col, select

from webapp.extensions import db, select_columns
from webapp.models import Counter, Lapse
from webapp.scope import owned

_COLUMNS = select_columns(
    Counter.id,
    Counter.focus,
    Counter.label,
    Counter.started_on,
    Counter.day_cost,
    Counter.day_minutes,
    Counter.show_numbers,
    Counter.show_run,
    Counter.hidden,
)
_COUNTERS = owned(_COLUMNS, Counter).order_by(col(Counter.created_at), col(Counter.id))
_SHOWN = _COUNTERS.where(col(Counter.hidden).is_(False))
_LAPSES = owned(select(col(Lapse.day), Lapse.focus, Lapse.kind).distinct(), Lapse).where(
    col(Lapse.deleted_at).is_(None)
)


def counters(owner_id: UUID) -> Sequence[Row[Any]]:
    """All of them, hidden ones too, the oldest first."""
    return db.rows(_COUNTERS, owner_id=owner_id)


def shown_counters(owner_id: UUID) -> Sequence[Row[Any]]:
    return db.rows(_SHOWN, owner_id=owner_id)


def lapses(owner_id: UUID) -> Sequence[Row[Any]]:
    """Days with a lapse: day, focus, kind."""
    return db.rows(_LAPSES, owner_id=owner_id)
