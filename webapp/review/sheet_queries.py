"""What the sheet of one participant is made of. Every statement sees only what is shared with the counselor now."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Float, Integer, Row, bindparam, case, cast, func, literal, null
from sqlmodel import col, select

from webapp.enums import HIGH_STRENGTH, ConsentCategory, EntryKind
from webapp.extensions import Statement, db
from webapp.models import CheckIn, Trigger, Urge, UrgeTrigger
from webapp.scope import shared_with_team, together
from webapp.timeline import CATEGORIES, MODELS, team_branch

STARRED = 6
"""Entries of a kind that are named; of what there is more, the number."""
TOP = 5

_MEASURES: dict[EntryKind, dict[str, Any]] = {
    EntryKind.URGE: {
        "peak": func.max(col(Urge.strength)),
        "high": func.sum(case((col(Urge.strength) >= HIGH_STRENGTH, 1), else_=0)),
    },
    EntryKind.CHECK_IN: {
        "mood": func.avg(col(CheckIn.mood)),
        "craving": func.avg(col(CheckIn.craving)),
        "sleep": func.avg(col(CheckIn.sleep_hours)),
    },
}
_TYPES: dict[str, Any] = {"peak": Integer, "high": Integer, "mood": Float, "craving": Float, "sleep": Float}


def _days_of(kind: EntryKind) -> Statement:
    model, measures = MODELS[kind], _MEASURES.get(kind, {})
    columns = [
        literal(kind.value).label("kind"),
        model.day,
        func.count().label("times"),
        func.sum(case((col(model.for_session), 1), else_=0)).label("starred"),
        *(cast(measures.get(name, null()), type_).label(name) for name, type_ in _TYPES.items()),
    ]
    days = shared_with_team(select(*columns), model, CATEGORIES[kind])
    return days.where(col(model.day) >= bindparam("since")).group_by(col(model.day))


def _named(kind: EntryKind) -> Statement:
    """Lapses and weekly signs of the period, and of the others what is to come up in the session."""
    model = MODELS[kind]
    rows = team_branch(kind).where(col(model.day) >= bindparam("since"))
    if kind not in {EntryKind.LAPSE, EntryKind.SIGN_CHECK}:
        rows = rows.where(col(model.for_session).is_(True))
    return rows.order_by(col(model.occurred_at).desc(), col(model.id).desc()).limit(STARRED)


_DAYS = together(*(_days_of(kind) for kind in EntryKind))
_ENTRIES = together(*(_named(kind) for kind in EntryKind))
_ENTRIES = _ENTRIES.order_by(_ENTRIES.selected_columns.occurred_at.desc(), _ENTRIES.selected_columns.id.desc())
_URGES = shared_with_team(
    select(Trigger.slug, Trigger.name, func.count().label("times")).select_from(UrgeTrigger),
    Urge,
    ConsentCategory.URGES,
)
_TRIGGERS = (
    shared_with_team(_URGES, Trigger, ConsentCategory.TRIGGERS)
    .join(Trigger, col(Trigger.id) == UrgeTrigger.trigger_id)
    .join(Urge, col(Urge.id) == UrgeTrigger.urge_id)
    .where(col(UrgeTrigger.owner_id) == bindparam("owner_id"), col(Urge.day) >= bindparam("since"))
    .group_by(col(Trigger.id), col(Trigger.slug), col(Trigger.name))
    .order_by(func.count().desc(), col(Trigger.id))
    .limit(TOP)
)


def days(counselor_id: UUID, owner_id: UUID, since: date) -> Sequence[Row[Any]]:
    """By kind and day from `since` on: how many, how many to bring up, and the measures of the kind."""
    return db.rows(_DAYS, counselor_id=counselor_id, owner_id=owner_id, since=since)


def entries(counselor_id: UUID, owner_id: UUID, since: date) -> Sequence[Row[Any]]:
    return db.rows(_ENTRIES, counselor_id=counselor_id, owner_id=owner_id, since=since)


def triggers(counselor_id: UUID, owner_id: UUID, since: date) -> Sequence[Row[Any]]:
    """What set off the most urges: slug, name, times. With both consents, of urges and of triggers."""
    return db.rows(_TRIGGERS, counselor_id=counselor_id, owner_id=owner_id, since=since)
