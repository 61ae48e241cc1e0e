"""The days on which a person wrote something."""

from datetime import date
from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import col, select

from webapp.extensions import Statement, db
from webapp.models import CheckIn, Lapse, Logged, Practice, SignCheck, Urge
from webapp.scope import owned, together


def _days_of(model: type[Logged]) -> Statement:
    days = owned(select(col(model.day)).distinct(), model)
    return days.where(col(model.day) >= bindparam("since"), col(model.deleted_at).is_(None))


_SHOWED_UP = together(*(_days_of(model) for model in (Urge, Lapse, CheckIn, Practice, SignCheck)))


def showed_up(owner_id: UUID, since: date) -> set[date]:
    """The local days from `since` on with any entry of the log, in one query."""
    return {row.day for row in db.rows(_SHOWED_UP, owner_id=owner_id, since=since)}
