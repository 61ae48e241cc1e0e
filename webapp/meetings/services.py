"""Writing down what was agreed, and answering it. Nothing of the counselor's changes after the answer."""

from uuid import UUID

from webapp import audit
from webapp.extensions import db
from webapp.meetings.forms import NewNote, NoteAnswer, NoteChange
from webapp.models import SessionNote, now

SUBJECT = "session note"


def write(owner_id: UUID, author_id: UUID, asked: NewNote) -> None:
    """Keep it under the id of the form. The caller has claimed it."""
    note = SessionNote(id=asked.id, owner_id=owner_id, author_id=author_id, met_on=asked.met_on, text=asked.text)
    db.session.add(note)
    _noted("wrote", note)


def change(note: SessionNote, asked: NoteChange) -> None:
    note.met_on, note.text = asked.met_on, asked.text
    note.changed_at = now()
    note.version += 1
    _noted("changed", note)


def _noted(action: str, note: SessionNote) -> None:
    db.session.flush()
    audit.by_counselor(action, SUBJECT, note.id, counselor_id=note.author_id, owner_id=note.owner_id)


def answer(note: SessionNote, asked: NoteAnswer) -> None:
    note.is_right, note.answer, note.answered_at = asked.right, asked.answer, now()
    note.version += 1
    db.session.flush()
    audit.by_owner("answered", SUBJECT, note.id, note.owner_id)
