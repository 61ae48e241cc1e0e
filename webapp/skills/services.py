"""Arranging the library, keeping own skills, recording practices."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import col

from webapp import audit, entries
from webapp.content.skills import OWN
from webapp.enums import SkillCategory
from webapp.extensions import db
from webapp.models import Practice, Skill, Urge
from webapp.moments import Moment
from webapp.operations import Claim, claim_new
from webapp.scope import own
from webapp.skills.forms import NewPractice, NewSkill, PracticeChange, SkillChange

Fields = Iterable[tuple[str, str]]
"""What was posted, for recognising a repeat."""


def add_skill(owner_id: UUID, asked: NewSkill, fields: Fields) -> bool:
    """Keep an own skill. False when its ids stand for something else."""
    claimed = claim_new(Skill, asked.id, asked.operation, owner_id=owner_id, form="skill", fields=fields)
    if claimed is not Claim.NEW:
        return claimed is Claim.REPEAT
    keep_skill(owner_id, asked.id, asked.name, asked.how, asked.category)
    return True


def keep_skill(owner_id: UUID, skill_id: UUID, name: str, how: str = "", category: str = SkillCategory.ACTION) -> str:
    """A new own skill; its key."""
    db.session.add(Skill(id=skill_id, owner_id=owner_id, name=name, how=how, category=category))
    db.session.flush()
    audit.by_owner("added", "skill", skill_id, owner_id)
    return f"{OWN}{skill_id}"


def change_skill(skill: Skill, asked: SkillChange) -> None:
    """The caller has checked the version."""
    skill.name, skill.how, skill.category = asked.name, asked.how, asked.category
    skill.version += 1
    _changed(skill, "words")


def arrange(owner_id: UUID, key: str, *, favourite: bool | None = None, hidden: bool | None = None) -> None:
    """Make a skill a favourite or not, hide it or bring it back. A hidden skill is no favourite."""
    skill = _row(owner_id, key)
    if favourite is not None:
        skill.favourite = favourite
    if hidden is not None:
        skill.hidden = hidden
        skill.favourite = skill.favourite and not hidden
    _changed(skill, "place")


def _row(owner_id: UUID, key: str) -> Skill:
    """What the person decided about a skill: their own row, or one made now for a skill of the library."""
    wanted = col(Skill.id) == UUID(key.removeprefix(OWN)) if key.startswith(OWN) else col(Skill.slug) == key
    row: Skill | None = db.session.execute(own(Skill).where(wanted), {"owner_id": owner_id}).scalar()
    if row is None:
        row = Skill(owner_id=owner_id, slug=key)
        db.session.add(row)
    return row


def _changed(skill: Skill, what: str) -> None:
    db.session.flush()
    audit.by_owner("changed", "skill", skill.id, skill.owner_id, detail=what)


def record_practice(
    owner_id: UUID, key: str, asked: NewPractice, *, urge: Urge | None, happened: Moment, fields: Fields
) -> Claim:
    """Save a practice under the id that its form carries, once; one for an urge is also that urge's new rating."""
    claimed = claim_new(Practice, asked.id, asked.operation, owner_id=owner_id, form="practice", fields=fields)
    if claimed is not Claim.NEW:
        return claimed
    entries.add(
        Practice(
            id=asked.id,
            owner_id=owner_id,
            skill_key=key,
            urge_id=urge.id if urge else None,
            before=asked.before,
            after=asked.after,
            minutes=asked.minutes,
            note=asked.note or None,
            private=asked.private or bool(urge and urge.private),
            **entries.when(happened),
        )
    )
    if urge is not None and asked.after is not None:
        entries.rate(urge, asked.after, happened.occurred_at)
    return claimed


def change_practice(practice: Practice, asked: PracticeChange, happened: Moment | None) -> None:
    """The caller has checked the version. `happened` is another time, if it is to have one."""
    practice.before, practice.after, practice.minutes = asked.before, asked.after, asked.minutes
    practice.note = asked.note or None
    practice.private, practice.for_session = asked.private, asked.for_session
    if happened:
        entries.move(practice, happened)
    entries.changed(practice, "answers")
