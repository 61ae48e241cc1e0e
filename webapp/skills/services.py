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

Fields = Iterable[tuple[str, str]]
"""What was posted, for recognising a repeat."""


def add_skill(owner_id: UUID, asked: NewSkill, fields: Fields) -> bool:
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
) -> bool:
    """Save a practice; one for an urge is also that urge's new rating. False when its ids stand for something else."""
    claimed = claim(asked.operation, owner_id=owner_id, form="practice", subject_id=asked.id, fields=fields)
    if claimed is not Claim.NEW:
        return claimed is Claim.REPEAT
    if queries.is_practice_id_taken(asked.id):
        return False
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
        urge.strength_now, urge.rerated_at = asked.after, now()
        entries.changed(urge, "rating")
    return True


def practice_saved(owner_id: UUID, practice_id: UUID) -> Practice | None:
    """The person's own practice with this id, unless they deleted it."""
    wanted = own(Practice).where(col(Practice.id) == practice_id, col(Practice.deleted_at).is_(None))
    row: Practice | None = db.session.execute(wanted, {"owner_id": owner_id}).scalar()
    return row


def change_practice(practice: Practice, asked: PracticeChange, happened: Moment | None) -> None:
    """The caller has checked the version. `happened` is another time, if it is to have one."""
    practice.before, practice.after, practice.minutes = asked.before, asked.after, asked.minutes
    practice.note = asked.note or None
    practice.private, practice.for_session = asked.private, asked.for_session
    if happened:
        entries.move(practice, happened)
    entries.changed(practice, "answers")
