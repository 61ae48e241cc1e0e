"""Recording and changing urges."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, update
from sqlmodel import col

from webapp import audit, entries
from webapp.content.clinical import is_safe
from webapp.content.words import BY_FOCUS
from webapp.extensions import db
from webapp.models import Practice, Urge, UrgeTrigger, now
from webapp.moments import Moment
from webapp.operations import Claim, claim_new
from webapp.scope import owned_change
from webapp.skills.queries import skills
from webapp.triggers.services import triggers_for
from webapp.urges.forms import Answers, NewUrge, Rating, Safety

_INSERT = insert(Urge)
_FORGET_TRIGGERS = owned_change(delete(UrgeTrigger), UrgeTrigger).where(
    col(UrgeTrigger.urge_id) == bindparam("of_urge")
)
_PRACTICES_TOO = (
    owned_change(update(Practice), Practice).where(col(Practice.urge_id) == bindparam("of_urge")).values(private=True)
)
"""What was practised for an urge that is kept private is private too. It stays so when the urge is shared again: which
of them somebody kept private by itself is not known any more.
"""
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


def record_urge(owner_id: UUID, asked: NewUrge, *, word: str, focus: str | None, happened: Moment) -> Claim:
    """Save an urge under the id that its form carries, once."""
    fields = [("strength", str(asked.strength))]
    claimed = claim_new(Urge, asked.id, asked.operation, owner_id=owner_id, form="urge", fields=fields)
    if claimed is not Claim.NEW:
        return claimed
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
    return claimed


def answer(urge: Urge, answers: Answers) -> None:
    """Keep what came with the urge. The caller has checked the version."""
    own, slugs = _split(answers.triggers)
    chosen = triggers_for(urge.owner_id, own, slugs, answers.new_trigger)
    db.run(_FORGET_TRIGGERS, {"of_owner": urge.owner_id, "of_urge": urge.id})
    for trigger_id in chosen:
        db.session.add(UrgeTrigger(owner_id=urge.owner_id, urge_id=urge.id, trigger_id=trigger_id))
    for name in ("place", "company", "feelings", "actions", "acted", "private", "for_session"):
        setattr(urge, name, getattr(answers, name))
    if answers.private:
        db.run(_PRACTICES_TOO, {"of_owner": urge.owner_id, "of_urge": urge.id})
    urge.thought, urge.note = answers.thought or None, answers.note or None
    if answers.focus:
        urge.focus, urge.word = answers.focus, BY_FOCUS[answers.focus]
    entries.changed(urge, "answers")


def answer_safety(urge: Urge, answers: Safety) -> None:
    """Keep the answers to the safety questions; none given is 'skipped'. What was answered before stands, but 'not
    safe' is kept whenever it is said.
    """
    is_unsafe = not answers.skip and not is_safe(answers.safe, answers.harm_thoughts)
    if not is_unsafe and (urge.safe is not None or urge.harm_thoughts is not None):
        return
    if not answers.skip:
        urge.safe = answers.safe or urge.safe
        urge.harm_thoughts = answers.harm_thoughts or urge.harm_thoughts
    urge.safety_skipped = urge.safe is None and urge.harm_thoughts is None
    entries.noted(urge, "safety")


def rate_again(urge: Urge, rating: Rating, happened: Moment) -> None:
    """Keep how strong it is now; with the skill that was used, that is a pair of ratings for it."""
    before = urge.strength if urge.strength_now is None else urge.strength_now
    if rating.skill in skills(urge.owner_id):
        entries.add(
            Practice(
                owner_id=urge.owner_id,
                urge_id=urge.id,
                skill_key=rating.skill,
                before=before,
                after=rating.strength_now,
                private=urge.private,
                **entries.when(happened),
            )
        )
    entries.rate(urge, rating.strength_now, happened.occurred_at)


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
