"""The program that hosts Foothold: settings, crisis lines, groups, who looks after whom. One program per database."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from webapp.models.base import LINE, Owned, Row, now


class Program(Row, table=True):
    __table_args__ = (CheckConstraint("singleton = 1", name="one_row"), UniqueConstraint("singleton"))
    singleton: int = 1
    name: str = Field(default="", max_length=LINE)
    time_zone: str = Field(default="America/New_York", max_length=64)
    phone: str = Field(default="", max_length=40)
    phone_hours: str = Field(default="", max_length=LINE)
    """When somebody answers there: 'weekdays 8 to 6'."""
    phone_hours_es: str = Field(default="", max_length=LINE)
    reading_hours: str = Field(default="", max_length=LINE)
    """When the team reads, as participants are told: 'weekdays 9 to 5'."""
    reading_hours_es: str = Field(default="", max_length=LINE)
    reading_days: list[int] = Field(default_factory=list, sa_type=JSON)
    """The days of the week on which the team reads, 1 for Monday; while there are none, the words above hold."""
    reading_by: str = Field(default="", max_length=5)
    """By when on those days: '17:00'."""
    closed_days: list[str] = Field(default_factory=list, sa_type=JSON)
    """When nobody reads at all: '2026-12-24/2027-01-01', in order."""
    flag_rules: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    """What is pointed out to counselors, as chosen: rules by key, 0 for off, and their numbers (`flags/rules.py`)."""
    harm_reduction: bool = True
    """Whether 'if you might use again' is shown; naloxone and 911 always are."""
    code_salt: str = Field(max_length=64)
    """Hex; makes the slow hash of invite and reset codes this installation's own."""
    set_up_at: datetime | None = None
    is_example: bool = False
    """The invented program of `serve --demo`: there alone, staff may sign in without a second step."""


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


class Coverage(Row, table=True):
    """A counselor is away on these days: somebody else looks after their caseload, or nobody does."""

    __table_args__ = (
        CheckConstraint("covering_id <> counselor_id", name="somebody_else"),
        CheckConstraint("last_day >= first_day", name="days_in_order"),
    )
    counselor_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    covering_id: UUID | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL", index=True)
    first_day: date
    last_day: date
    starts_at: datetime
    ends_at: datetime
    """The midnights before the first and after the last day, where the program is."""
    ended_at: datetime | None = None
    """Ended early, or called off."""


class GroupWeek(Row, table=True):
    """A week of a therapy group that somebody wanted to be counted in."""

    __tablename__ = "group_week"
    __table_args__ = (UniqueConstraint("group_id", "monday"),)
    group_id: UUID = Field(foreign_key="therapy_group.id", ondelete="CASCADE")
    monday: date
    people: int = 0
    """How many wanted it when the week was over. With one less than that, the week is shown no more."""


class WeekOptIn(Owned, table=True):
    """A participant wants to be counted in this week of their group."""

    __tablename__ = "week_opt_in"
    __table_args__ = (UniqueConstraint("owner_id", "week_id"),)
    week_id: UUID = Field(foreign_key="group_week.id", ondelete="CASCADE", index=True)
    asked_at: datetime = Field(default_factory=now)
