"""The ids of what a phone keeps pages of."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, literal
from sqlmodel import col, select

from webapp.enums import EntryKind
from webapp.extensions import Statement, db
from webapp.models import Trigger
from webapp.scope import owned, together
from webapp.timeline import MODELS

MOST = 300
"""Entries, the newest ones; more than three weeks of ten a day."""


def _kind(kind: EntryKind) -> Statement:
    model = MODELS[kind]
    at = col(model.occurred_at)
    rows: Statement = select(literal(kind.value).label("kind"), col(model.id).label("id"), at.label("occurred_at"))
    return owned(rows, model).where(col(model.deleted_at).is_(None), at >= bindparam("since"))


_ALL = together(*(_kind(kind) for kind in EntryKind))
_ENTRIES = _ALL.order_by(_ALL.selected_columns.occurred_at.desc(), _ALL.selected_columns.id.desc()).limit(MOST)
_TRIGGERS = (
    owned(select(Trigger.id), Trigger).where(col(Trigger.hidden).is_(False)).order_by(col(Trigger.created_at)).limit(60)
)


def entries(owner_id: UUID, since: datetime) -> Sequence[Row[Any]]:
    """Kind, id and time of the entries since then, in the order of the log."""
    return db.rows(_ENTRIES, owner_id=owner_id, since=since)


def triggers(owner_id: UUID) -> list[UUID]:
    return [row.id for row in db.rows(_TRIGGERS, owner_id=owner_id)]
