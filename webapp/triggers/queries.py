"""A person's triggers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam
from sqlmodel import col, select

from webapp.content.texts import say
from webapp.content.triggers import COMMON
from webapp.extensions import db
from webapp.models import Trigger
from webapp.scope import owned

_OWN = owned(
    select(Trigger.id, Trigger.slug, Trigger.name, Trigger.category, Trigger.hidden), Trigger
).order_by(col(Trigger.created_at), col(Trigger.id))
_SOME = owned(select(Trigger.id, Trigger.slug, Trigger.name), Trigger).where(
    col(Trigger.id).in_(bindparam("ids", expanding=True))
)


@dataclass(frozen=True, slots=True)
class TriggerName:
    id: UUID
    name: str


def name_of(slug: str | None, name: str) -> str:
    """What a trigger is called: the person's own word, or the content folder's in the language of the moment."""
    return name or (say(COMMON[slug].name) if slug in COMMON else "")


def own_triggers(owner_id: UUID) -> Sequence[Row[Any]]:
    """All of them, hidden ones too: id, slug, name, category, hidden."""
    return db.rows(_OWN, owner_id=owner_id)


def trigger_names(owner_id: UUID, ids: list[UUID]) -> dict[UUID, str]:
    if not ids:
        return {}
    return {row.id: name_of(row.slug, row.name) for row in db.rows(_SOME, owner_id=owner_id, ids=ids)}
