"""Arranging the library, keeping own skills, recording practices."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import col

from webapp import audit, entries
from webapp.content.skills import OWN
from webapp.extensions import db
from webapp.models import Practice, Skill, Urge, now
from webapp.moments import Moment
from webapp.operations import Claim, claim
from webapp.scope import own
from webapp.skills import queries
from webapp.skills.forms import NewPractice, NewSkill, PracticeChange, SkillChange


def add_skill(owner_id: UUID, asked: NewSkill, fields: Iterable[tuple[str, str]]) -> bool:
    """Keep an own skill. False when its ids stand for something else."""
    claimed = claim(asked.operation, owner_id=owner_id, form="skill", subject_id=asked.id, fields=fields)
    if claimed is not Claim.NEW:
        return claimed is Claim.REPEAT
    if queries.is_skill_id_taken(asked.id):
        return False
    db.session.add(Skill(id=asked.id, owner_id=owner_id, name=asked.name, how=asked.how, category=asked.category))
    db.session.flush()
    audit.by_owner("added", "skill", asked.id, owner_id)
    return True


def change_skill(skill: Skill, asked: SkillChange) -> None:
    skill.name, skill.how, skill.category = asked.name, asked.how, asked.category
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
    of_owner = own(Skill)
    wanted = col(Skill.id) == UUID(key.removeprefix(OWN)) if key.startswith(OWN) else col(Skill.slug) == key
    row: Skill | None = db.session.execute(of_owner.where(wanted), {"owner_id": owner_id}).scalar()
    if row is None:
        row = Skill(owner_id=owner_id, slug=key)
        db.session.add(row)
    return row


def _changed(skill: Skill, what: str) -> None:
    skill.version += 1
    db.session.flush()
    audit.by_owner("changed", "skill", skill.id, skill.owner_id, detail=what)


def record_practice(
    owner_id: UUID, key: str, asked: NewPractice, fields: Iterable[tuple[str, str]], happened: Moment
) -> bool:
    """Save a practice; one for an urge is also that urge's new rating. False: its ids stand for something else."""
    claimed = claim(asked.operation, owner_id=owner_id, form="practice", subject_id=asked.id, fields=fields)
    if claimed is not Claim.NEW:
        return claimed is Claim.REPEAT
    if queries.is_practice_id_taken(asked.id):
        return False
    urge = _urge(owner_id, asked.urge_id) if asked.urge_id else None
    entries.add(
        Practice(
            id=asked.id,
            owner_id=owner_id,
            skill_key=key,
            urge_id=urge.id if urge else None,
            before=asked.before,
            after=asked.after,
            minutes=asked.minutes,
            private=urge.private if urge else False,
            **entries.when(happened),
        )
    )
    if urge is not None and asked.after is not None:
        urge.strength_now, urge.rerated_at = asked.after, now()
        entries.changed(urge, "rating")
    return True


def _urge(owner_id: UUID, urge_id: UUID) -> Urge | None:
    urge: Urge | None = db.session.execute(own(Urge).where(col(Urge.id) == urge_id), {"owner_id": owner_id}).scalar()
    return urge


def change_practice(practice: Practice, asked: PracticeChange) -> None:
    practice.before, practice.after, practice.minutes = asked.before, asked.after, asked.minutes
    practice.note = asked.note or None
    practice.private, practice.for_session = asked.private, asked.for_session
    entries.changed(practice, "practice")
