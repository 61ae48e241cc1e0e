"""Triggers, skills, people, the plan and days counted: what a participant keeps."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from webapp.models.base import LINE, NOTE, Owned, now, within


class Trigger(Owned, table=True):
    __table_args__ = (UniqueConstraint("owner_id", "slug"), Index("ix_trigger_owner_id", "owner_id", "hidden"))
    slug: str | None = Field(default=None, max_length=64)
    """Of a common trigger; its name comes from the content folder. Own ones have none."""
    name: str = Field(default="", max_length=LINE)
    category: str = Field(max_length=20)
    hidden: bool = False
    created_at: datetime = Field(default_factory=now)


class IfThen(Owned, table=True):
    """'If this, then I will.' Any number kept, at most three active at once."""

    __tablename__ = "if_then"
    __table_args__ = (Index("ix_if_then_owner_id", "owner_id", "active"),)
    trigger_id: UUID | None = Field(default=None, foreign_key="trigger.id", ondelete="SET NULL")
    skill_key: str | None = Field(default=None, max_length=64)
    cue: str = Field(max_length=LINE)
    act: str = Field(max_length=LINE)
    backup: str = Field(default="", max_length=LINE)
    active: bool = True
    version: int = 1
    created_at: datetime = Field(default_factory=now)
    removed_at: datetime | None = None


class Skill(Owned, table=True):
    """A skill of one's own, or what the person decided about one of the library's."""

    __table_args__ = (UniqueConstraint("owner_id", "slug"),)
    slug: str | None = Field(default=None, max_length=64)
    name: str = Field(default="", max_length=LINE)
    how: str = Field(default="", max_length=NOTE)
    category: str = Field(default="action", max_length=20)
    favourite: bool = False
    hidden: bool = False
    version: int = 1
    created_at: datetime = Field(default_factory=now)


class Person(Owned, table=True):
    """The one address book."""

    __table_args__ = (Index("ix_person_owner_id", "owner_id", "position"),)
    name: str = Field(max_length=LINE)
    relation: str = Field(default="", max_length=LINE)
    phone: str = Field(default="", max_length=40)
    """As typed; dialled in its E.164 form."""
    when: str = Field(default="", max_length=LINE)
    say: str = Field(default="", max_length=LINE)
    """What I will say, or want to hear."""
    can_text: bool = True
    agreed: bool = False
    """They know that they are on the list."""
    position: int = 0
    version: int = 1
    created_at: datetime = Field(default_factory=now)
    removed_at: datetime | None = None


class PlanVersion(Owned, table=True):
    """One version of one section of a plan. Never changed; the newest number is the plan."""

    __tablename__ = "plan_version"
    __table_args__ = (UniqueConstraint("owner_id", "section", "number"),)
    section: str = Field(max_length=40)
    number: int
    items: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    """Lines in order: {'text': str} and, where linked, 'skill', 'person' or 'trigger' with its key."""
    author_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE")
    written_at: datetime = Field(default_factory=now)


class PlanReview(Owned, table=True):
    __tablename__ = "plan_review"
    __table_args__ = (Index("ix_plan_review_owner_id", "owner_id", "reviewed_at"),)
    plan: str = Field(max_length=20)
    reviewed_at: datetime = Field(default_factory=now)
    reviewed_by: UUID = Field(foreign_key="account.id", ondelete="CASCADE")


class Counter(Owned, table=True):
    """Days counted from a start date. Editing it tells nobody."""

    __table_args__ = (within("day_minutes", 0, 1440), Index("ix_counter_owner_id", "owner_id"))
    focus: str | None = Field(default=None, max_length=32)
    label: str = Field(default="", max_length=LINE)
    started_on: date
    day_cost: int | None = None
    """Cents that a day used to cost."""
    day_minutes: int | None = None
    show_numbers: bool = True
    show_run: bool = False
    hidden: bool = False
    version: int = 1
    created_at: datetime = Field(default_factory=now)
