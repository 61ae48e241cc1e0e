"""A person's triggers and if-then plans."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, case, exists, func, or_
from sqlmodel import col, select

from webapp.content.triggers import name_of
from webapp.extensions import db, select_columns
from webapp.models import IfThen, Trigger, Urge, UrgeTrigger
from webapp.scope import owned

OFTEN = 3
"""Urges with one trigger after which a plan for it is suggested."""

_OWN = owned(
    select_columns(Trigger.id, Trigger.slug, Trigger.name, Trigger.category, Trigger.hidden),
    Trigger,
).order_by(col(Trigger.created_at), col(Trigger.id))
_SOME = owned(select(Trigger.id, Trigger.slug, Trigger.name), Trigger).where(
    col(Trigger.id).in_(bindparam("ids", expanding=True))
)
_ENTRIES = (
    owned(
        select(UrgeTrigger.trigger_id, func.count().label("times"), func.avg(Urge.strength).label("strength")),
        UrgeTrigger,
    )
    .join(Urge, col(Urge.id) == UrgeTrigger.urge_id)
    .where(col(Urge.owner_id) == UrgeTrigger.owner_id, col(Urge.deleted_at).is_(None))
    .group_by(col(UrgeTrigger.trigger_id))
)
_ENTRIES_OF_ONE = _ENTRIES.where(col(UrgeTrigger.trigger_id) == bindparam("trigger_id"))

_PLANS = (
    owned(
        select_columns(
            IfThen.id, IfThen.trigger_id, IfThen.skill_key, IfThen.cue, IfThen.act, IfThen.backup, IfThen.active
        ),
        IfThen,
    )
    .where(col(IfThen.removed_at).is_(None))
    .order_by(col(IfThen.active).desc(), col(IfThen.created_at), col(IfThen.id))
)
_ACTIVE = owned(select(func.count()), IfThen).where(col(IfThen.active).is_(True), col(IfThen.removed_at).is_(None))

PUT_AWAY = (
    select(col(IfThen.trigger_id).label("trigger_id"), func.max(IfThen.removed_at).label("at"))
    .where(col(IfThen.owner_id) == bindparam("owner_id"))
    .group_by(col(IfThen.trigger_id))
    .subquery()
)
HAS_PLAN = exists().where(
    col(IfThen.owner_id) == Trigger.owner_id, col(IfThen.trigger_id) == Trigger.id, col(IfThen.removed_at).is_(None)
)
_SINCE = func.sum(case((or_(PUT_AWAY.c.at.is_(None), col(Urge.received_at) > PUT_AWAY.c.at), 1), else_=0))
_WITHOUT_PLAN = (
    owned(select(Trigger.id, Trigger.slug, Trigger.name, func.count().label("times")), Trigger)
    .join(UrgeTrigger, col(UrgeTrigger.trigger_id) == Trigger.id)
    .join(Urge, col(Urge.id) == UrgeTrigger.urge_id)
    .outerjoin(PUT_AWAY, PUT_AWAY.c.trigger_id == Trigger.id)
    .where(
        col(UrgeTrigger.owner_id) == Trigger.owner_id,
        col(Urge.owner_id) == Trigger.owner_id,
        col(Urge.deleted_at).is_(None),
        col(Trigger.hidden).is_(False),
        ~HAS_PLAN,
    )
    .group_by(col(Trigger.id))
    .having(_SINCE >= OFTEN)
    .order_by(func.count().desc(), col(Trigger.id))
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class TriggerName:
    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Met:
    """How often a trigger came up, and the mean strength of those urges."""

    times: int
    strength: float

    @property
    def level(self) -> int:
        """The mean strength as a whole number, for its colour."""
        return round(self.strength)


def own_triggers(owner_id: UUID) -> Sequence[Row[Any]]:
    """All of them, hidden ones too: id, slug, name, category, hidden."""
    return db.rows(_OWN, owner_id=owner_id)


def trigger_names(owner_id: UUID, ids: list[UUID]) -> dict[UUID, str]:
    if not ids:
        return {}
    return {row.id: name_of(row.slug, row.name) for row in db.rows(_SOME, owner_id=owner_id, ids=ids)}


def met(owner_id: UUID, trigger_id: UUID | None = None) -> dict[UUID, Met]:
    """By trigger, or of one; those that never came up are not in it."""
    rows = (
        db.rows(_ENTRIES, owner_id=owner_id)
        if trigger_id is None
        else db.rows(_ENTRIES_OF_ONE, owner_id=owner_id, trigger_id=trigger_id)
    )
    return {row.trigger_id: Met(row.times, round(float(row.strength), 1)) for row in rows}


def if_thens(owner_id: UUID) -> Sequence[Row[Any]]:
    """Those kept, the active ones first: id, trigger_id, skill_key, cue, act, backup, active."""
    return db.rows(_PLANS, owner_id=owner_id)


def active_count(owner_id: UUID) -> int:
    return int(db.value(_ACTIVE, owner_id=owner_id) or 0)


def often_without_plan(owner_id: UUID) -> Row[Any] | None:
    """The trigger met most often of those met `OFTEN` times without a plan, or since a plan for it was put away."""
    return db.first(_WITHOUT_PLAN, owner_id=owner_id)
