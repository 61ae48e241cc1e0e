"""Session notes in words, for the person and for their care team."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from webapp.formatting import day_and_time
from webapp.i18n import _
from webapp.moments import local_in, today


@dataclass(frozen=True, slots=True)
class Note:
    id: UUID
    met_on: date
    author_id: UUID | None
    author: str
    text: str
    changed: str
    """When it was changed after it was first written; '' when it was not."""
    touched_on: date
    """The day on which it was written, or changed last."""
    answered: str
    """When the person answered; '' while they have not."""
    is_right: bool
    answer: str
    version: int


def note(row: Row[Any], time_zone: str) -> Note:
    return Note(
        id=row.id,
        met_on=row.met_on,
        author_id=row.author_id,
        author=row.author or _("Somebody who is no longer here"),
        text=row.text,
        changed=day_and_time(local_in(time_zone, row.changed_at)) if row.changed_at else "",
        touched_on=today(time_zone, row.changed_at or row.written_at),
        answered=day_and_time(local_in(time_zone, row.answered_at)) if row.answered_at else "",
        is_right=row.is_right,
        answer=row.answer,
        version=row.version,
    )
