"""A person's skills: the library as they arranged it, and their own."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import select

from webapp.content.skills import LIBRARY, OWN
from webapp.content.texts import say
from webapp.extensions import db
from webapp.models import Skill
from webapp.scope import owned

_CHOICES = owned(
    select(  # type: ignore[call-overload]
        Skill.id, Skill.slug, Skill.name, Skill.how, Skill.category, Skill.favourite, Skill.hidden, Skill.version
    ),
    Skill,
)


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
    suits: tuple[str, ...]


def skills(owner_id: UUID) -> dict[str, SkillView]:
    """Every skill by key: own ones first, then the library, with the person's favourites and hidden ones marked."""
    chosen = db.rows(_CHOICES, owner_id=owner_id)
    by_slug = {row.slug: row for row in chosen if row.slug}
    found = {
        f"{OWN}{row.id}": SkillView(
            f"{OWN}{row.id}", row.name, row.how, row.category, None, row.favourite, row.hidden, False, True, "", (0, 10), ()
        )
        for row in chosen
        if not row.slug
    }
    for slug, skill in LIBRARY.items():
        row = by_slug.get(slug)
        found[slug] = SkillView(
            slug,
            say(skill.name),
            say(skill.how),
            skill.category,
            skill.minutes,
            bool(row and row.favourite),
            bool(row and row.hidden),
            skill.is_guided,
            False,
            say(skill.caution) if skill.caution else "",
            skill.strength,
            tuple(skill.suits),
        )
    return found
