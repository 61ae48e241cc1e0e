"""Session notes: a person's own, and those that the care team wrote down with them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam
from sqlmodel import col, select

from webapp.extensions import db, select_columns
from webapp.models import Account, SessionNote
from webapp.scope import asked_of_team, owned

RECENT = 20

_NOTES = (
    select_columns(
        SessionNote.id,
        SessionNote.met_on,
        SessionNote.text,
        SessionNote.author_id,
        SessionNote.written_at,
        SessionNote.changed_at,
        SessionNote.is_right,
        SessionNote.answer,
        SessionNote.answered_at,
        SessionNote.version,
        col(Account.name).label("author"),
    )
    .outerjoin(Account, col(Account.id) == SessionNote.author_id)
    .order_by(col(SessionNote.met_on).desc(), col(SessionNote.id).desc())
)
_OWN = owned(_NOTES, SessionNote)
NOTE_WAITS = (
    owned(
        select(Account.name).select_from(SessionNote).join(Account, col(Account.id) == SessionNote.author_id),
        SessionNote,
    )
    .where(col(SessionNote.answered_at).is_(None), col(SessionNote.written_at) > bindparam("answered_since"))
    .order_by(col(SessionNote.written_at).desc())
    .limit(1)
)
"""For pages that gather facts in one statement: who wrote down last what was agreed, without an answer yet."""
_OF_TEAM = asked_of_team(_NOTES, SessionNote).where(col(SessionNote.owner_id) == bindparam("owner_id")).limit(RECENT)
_BY_ME = asked_of_team(select(SessionNote), SessionNote).where(
    col(SessionNote.id) == bindparam("note_id"),
    col(SessionNote.owner_id) == bindparam("owner_id"),
    col(SessionNote.author_id) == bindparam("counselor_id"),
)


def notes(owner_id: UUID) -> Sequence[Row[Any]]:
    """All of them, the last session first."""
    return db.rows(_OWN, owner_id=owner_id)


def notes_for_team(counselor_id: UUID, owner_id: UUID) -> Sequence[Row[Any]]:
    """The last ones, for those who look after the person now."""
    return db.rows(_OF_TEAM, counselor_id=counselor_id, owner_id=owner_id)


def written_by(counselor_id: UUID, owner_id: UUID, note_id: UUID) -> SessionNote | None:
    """A note of the counselor's own, to be changed."""
    values = {"counselor_id": counselor_id, "owner_id": owner_id, "note_id": note_id}
    found: SessionNote | None = db.session.execute(_BY_ME, values).scalar()
    return found
