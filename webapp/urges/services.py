"""Recording and changing urges."""

from collections.abc import Iterable
from enum import Enum
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, update
from sqlmodel import col

from webapp import audit, entries
from webapp.content.words import BY_FOCUS
from webapp.extensions import db
from webapp.models import Practice, Urge, UrgeTrigger, now
from webapp.moments import Moment, moment
from webapp.operations import Claim, claim
from webapp.scope import owned_change
from webapp.skills.queries import skills
from webapp.triggers.services import triggers_for
from webapp.urges import queries
from webapp.urges.forms import Answers, NewUrge, Rating, Safety

_INSERT = insert(Urge)
_FORGET_TRIGGERS = owned_change(delete(UrgeTrigger), UrgeTrigger).where(
    col(UrgeTrigger.urge_id) == bindparam("of_urge")
)
_PRACTICES_TOO = (
    owned_change(update(Practice), Practice)
    .where(col(Practice.urge_id) == bindparam("of_urge"))
    .values(private=bindparam("hidden"))
)
"""What was practised for an urge is as private as the urge."""
_PRACTICES_GO = (
    owned_change(update(Practice), Practice)
    .where(col(Practice.urge_id) == bindparam("of_urge"), col(Practice.deleted_at).is_(None))
    .values(deleted_at=bindparam("gone_at"))
)
_PRACTICES_COME = (
    owned_change(update(Practice), Practice)
    .where(col(Practice.urge_id) == bindparam("of_urge"), col(Practice.deleted_at) == bindparam("gone_at"))
    .values(deleted_at=None)
)
NOTHING_YET = {
    "feelings": [],
    "actions": [],
    "private": False,
    "for_session": False,
    "version": 1,
    "safety_skipped": False,
}


class Outcome(Enum):
    SAVED = "saved"
    """Stored now, or stored before by the same request."""
    OTHER_STRENGTH = "other strength"
    """The person's own entry stands, and this asks for another strength."""
    NOT_YOURS = "not yours"


def record_urge(owner_id: UUID, asked: NewUrge, *, word: str, focus: str | None, happened: Moment) -> Outcome:
    """Save an urge under the id that its form carries, once."""
    claimed = claim(
        asked.operation,
        owner_id=owner_id,
        form="urge",
        subject_id=asked.id,
        fields=[("strength", str(asked.strength))],
    )
    if claimed is Claim.REPEAT:
        return Outcome.SAVED
    holder = queries.owner_of(asked.id)
    if holder is not None or claimed is Claim.CONFLICT:
        return Outcome.OTHER_STRENGTH if holder == owner_id else Outcome.NOT_YOURS
    db.run(
        _INSERT,
        NOTHING_YET
        | {
            "id": asked.id,
            "owner_id": owner_id,
            "strength": asked.strength,
            "word": word,
            "focus": focus,
            "received_at": now(),
        }
        | entries.when(happened),
    )
    audit.by_owner("logged", "urge", asked.id, owner_id)
    return Outcome.SAVED


def answer(urge: Urge, answers: Answers) -> None:
    """Keep what came with the urge. The caller has checked the version."""
    own, slugs = _split(answers.triggers)
    chosen = triggers_for(urge.owner_id, own, slugs, answers.new_trigger)
    db.run(_FORGET_TRIGGERS, {"of_owner": urge.owner_id, "of_urge": urge.id})
    for trigger_id in chosen:
        db.session.add(UrgeTrigger(owner_id=urge.owner_id, urge_id=urge.id, trigger_id=trigger_id))
    for name in ("place", "company", "feelings", "actions", "acted", "private", "for_session"):
        setattr(urge, name, getattr(answers, name))
    db.run(_PRACTICES_TOO, {"of_owner": urge.owner_id, "of_urge": urge.id, "hidden": answers.private})
    urge.thought, urge.note = answers.thought or None, answers.note or None
    if answers.focus:
        urge.focus, urge.word = answers.focus, BY_FOCUS[answers.focus]
    entries.changed(urge, "answers")


def answer_safety(urge: Urge, answers: Safety) -> None:
    """Keep the answers to the safety questions; none given is 'skipped'. What was answered before stands."""
    if urge.safe is not None or urge.harm_thoughts is not None:
        return
    if not answers.skip:
        urge.safe, urge.harm_thoughts = answers.safe, answers.harm_thoughts
    urge.safety_skipped = urge.safe is None and urge.harm_thoughts is None
    entries.noted(urge, "safety")


def rate_again(urge: Urge, rating: Rating, time_zone: str) -> None:
    """Keep how strong it is now; with the skill that was used, that is a pair of ratings for it."""
    before = urge.strength if urge.strength_now is None else urge.strength_now
    urge.strength_now, urge.rerated_at = rating.strength_now, now()
    if rating.skill in skills(urge.owner_id):
        entries.add(
            Practice(
                owner_id=urge.owner_id,
                urge_id=urge.id,
                skill_key=rating.skill,
                before=before,
                after=rating.strength_now,
                private=urge.private,
                **entries.when(moment(time_zone)),
            )
        )
    entries.noted(urge, "rating")


def revise(urge: Urge, strength: int, happened: Moment | None) -> None:
    """Another strength, another time: moves the entry to the day on which it happened."""
    urge.strength = strength
    if happened:
        entries.move(urge, happened)
    entries.changed(urge, "strength and time")


def delete_urge(urge: Urge) -> None:
    """With what was practised for it; `restore_urge` brings both back."""
    if urge.deleted_at is None:
        entries.delete(urge)
        db.run(_PRACTICES_GO, {"of_owner": urge.owner_id, "of_urge": urge.id, "gone_at": urge.deleted_at})


def restore_urge(urge: Urge) -> None:
    if urge.deleted_at is not None:
        db.run(_PRACTICES_COME, {"of_owner": urge.owner_id, "of_urge": urge.id, "gone_at": urge.deleted_at})
        entries.restore(urge)


def _split(keys: Iterable[str]) -> tuple[list[UUID], list[str]]:
    """Ids of own triggers and slugs of common ones, out of what the chips sent."""
    ids: list[UUID] = []
    slugs: list[str] = []
    for key in keys:
        try:
            ids.append(UUID(key))
        except ValueError:
            slugs.append(key)
    return ids, slugs
