"""What was agreed in a session."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from webapp.models.base import Owned, now

AGREED = 1000
"""Characters in what was agreed, and in the answer to it: both fit on the sheet of the next session."""


class SessionNote(Owned, table=True):
    """Written down by a counselor, read by the person, who says that it is right or what is not.

    Its author may change it until the person has answered; from then on both stand as they are.
    """

    __tablename__ = "session_note"
    __table_args__ = (Index("ix_session_note_owner_id", "owner_id", "met_on"),)
    met_on: date
    text: str = Field(max_length=AGREED)
    author_id: UUID | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL")
    written_at: datetime = Field(default_factory=now)
    changed_at: datetime | None = None
    is_right: bool = False
    """The person said so."""
    answer: str = Field(default="", max_length=AGREED)
    answered_at: datetime | None = None
    version: int = 1
