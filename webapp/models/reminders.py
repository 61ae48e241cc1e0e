"""Reminders: what a person asked for, where they go, and which were sent."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from webapp.models.base import LINE, Owned, now, within

ENDPOINT = 1000
"""Characters in the address of a browser's push service."""


class ReminderChoice(Owned, table=True):
    """What somebody wants to be reminded of. Hours are of the clock on their wall."""

    __tablename__ = "reminder_choice"
    __table_args__ = (
        UniqueConstraint("owner_id"),
        within("hour", 0, 23),
        within("quiet_from", 0, 23),
        within("quiet_until", 0, 23),
    )
    check_in: bool = False
    signs: bool = False
    hour: int = 18
    quiet_from: int = 21
    quiet_until: int = 8
    """The same hour twice: no quiet hours."""
    text: str = Field(default="", max_length=LINE)
    """What the phone shows; '' for words that say nothing about what it is for."""


class PushSubscription(Owned, table=True):
    """Where the notifications of one device go, with keys that only it and we have. It ends with the sign-in there."""

    __tablename__ = "push_subscription"
    __table_args__ = (UniqueConstraint("device_id"), UniqueConstraint("endpoint"))
    device_id: UUID = Field(foreign_key="device.id", ondelete="CASCADE")
    endpoint: str = Field(max_length=ENDPOINT)
    p256dh: str = Field(max_length=100)
    auth: str = Field(max_length=40)
    created_at: datetime = Field(default_factory=now)


class ReminderSent(Owned, table=True):
    """Claimed by whoever sends it: of each kind one a local day, however many send."""

    __tablename__ = "reminder_sent"
    __table_args__ = (UniqueConstraint("owner_id", "kind", "day"),)
    kind: str = Field(max_length=20)
    day: date
    claimed_at: datetime = Field(default_factory=now)
