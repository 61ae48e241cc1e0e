"""Urges as their pages need them, in as few queries as there are kinds of things to know."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import String, and_, bindparam, case, cast, func, or_
from sqlmodel import col, select

from webapp import evidence
from webapp.care_team import Team
from webapp.enums import ConsentCategory
from webapp.extensions import db, select_columns
from webapp.models import Consent, FocusChoice, Trigger, Urge, UrgeTrigger
from webapp.people.queries import CALLING, Calling, calling_of
from webapp.scope import BETWEEN, facts, holding, owned
from webapp.team.queries import HEARD
from webapp.triggers.queries import HAS_PLAN, PUT_AWAY

_SINCE = case((or_(PUT_AWAY.c.at.is_(None), col(Urge.received_at) > PUT_AWAY.c.at), col(Urge.id)))
_TRIGGERS = (
    owned(
        select_columns(
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
    shares=owned(select(Consent.granted), Consent).where(
        col(Consent.category) == ConsentCategory.URGES.value, *holding()
    ),
    notes=owned(select(Consent.granted), Consent).where(
        col(Consent.category) == ConsentCategory.NOTES.value, *holding()
    ),
    **CALLING,
    eased=evidence.EASED,
    **HEARD,
)


@dataclass(frozen=True, slots=True)
class Around:
    """What the pages of an urge need to know about the person."""

    focuses: list[str]
    shares_urges: bool
    shares_notes: bool
    calling: Calling
    team: Team
    eases_within: int | None
    """Within how many minutes half of the person's urges had eased."""
    heard: bool
    """Whether the team marked this urge as read, or answered."""


def around(owner_id: UUID, urge_id: UUID) -> Around:
    row = db.first(_AROUND, owner_id=owner_id, entry_id=urge_id)
    placed = [text.split(":", 1) for text in (row.focuses or "").split(BETWEEN) if text] if row else []
    readers = Team(row.team if row else None)
    return Around(
        focuses=[focus for _place, focus in sorted(placed, key=lambda pair: int(pair[0]))],
        shares_urges=bool(row and row.shares),
        shares_notes=bool(row and row.notes),
        calling=calling_of(row),
        team=readers,
        eases_within=evidence.minutes_to_ease(row.eased if row else None),
        heard=bool(row and (row.read or row.replied)),
    )


def triggers(owner_id: UUID, urge_id: UUID) -> Sequence[Any]:
    """The person's triggers: how often each was met, and whether this urge has it."""
    return db.rows(_TRIGGERS, owner_id=owner_id, urge_id=urge_id)
