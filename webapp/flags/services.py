"""Answering a flag. Each answer is a row of its own, so that two counselors lose nothing of each other's."""

from datetime import datetime
from uuid import UUID

from webapp import audit
from webapp.extensions import db
from webapp.flags.forms import Answer
from webapp.models import FlagNote


def answer(owner_id: UUID, counselor_id: UUID, asked: Answer, raised_at: datetime) -> None:
    note = FlagNote(
        owner_id=owner_id, rule=asked.rule, cause=asked.cause, by_id=counselor_id, action=asked.action,
        reason=asked.reason, words=asked.words, raised_at=raised_at,
    )  # fmt: skip
    db.session.add(note)
    db.session.flush()
    audit.by_counselor("answered", "flag", note.id, counselor_id=counselor_id, owner_id=owner_id, detail=asked.action)
