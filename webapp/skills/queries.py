"""A person's skills: the library as they arranged it, and their own."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import col, select

from webapp.content.skills import LIBRARY, OWN, LibrarySkill
from webapp.content.texts import say
from webapp.content.triggers import name_of
from webapp.extensions import db, select_columns
from webapp.models import Skill, Trigger, Urge
from webapp.scope import owned

_CHOICES = owned(
    select_columns(
        Skill.id, Skill.slug, Skill.name, Skill.how, Skill.category, Skill.favourite, Skill.hidden, Skill.version
    ),
    Skill,
).order_by(col(Skill.created_at))
_TRIGGERS = (
    owned(select(Trigger.id, Trigger.slug, Trigger.name), Trigger)
    .where(col(Trigger.hidden).is_(False))
    .order_by(col(Trigger.created_at))
)
_URGE = owned(select(Urge.id), Urge).where(col(Urge.id) == bindparam("urge_id"), col(Urge.deleted_at).is_(None))


@dataclass(frozen=True, slots=True)
class SkillView:
    """A skill as lists show it. `key` names it everywhere."""

    key: str
    name: str
    how: str
    category: str
    minutes: tuple[float, float] | None
    favourite: bool
    hidden: bool
    is_guided: bool
    is_own: bool
    caution: str
    strength: tuple[int, int]


def skills(owner_id: UUID) -> dict[str, SkillView]:
    """Every skill by key: own ones first, then the library, with the person's favourites and hidden ones marked."""
    chosen = db.rows(_CHOICES, owner_id=owner_id)
    by_slug = {row.slug: row for row in chosen if row.slug}
    found = {f"{OWN}{row.id}": _own(row) for row in chosen if not row.slug}
    for slug, skill in LIBRARY.items():
        found[slug] = _from_library(skill, by_slug.get(slug))
    return found


def _own(row: Any) -> SkillView:
    return SkillView(
        key=f"{OWN}{row.id}",
        name=row.name,
        how=row.how,
        category=row.category,
        minutes=None,
        favourite=row.favourite,
        hidden=row.hidden,
        is_guided=False,
        is_own=True,
        caution="",
        strength=(0, 10),
    )


def _from_library(skill: LibrarySkill, row: Any | None) -> SkillView:
    return SkillView(
        key=skill.slug,
        name=say(skill.name),
        how=say(skill.how),
        category=skill.category,
        minutes=skill.minutes,
        favourite=bool(row and row.favourite),
        hidden=bool(row and row.hidden),
        is_guided=skill.is_guided,
        is_own=False,
        caution=say(skill.caution) if skill.caution else "",
        strength=skill.strength,
    )


def triggers(owner_id: UUID) -> list[tuple[str, str]]:
    """Id and name of the triggers that the person did not hide."""
    return [(str(row.id), name_of(row.slug, row.name)) for row in db.rows(_TRIGGERS, owner_id=owner_id)]


def has_urge(owner_id: UUID, urge_id: UUID) -> bool:
    return db.first(_URGE, owner_id=owner_id, urge_id=urge_id) is not None
