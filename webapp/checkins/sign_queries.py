"""A person's own warning signs, and their weekly tick lists."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam
from sqlmodel import col, select

from webapp.extensions import db
from webapp.models import SignCheck, WarningSign
from webapp.scope import owned

WEEK = timedelta(days=7)

_SIGNS = owned(select(WarningSign.id, WarningSign.text, WarningSign.level, WarningSign.hidden), WarningSign).order_by(
    col(WarningSign.position), col(WarningSign.created_at), col(WarningSign.id)
)
_OF_WEEK = owned(select(SignCheck.signs), SignCheck).where(
    col(SignCheck.deleted_at).is_(None),
    col(SignCheck.day) > bindparam("week_ago"),
    col(SignCheck.day) <= bindparam("day"),
)
_NEWEST = (
    owned(select(SignCheck.id, SignCheck.day, SignCheck.level), SignCheck)
    .where(col(SignCheck.deleted_at).is_(None))
    .order_by(col(SignCheck.occurred_at).desc())
    .limit(1)
)


def signs(owner_id: UUID) -> Sequence[Row[Any]]:
    """All of them, hidden ones too: id, text, level, hidden."""
    return db.rows(_SIGNS, owner_id=owner_id)


def ticked_in_week(owner_id: UUID, day: date) -> set[str]:
    """The texts ticked on `day` or in the six days before."""
    rows = db.rows(_OF_WEEK, owner_id=owner_id, day=day, week_ago=day - WEEK)
    return {text for row in rows for text in row.signs}


def newest_check(owner_id: UUID) -> Row[Any] | None:
    """The last tick list: id, day, level."""
    return db.first(_NEWEST, owner_id=owner_id)
