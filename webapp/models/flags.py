"""What staff did about a flag. Flags themselves are not stored: they follow from what is shared at the moment."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from webapp.models.base import LINE, Owned, now


class FlagNote(Owned, table=True):
    """One counselor's answer to one flag. Never changed: a second answer is a second row."""

    __tablename__ = "flag_note"
    __table_args__ = (Index("ix_flag_note_owner_id", "owner_id", "at"),)
    rule: str = Field(max_length=20)
    cause: str = Field(max_length=40)
    """What raised it: the id of an entry, or a day. A later cause is another flag."""
    raised_at: datetime | None = None
    """Since when the flag stood."""
    at: datetime = Field(default_factory=now)
    by_id: UUID | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL")
    action: str = Field(max_length=20)
    reason: str = Field(default="", max_length=LINE)
    """Why nothing was needed; asked for only then."""
    words: str = Field(default="", max_length=LINE)
    """A line for the participant."""
