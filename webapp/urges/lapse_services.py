"""Recording a lapse and what follows it."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import col, select

from webapp import entries
from webapp.extensions import db
from webapp.models import Lapse
from webapp.moments import Moment
from webapp.operations import Claim, claim
from webapp.scope import everyone
from webapp.urges.lapse_forms import Following, LookBack, NewLapse

_TAKEN = everyone(
    select(Lapse.id).where(col(Lapse.id) == bindparam("lapse_id")),
    reason="an id that was used before must be seen to be refused",
)


def record_lapse(
    owner_id: UUID, asked: NewLapse, *, fields: Iterable[tuple[str, str]], happened: Moment, usual_kind: str
) -> bool:
    """Save a lapse, private until the person says otherwise. False when its ids stand for something else."""
    claimed = claim(asked.operation, owner_id=owner_id, form="lapse", subject_id=asked.id, fields=fields)
    if claimed is Claim.REPEAT:
        return True
    if claimed is Claim.CONFLICT or db.first(_TAKEN, lapse_id=asked.id) is not None:
        return False
    entries.add(
        Lapse(
            id=asked.id,
            owner_id=owner_id,
            urge_id=asked.urge_id,
            kind=asked.kind or usual_kind,
            safe=asked.safe,
            harm_thoughts=asked.harm_thoughts,
            safety_skipped=asked.safe is None and asked.harm_thoughts is None,
            private=True,
            **entries.when(happened),
        )
    )
    return True


def follow(lapse: Lapse, answers: Following) -> None:
    """Keep the steps ticked, and whether the care team is told."""
    lapse.steps_done = answers.steps_done
    decided = answers.tell_team != answers.was_told
    if decided:
        lapse.told_team, lapse.private = answers.tell_team, not answers.tell_team
    entries.noted(lapse, ("told" if lapse.told_team else "not told") if decided else "steps")


def look_back(lapse: Lapse, answers: LookBack, happened: Moment | None) -> None:
    lapse.look_back, lapse.note = answers.answers(), answers.note or None
    lapse.for_session = answers.for_session
    if happened:
        entries.move(lapse, happened)
    entries.changed(lapse, "look-back")
