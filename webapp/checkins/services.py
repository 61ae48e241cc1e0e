"""Recording and changing check-ins."""

from collections.abc import Iterable
from enum import Enum
from uuid import UUID

from webapp import entries
from webapp.checkins import queries
from webapp.checkins.forms import Answers, NewCheckIn
from webapp.models import CheckIn
from webapp.moments import Moment
from webapp.operations import Claim, claim

ANSWERS = ("mood", "craving", "sleep_hours", "hungry", "angry", "lonely", "tired", "private", "for_session")


class Outcome(Enum):
    SAVED = "saved"
    """Stored now, or stored before by the same request."""
    OTHER_ANSWERS = "other answers"
    """The person's own entry stands, and this asks for something else."""
    NOT_YOURS = "not yours"


def record_check_in(
    owner_id: UUID, asked: NewCheckIn, *, fields: Iterable[tuple[str, str]], happened: Moment
) -> Outcome:
    """Save a check-in under the id that its form carries, once."""
    claimed = claim(asked.operation, owner_id=owner_id, form="check-in", subject_id=asked.id, fields=fields)
    if claimed is Claim.REPEAT:
        return Outcome.SAVED
    holder = queries.owner_of(CheckIn, asked.id)
    if holder is not None or claimed is Claim.CONFLICT:
        return Outcome.OTHER_ANSWERS if holder == owner_id else Outcome.NOT_YOURS
    check_in = CheckIn(id=asked.id, owner_id=owner_id, **entries.when(happened))
    _fill(check_in, asked)
    entries.add(check_in)
    return Outcome.SAVED


def change(check_in: CheckIn, asked: Answers, happened: Moment | None) -> None:
    """Keep these answers, and another time if one was given. The caller has checked the version."""
    _fill(check_in, asked)
    if happened:
        entries.move(check_in, happened)
    entries.changed(check_in, "answers and time" if happened else "answers")


def _fill(check_in: CheckIn, asked: Answers) -> None:
    for name in ANSWERS:
        setattr(check_in, name, getattr(asked, name))
    check_in.note = asked.note or None
