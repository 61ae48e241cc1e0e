"""Groups and appointments after the program, and how they go into a calendar."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from webapp.models.base import LINE, Owned, now, within

LINK = 500
"""Characters in the address of a meeting on the web: some carry a passcode."""
DAY = 24 * 60


class Appointment(Owned, table=True):
    """Every week on some days, or once. Day and time are of the clock on the wall in `time_zone`."""

    __table_args__ = (
        within("begins", 0, DAY - 1),
        within("lasts", 5, DAY),
        Index("ix_appointment_owner_id", "owner_id"),
    )
    title: str = Field(max_length=LINE)
    weekdays: list[int] = Field(default_factory=list, sa_type=JSON)
    """0 is Monday; none for once."""
    first_on: date
    last_on: date | None = None
    begins: int
    """Minutes after midnight."""
    lasts: int = 60
    time_zone: str = Field(max_length=64)
    place: str = Field(default="", max_length=LINE)
    link: str = Field(default="", max_length=LINK)
    person_id: UUID | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL")
    """Who goes along."""
    skipped: list[str] = Field(default_factory=list, sa_type=JSON)
    """Days that are left out, as ISO 8601 has them."""
    version: int = 1
    created_at: datetime = Field(default_factory=now)
    changed_at: datetime = Field(default_factory=now)
    removed_at: datetime | None = None


class CalendarChoice(Owned, table=True):
    """How appointments go into the person's calendar program."""

    __tablename__ = "calendar_choice"
    __table_args__ = (
        UniqueConstraint("owner_id"),
        UniqueConstraint("secret_hash"),
        within("remind_before", 0, DAY),
    )
    own_words: bool = False
    """Titles and places as written; otherwise a word that says nothing."""
    remind_before: int = 60
    """Minutes; 0 for no reminder."""
    secret_hash: str | None = Field(default=None, max_length=64)
    """Of the address that calendar programs read; none while it is turned off."""
