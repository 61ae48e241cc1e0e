"""Urges as their pages need them."""

from uuid import UUID

from sqlalchemy import bindparam, func
from sqlmodel import col, select

from webapp.extensions import db
from webapp.models import Trigger, Urge, UrgeTrigger
from webapp.scope import everyone, owned

_OWNER = everyone(
    select(Urge.owner_id).where(col(Urge.id) == bindparam("urge_id")),
    reason="an id that somebody else used must be seen to be refused",
)
_TRIGGER_IDS = owned(select(UrgeTrigger.trigger_id), UrgeTrigger).where(
    col(UrgeTrigger.urge_id) == bindparam("urge_id")
)
_TIMES = owned(select(func.count()), UrgeTrigger).where(col(UrgeTrigger.trigger_id) == bindparam("trigger_id"))
_USED_MOST = (
    owned(select(UrgeTrigger.trigger_id), UrgeTrigger)
    .join(Trigger, col(Trigger.id) == UrgeTrigger.trigger_id)
    .where(col(Trigger.hidden).is_(False))
    .group_by(col(UrgeTrigger.trigger_id))
    .order_by(func.count().desc())
    .limit(12)
)


def owner_of(urge_id: UUID) -> UUID | None:
    owner: UUID | None = db.value(_OWNER, urge_id=urge_id)
    return owner


def trigger_ids(owner_id: UUID, urge_id: UUID) -> list[UUID]:
    return [row.trigger_id for row in db.rows(_TRIGGER_IDS, owner_id=owner_id, urge_id=urge_id)]


def times_met(owner_id: UUID, trigger_id: UUID) -> int:
    """How many urges had this trigger."""
    return int(db.value(_TIMES, owner_id=owner_id, trigger_id=trigger_id) or 0)


def most_met(owner_id: UUID) -> list[UUID]:
    return [row.trigger_id for row in db.rows(_USED_MOST, owner_id=owner_id)]
