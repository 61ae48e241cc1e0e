"""Urges as their pages need them, in as few queries as there are kinds of things to know."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import String, and_, bindparam, case, cast, func, or_
from sqlmodel import col, select

from webapp.enums import ConsentCategory
from webapp.extensions import db
from webapp.models import Account, Assignment, CallRequest, Consent, FocusChoice, Trigger, Urge, UrgeTrigger
from webapp.scope import everyone, facts, owned
from webapp.triggers.queries import HAS_PLAN, PUT_AWAY

BETWEEN = "\x1f"
"""Stands between names that are read as one text; nobody can type it into a line."""

_OWNER = everyone(
    select(Urge.owner_id).where(col(Urge.id) == bindparam("urge_id")),
    reason="an id that somebody else used must be seen to be refused",
)
_SINCE = case((or_(PUT_AWAY.c.at.is_(None), col(Urge.received_at) > PUT_AWAY.c.at), col(Urge.id)))
_TRIGGERS = (
    owned(
        select(  # type: ignore[call-overload]  # SQLModel's overloads end at four columns
            Trigger.id,
            Trigger.slug,
            Trigger.name,
            Trigger.hidden,
            func.count(col(Urge.id)).label("times"),
            func.count(_SINCE).label("since"),
            func.max(case((col(UrgeTrigger.urge_id) == bindparam("urge_id"), 1), else_=0)).label("chosen"),
            case((HAS_PLAN, 1), else_=0).label("has_plan"),
        ),
        Trigger,
    )
    .outerjoin(
        UrgeTrigger,
        and_(col(UrgeTrigger.trigger_id) == Trigger.id, col(UrgeTrigger.owner_id) == Trigger.owner_id),
    )
    .outerjoin(Urge, and_(col(Urge.id) == UrgeTrigger.urge_id, col(Urge.deleted_at).is_(None)))
    .outerjoin(PUT_AWAY, PUT_AWAY.c.trigger_id == Trigger.id)
    .group_by(col(Trigger.id), col(Trigger.slug), col(Trigger.name), col(Trigger.hidden))
)
_FOCUS = cast(col(FocusChoice.position), String).concat(":").concat(col(FocusChoice.focus))
_AROUND = facts(
    focuses=owned(select(func.aggregate_strings(_FOCUS, BETWEEN)), FocusChoice),
    shares=owned(select(Consent.granted), Consent)
    .where(col(Consent.category) == ConsentCategory.URGES.value)
    .order_by(col(Consent.id).desc())
    .limit(1),
    call_request=owned(select(CallRequest.id), CallRequest)
    .where(col(CallRequest.handled_at).is_(None), col(CallRequest.withdrawn_at).is_(None))
    .limit(1),
    team=select(func.aggregate_strings(col(Account.name), BETWEEN))
    .join(Assignment, col(Assignment.counselor_id) == Account.id)
    .where(
        col(Assignment.participant_id) == bindparam("owner_id"),
        col(Assignment.ended_at).is_(None),
        col(Account.active).is_(True),
    ),
)


@dataclass(frozen=True, slots=True)
class Around:
    """What the pages of an urge need to know about the person."""

    focuses: list[str]
    shares_urges: bool
    call_asked: bool
    team: list[str]


def owner_of(urge_id: UUID) -> UUID | None:
    owner: UUID | None = db.value(_OWNER, urge_id=urge_id)
    return owner


def around(owner_id: UUID) -> Around:
    row = db.first(_AROUND, owner_id=owner_id)
    placed = [text.split(":", 1) for text in (row.focuses or "").split(BETWEEN) if text] if row else []
    return Around(
        focuses=[focus for _place, focus in sorted(placed, key=lambda pair: int(pair[0]))],
        shares_urges=bool(row and row.shares),
        call_asked=bool(row and row.call_request),
        team=sorted(name for name in (row.team or "").split(BETWEEN) if name) if row else [],
    )


def triggers(owner_id: UUID, urge_id: UUID) -> Sequence[Any]:
    """The person's triggers: how often each was met, and whether this urge has it."""
    return db.rows(_TRIGGERS, owner_id=owner_id, urge_id=urge_id)
