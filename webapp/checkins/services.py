"""Recording and changing check-ins."""

from uuid import UUID

from webapp import entries
from webapp.checkins.forms import Answers, NewCheckIn
from webapp.models import CheckIn
from webapp.moments import Moment

ANSWERS = ("mood", "craving", "sleep_hours", "hungry", "angry", "lonely", "tired", "private", "for_session")


def record_check_in(owner_id: UUID, asked: NewCheckIn, happened: Moment) -> None:
    """Save a check-in under the id that its form carries. The caller has claimed it."""
    check_in = CheckIn(id=asked.id, owner_id=owner_id, **entries.when(happened))
    _fill(check_in, asked)
    entries.add(check_in)


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
