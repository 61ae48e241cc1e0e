"""Check-ins as Today and their pages need them, and the days on which a person wrote something."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam
from sqlmodel import col, select

from webapp.extensions import Statement, db
from webapp.models import CheckIn, Lapse, Logged, Practice, SignCheck, Urge
from webapp.scope import everyone, owned, together

_OF_DAY: Statement = select(  # type: ignore[call-overload]
    CheckIn.id, CheckIn.mood, CheckIn.craving, CheckIn.sleep_hours, CheckIn.occurred_at, CheckIn.utc_offset
)
_TODAY = (
    owned(_OF_DAY, CheckIn)
    .where(col(CheckIn.day) == bindparam("day"), col(CheckIn.deleted_at).is_(None))
    .order_by(col(CheckIn.occurred_at).desc(), col(CheckIn.id).desc())
    .limit(1)
)
_OWNERS = {
    model: everyone(
        select(model.owner_id).where(col(model.id) == bindparam("row_id")),
        reason="an id that somebody else used must be seen to be refused",
    )
    for model in (CheckIn, SignCheck)
}


def _days_of(model: type[Logged]) -> Statement:
    days = owned(select(col(model.day)).distinct(), model)
    return days.where(col(model.day) >= bindparam("since"), col(model.deleted_at).is_(None))


_SHOWED_UP = together(*(_days_of(model) for model in (Urge, Lapse, CheckIn, Practice, SignCheck)))


def today(owner_id: UUID, day: date) -> Row[Any] | None:
    """The newest check-in of a day: id, mood, craving, sleep_hours and when."""
    return db.first(_TODAY, owner_id=owner_id, day=day)


def owner_of(model: type[CheckIn | SignCheck], row_id: UUID) -> UUID | None:
    owner: UUID | None = db.value(_OWNERS[model], row_id=row_id)
    return owner


def showed_up(owner_id: UUID, since: date) -> set[date]:
    """The local days from `since` on with any entry of the log, in one query."""
    return {row.day for row in db.rows(_SHOWED_UP, owner_id=owner_id, since=since)}
