"""Writing the plan: versions are added, never changed."""

from uuid import UUID

from webapp import audit
from webapp.evidence import Worked
from webapp.extensions import db
from webapp.models import PlanReview, PlanSuggestion, PlanVersion, now
from webapp.plan import queries
from webapp.plan.forms import ITEMS, SectionLines
from webapp.plan.lines import Item, field_of, in_order, key_of, stage_of, week_of
from webapp.plan.queries import Linkable
from webapp.plan.sections import PEOPLE, SKILLS, Plan, Section

SHOWN_SKILLS = 5


def items_of(owner_id: UUID, asked: SectionLines, section: Section) -> list[Item]:
    """The lines that a form asks for: links first, then lines in their order, then new ones. Nothing twice.

    Links to what is not the person's, or not for this section, are left out; one that was in the plan keeps its words.
    """
    known, current = queries.linkable(owner_id), queries.newest(owner_id, section.key)
    before = {link_of(item): item["text"] for item in (current.items if current else [])}
    linked = [link_to(link, section, known) or _words(before.get(link)) for link in asked.linked]
    stages = [stage_of(value) for value in asked.stages] if section.stages else []
    weeks = [week_of(value) for value in asked.weeks] if section.weeks else []
    texts = [{"text": text} for text in [*asked.lines, *asked.picks]]
    return sorted(together([item for item in linked if item], [*stages, *weeks, *texts]), key=in_order)


def _words(text: str | None) -> Item | None:
    return {"text": text} if text else None


def together(first: list[Item], second: list[Item]) -> list[Item]:
    """Both lists in their order, each line once."""
    kept: dict[tuple[str, str], Item] = {}
    for item in [*first, *second]:
        kept.setdefault(key_of(item), item)
    return list(kept.values())


def link_of(item: Item) -> str:
    """What a form carries for a linked line: 'skill:' or 'person:' and its key; '' for others."""
    name, value = field_of(item)
    return value if name == "linked" else ""


def link_to(link: str, section: Section, known: Linkable) -> Item | None:
    """The line for a link; None when it leads to nothing that this section can hold."""
    kind, _, key = link.partition(":")
    if kind == "skill" and SKILLS in section.links and key in known.skills:
        return {"text": known.skills[key].name, "skill": key}
    if kind == "person" and PEOPLE in section.links and key in known.people:
        return {"text": known.people[key].name, "person": key}
    return None


def suggested(known: Linkable, worked: dict[str, Worked]) -> list[Item]:
    """What the person's own log puts in the list of skills while they have written nothing there."""
    return [{"text": known.skills[key].name, "skill": key} for key in best_skills(known, worked)[:SHOWN_SKILLS]]


def best_skills(known: Linkable, worked: dict[str, Worked]) -> list[str]:
    """The skills that did most, then favourites."""
    favourites = [key for key, skill in known.skills.items() if skill.favourite]
    ranked = dict.fromkeys([*worked, *favourites])
    return [key for key in ranked if key in known.skills and not known.skills[key].hidden]


def offered(owner_id: UUID, section: Section) -> list[Item]:
    """What stands in a section in which nothing was written yet: to keep none of it is a choice, and a version."""
    return suggested(queries.linkable(owner_id), queries.what_worked(owner_id)) if section.from_log else []


def save_section(owner_id: UUID, section: Section, base: int, items: list[Item]) -> bool:
    """Add a version on top of version `base`. False when another one was saved meanwhile: nothing is written.

    Of two that come at the same moment the database lets one in; the other runs again and finds itself late.
    """
    current = queries.newest(owner_id, section.key)
    if base != (current.number if current else 0):
        return False
    before: list[Item] = current.items if current else []
    is_first_choice = current is None and offered(owner_id, section)
    if is_first_choice or [key_of(item) for item in items] != [key_of(item) for item in before]:
        _add_version(owner_id, section, base + 1, items)
    return True


def _add_version(owner_id: UUID, section: Section, number: int, items: list[Item]) -> None:
    version = PlanVersion(owner_id=owner_id, section=section.key, number=number, items=items, author_id=owner_id)
    db.session.add(version)
    db.session.flush()
    audit.by_owner("wrote", "plan", version.id, owner_id, detail=section.key)


def answer_suggestion(suggestion: PlanSuggestion, section: Section, *, accepted: bool) -> bool:
    """Take a suggestion of the team over as a version of one's own, or leave it. The first answer stands.

    False when it was taken back, was answered otherwise, or does not fit: nothing is written.
    """
    if suggestion.answered_at is not None:
        return suggestion.accepted == accepted
    if suggestion.withdrawn_at is not None or (accepted and not _take_over(suggestion, section)):
        return False
    suggestion.accepted, suggestion.answered_at = accepted, now()
    db.session.flush()
    audit.by_owner("accepted" if accepted else "declined", "suggestion", suggestion.id, suggestion.owner_id)
    return True


def _take_over(suggestion: PlanSuggestion, section: Section) -> bool:
    """In the place of the line that it is meant for; after the others when that is gone, or for a new line."""
    current = queries.newest(suggestion.owner_id, section.key)
    items = list(current.items) if current else offered(suggestion.owner_id, section)
    keys, line = [key_of(item) for item in items], {"text": suggestion.text}
    if ("text", suggestion.instead_of) in keys:
        items[keys.index(("text", suggestion.instead_of))] = line
    elif len(items) < ITEMS:
        items.append(line)
    else:
        return False
    return save_section(suggestion.owner_id, section, current.number if current else 0, together(items, []))


def mark_reviewed(owner_id: UUID, plan: Plan) -> None:
    review = PlanReview(owner_id=owner_id, plan=plan, reviewed_by=owner_id)
    db.session.add(review)
    db.session.flush()
    audit.by_owner("reviewed", "plan", review.id, owner_id, detail=plan)
