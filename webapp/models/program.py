"""The program that hosts Foothold: settings, crisis lines, groups, who looks after whom. One program per database."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from webapp.models.base import LINE, Row, now


class Program(Row, table=True):
    __table_args__ = (CheckConstraint("singleton = 1", name="one_row"), UniqueConstraint("singleton"))
    singleton: int = 1
    name: str = Field(default="", max_length=LINE)
    time_zone: str = Field(default="America/New_York", max_length=64)
    phone: str = Field(default="", max_length=40)
    phone_hours: str = Field(default="", max_length=LINE)
    reading_hours: str = Field(default="", max_length=LINE)
    """When the team reads, as participants are told: 'weekdays 9 to 5'."""
    reading_hours_es: str = Field(default="", max_length=LINE)
    harm_reduction: bool = True
    """Whether 'if you might use again' is shown; naloxone and 911 always are."""
    code_salt: str = Field(max_length=64)
    """Hex; makes the slow hash of invite and reset codes this installation's own."""
    set_up_at: datetime | None = None


class CrisisLine(Row, table=True):
    """A line on Help now: one of the national ones in `content/clinical/`, or the clinic's own."""

    __tablename__ = "crisis_line"
    __table_args__ = (UniqueConstraint("slug"),)
    slug: str | None = Field(default=None, max_length=64)
    """Of a national line; its words come from the content folder."""
    kind: str = Field(default="call", max_length=10)
    name: str = Field(default="", max_length=LINE)
    detail: str = Field(default="", max_length=LINE)
    number: str = Field(default="", max_length=40)
    position: int = 0
    shown: bool = True
    confirmed_at: datetime | None = None
    confirmed_by: UUID | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL")


class TherapyGroup(Row, table=True):
    __tablename__ = "therapy_group"
    name: str = Field(max_length=LINE, unique=True)
    when: str = Field(default="", max_length=LINE)
    closed_at: datetime | None = None


class GroupMember(Row, table=True):
    __tablename__ = "group_member"
    __table_args__ = (UniqueConstraint("group_id", "account_id"),)
    group_id: UUID = Field(foreign_key="therapy_group.id", ondelete="CASCADE")
    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    joined_on: date


class Assignment(Row, table=True):
    """A counselor looks after a participant; together they are the care team. At most one open row a pair."""

    __table_args__ = (
        Index(
            "uq_assignment_open",
            "participant_id",
            "counselor_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )
    participant_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE")
    counselor_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    started_at: datetime = Field(default_factory=now)
    ended_at: datetime | None = None
