"""Writing the plan: versions are added, never changed."""

from typing import Any
from uuid import UUID

from webapp import audit
from webapp.extensions import db
from webapp.models import PlanReview, PlanVersion
from webapp.plan import queries
from webapp.plan.forms import SectionLines
from webapp.plan.queries import Linkable
from webapp.plan.sections import PEOPLE, SKILLS, Plan, Section

Item = dict[str, Any]


def items_of(owner_id: UUID, asked: SectionLines, section: Section) -> list[Item]:
    """The lines that a form asks for: links first, then lines in their order, then new ones. Nothing twice.

    Links to what is not the person's, or not for this section, are left out; one that was in the plan keeps its words.
    """
    known, current = queries.linkable(owner_id), queries.newest(owner_id, section.key)
    before = {link_of(item): item["text"] for item in (current.items if current else [])}
    linked = [link_to(link, section, known) or _words(before.get(link)) for link in asked.linked]
    return together([item for item in linked if item], [{"text": text} for text in [*asked.lines, *asked.picks]])


def _words(text: str | None) -> Item | None:
    return {"text": text} if text else None


def together(first: list[Item], second: list[Item]) -> list[Item]:
    """Both lists in their order, each line once."""
    kept: dict[tuple[str, str], Item] = {}
    for item in [*first, *second]:
        kept.setdefault(key_of(item), item)
    return list(kept.values())


def key_of(item: Item) -> tuple[str, str]:
    """What makes a line the same line: what it links to, else its words."""
    for kind in ("skill", "person"):
        if kind in item:
            return kind, str(item[kind])
    return "text", str(item["text"])


def link_of(item: Item) -> str:
    """What a form carries for a linked line: 'skill:' or 'person:' and its key; '' for words."""
    kind, key = key_of(item)
    return f"{kind}:{key}" if kind != "text" else ""


def link_to(link: str, section: Section, known: Linkable) -> Item | None:
    """The line for a link; None when it leads to nothing that this section can hold."""
    kind, _, key = link.partition(":")
    if kind == "skill" and SKILLS in section.links and key in known.skills:
        return {"text": known.skills[key].name, "skill": key}
    if kind == "person" and PEOPLE in section.links and key in known.people:
        return {"text": known.people[key].name, "person": key}
    return None


def save_section(owner_id: UUID, section: Section, base: int, items: list[Item]) -> bool:
    """Add a version on top of version `base`. False when another one was saved meanwhile: nothing is written.

    Of two that come at the same moment the database lets one in; the other runs again and finds itself late.
    """
    current = queries.newest(owner_id, section.key)
    if base != (current.number if current else 0):
        return False
    if [key_of(item) for item in items] != [key_of(item) for item in (current.items if current else [])]:
        _add_version(owner_id, section, base + 1, items)
    return True


def _add_version(owner_id: UUID, section: Section, number: int, items: list[Item]) -> None:
    version = PlanVersion(owner_id=owner_id, section=section.key, number=number, items=items, author_id=owner_id)
    db.session.add(version)
    db.session.flush()
    audit.by_owner("wrote", "plan", version.id, owner_id, detail=section.key)


def mark_reviewed(owner_id: UUID, plan: Plan) -> None:
    review = PlanReview(owner_id=owner_id, plan=plan, reviewed_by=owner_id)
    db.session.add(review)
    db.session.flush()
    audit.by_owner("reviewed", "plan", review.id, owner_id, detail=plan)
