"""What the care team does with what somebody shares: marks it as read, answers, suggests, asks for something."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from webapp.models.base import LINE, Owned, now

ANSWER = 1000
"""Characters in an answer of the team."""


class EntryRead(Owned, table=True):
    """A counselor marked one entry as read."""

    __tablename__ = "entry_read"
    __table_args__ = (UniqueConstraint("entry_id", "reader_id"), Index("ix_entry_read_owner_id", "owner_id"))
    kind: str = Field(max_length=20)
    entry_id: UUID
    reader_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE")
    read_at: datetime = Field(default_factory=now)


class Reply(Owned, table=True):
    """What a counselor wrote under an entry. Taken back, it says so and holds no words."""

    __table_args__ = (Index("ix_reply_owner_id", "owner_id", "entry_id"),)
    kind: str = Field(max_length=20)
    entry_id: UUID
    author_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE")
    text: str = Field(max_length=ANSWER)
    version: int = 1
    written_at: datetime = Field(default_factory=now)
    changed_at: datetime | None = None
    withdrawn_at: datetime | None = None
    thanked_at: datetime | None = None
    """The participant said thanks."""


class PlanSuggestion(Owned, table=True):
    """A line for a section of a plan. It changes nothing until the participant takes it."""

    __tablename__ = "plan_suggestion"
    __table_args__ = (Index("ix_plan_suggestion_owner_id", "owner_id", "section"),)
    section: str = Field(max_length=40)
    text: str = Field(max_length=LINE)
    instead_of: str = Field(default="", max_length=LINE)
    """The words of the line that it would replace; '' for a new line."""
    why: str = Field(default="", max_length=LINE)
    author_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE")
    made_at: datetime = Field(default_factory=now)
    withdrawn_at: datetime | None = None
    answered_at: datetime | None = None
    accepted: bool | None = None


class TeamTask(Owned, table=True):
    """Something to read or to try that a counselor asked for. Whether it is done, the log and Learn say."""

    __tablename__ = "team_task"
    __table_args__ = (Index("ix_team_task_owner_id", "owner_id"),)
    kind: str = Field(max_length=10)
    """'module' or 'skill'."""
    slug: str = Field(max_length=64)
    due_on: date
    why: str = Field(default="", max_length=LINE)
    author_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE")
    made_at: datetime = Field(default_factory=now)
    withdrawn_at: datetime | None = None
