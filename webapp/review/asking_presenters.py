"""What the team asks for and suggests, as the counselor's pages show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from webapp.content.skills import LIBRARY
from webapp.content.texts import say
from webapp.enums import ConsentCategory
from webapp.i18n import _
from webapp.learn.library import library
from webapp.plan.lines import said
from webapp.plan.sections import CATEGORIES, SECTIONS, Section
from webapp.review.reading import Hand
from webapp.review.record_queries import Look
from webapp.team.presenters import near, task
from webapp.team.queries import MODULE, SKILL

CATEGORY = {MODULE: ConsentCategory.MODULES, SKILL: ConsentCategory.PRACTICES}
"""What has to be shared for the team to see whether it is done."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A module or a skill that was asked for."""

    id: UUID
    title: str
    asked: str
    why: str
    state: str
    """Done, not yet, or that this is not shared."""


@dataclass(frozen=True, slots=True)
class Suggested:
    id: UUID
    text: str
    instead_of: str
    why: str
    by: str
    state: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class SectionPage:
    owner_id: UUID
    name: str
    section: Section
    lines: list[str]
    texts: list[str]
    """Lines in the person's own words, which a suggestion can be for."""
    suggestions: list[Suggested]
    sections: list[tuple[str, str]]


def titles() -> dict[str, dict[str, str]]:
    """Modules and skills that can be asked for: title by slug."""
    return {
        MODULE: library().titles(),
        SKILL: {slug: say(skill.name) for slug, skill in LIBRARY.items()},
    }


def asked(rows: Sequence[Row[Any]], shared: frozenset[str], current: date) -> list[Asked]:
    known = titles() if rows else {}
    return [_asked(row, known[row.kind].get(row.slug, row.slug), shared, current) for row in rows]


def _asked(row: Row[Any], title: str, shared: frozenset[str], current: date) -> Asked:
    view = task(row, current)
    state = _("Whether it is done is not shared")
    if CATEGORY[row.kind] in shared:
        state = _("Done") if view.done else _("Not done yet")
    return Asked(row.id, title, view.asked, row.why, state)


def open_sections(shared: frozenset[str]) -> list[str]:
    """The sections of the plans that are shared."""
    return [key for key, section in SECTIONS.items() if CATEGORIES[section.plan] in shared]


def present_section(hand: Hand, name: str, section: Section, shared: frozenset[str], time_zone: str) -> SectionPage:
    standing = Look(hand.counselor_id, hand.owner_id).plan().get(section.key)
    items = standing.items if standing else []
    return SectionPage(
        owner_id=hand.owner_id,
        name=name,
        section=section,
        lines=[said(item) for item in items],
        texts=[item["text"] for item in items if set(item) == {"text"}],
        suggestions=[_suggested(row, time_zone) for row in hand.suggestions(section.key)],
        sections=[(key, _(SECTIONS[key].title)) for key in open_sections(shared)],
    )


def _suggested(row: Row[Any], time_zone: str) -> Suggested:
    state = _("Not answered yet")
    if row.answered_at:
        day = near(row.answered_at, time_zone)
        state = _("Added to the plan, %(when)s", when=day) if row.accepted else _("Not for them, %(when)s", when=day)
    by = _("%(name)s, %(when)s", name=row.name, when=near(row.made_at, time_zone))
    return Suggested(row.id, row.text, row.instead_of, row.why, by, state, row.answered_at is None)
