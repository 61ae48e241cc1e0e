"""Recording a lapse and what follows it."""

from collections.abc import Iterable
from uuid import UUID

from webapp import entries
from webapp.models import Lapse
from webapp.moments import Moment
from webapp.operations import Claim, claim_new
from webapp.urges.lapse_forms import Following, LookBack, NewLapse


def record_lapse(owner_id: UUID, asked: NewLapse, *, fields: Iterable[tuple[str, str]], happened: Moment) -> Claim:
    """Save a lapse under the id that its form carries, once; private until the person says otherwise."""
    claimed = claim_new(Lapse, asked.id, asked.operation, owner_id=owner_id, form="lapse", fields=fields)
    if claimed is not Claim.NEW:
        return claimed
    entries.add(
        Lapse(
            id=asked.id,
            owner_id=owner_id,
            urge_id=asked.urge_id,
            kind=asked.kind or "",
            safe=asked.safe,
            harm_thoughts=asked.harm_thoughts,
            safety_skipped=asked.safe is None and asked.harm_thoughts is None,
            private=True,
            **entries.when(happened),
        )
    )
    return claimed


def follow(lapse: Lapse, answers: Following) -> None:
    """Keep the steps ticked, what happened, and whether the care team is told."""
    lapse.steps_done = answers.steps_done
    if answers.kind and answers.kind != answers.was_kind:
        lapse.kind = answers.kind
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
