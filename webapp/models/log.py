"""What a participant logs."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from webapp.enums import UrgeWord
from webapp.models.base import LINE, NOTE, Logged, Owned, now, within


def log_indexes(table: str) -> tuple[Index, ...]:
    """The two that every log table has: by time for pages, by day for counts."""
    return (
        Index(f"ix_{table}_owner_time", "owner_id", "occurred_at", "id"),
        Index(f"ix_{table}_owner_day", "owner_id", "day"),
    )


class Urge(Logged, table=True):
    __table_args__ = (within("strength", 0, 10), within("strength_now", 0, 10), *log_indexes("urge"))
    word: str = Field(max_length=10, default=UrgeWord.URGE)
    focus: str | None = Field(default=None, max_length=32)
    strength: int
    strength_now: int | None = None
    rerated_at: datetime | None = None
    place: str | None = Field(default=None, max_length=LINE)
    company: str | None = Field(default=None, max_length=LINE)
    feelings: list[str] = Field(default_factory=list, sa_type=JSON)
    actions: list[str] = Field(default_factory=list, sa_type=JSON)
    thought: str | None = Field(default=None, max_length=NOTE)
    note: str | None = Field(default=None, max_length=NOTE)
    acted: str | None = Field(default=None, max_length=20)
    safe: str | None = Field(default=None, max_length=20)
    harm_thoughts: str | None = Field(default=None, max_length=20)
    safety_skipped: bool = False


class UrgeTrigger(Owned, table=True):
    __tablename__ = "urge_trigger"
    __table_args__ = (
        UniqueConstraint("urge_id", "trigger_id"),
        Index("ix_urge_trigger_owner_trigger", "owner_id", "trigger_id"),
    )
    urge_id: UUID = Field(foreign_key="urge.id", ondelete="CASCADE")
    trigger_id: UUID = Field(foreign_key="trigger.id", ondelete="CASCADE")


class Lapse(Logged, table=True):
    """A return to use, or acting on the urge. A lapse is data."""

    __table_args__ = log_indexes("lapse")
    focus: str | None = Field(default=None, max_length=32)
    urge_id: UUID | None = Field(default=None, foreign_key="urge.id", ondelete="SET NULL")
    kind: str = Field(default="", max_length=20)
    """What happened, as `content/clinical/lapse.yaml` names it: 'use', 'gambling' ...; '' while nobody said."""
    note: str | None = Field(default=None, max_length=NOTE)
    look_back: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """Answers to the look-back questions, by their slug."""
    steps_done: list[str] = Field(default_factory=list, sa_type=JSON)
    told_team: bool = False
    """The person decided that the care team is told of this one, whatever else they share."""
    safe: str | None = Field(default=None, max_length=20)
    harm_thoughts: str | None = Field(default=None, max_length=20)
    safety_skipped: bool = False


class CheckIn(Logged, table=True):
    __tablename__ = "check_in"
    __table_args__ = (
        within("mood", 1, 5),
        within("craving", 0, 10),
        within("sleep_hours", 0, 24),
        *log_indexes("check_in"),
    )
    mood: int
    """1 is the lowest."""
    craving: int | None = None
    sleep_hours: int | None = None
    hungry: bool = False
    angry: bool = False
    lonely: bool = False
    tired: bool = False
    note: str | None = Field(default=None, max_length=NOTE)


class Practice(Logged, table=True):
    """A coping skill was used. Rows with both ratings are the evidence for 'what works for me'."""

    __table_args__ = (
        within("before", 0, 10),
        within("after", 0, 10),
        within("minutes", 0, 1440),
        *log_indexes("practice"),
        Index("ix_practice_owner_skill", "owner_id", "skill_key", "before", "after"),
        Index("ix_practice_urge_id", "urge_id"),
    )
    skill_key: str = Field(max_length=64)
    """A library slug, or 'own:' and the id of an own skill."""
    urge_id: UUID | None = Field(default=None, foreign_key="urge.id", ondelete="SET NULL")
    before: int | None = None
    after: int | None = None
    minutes: int | None = None
    note: str | None = Field(default=None, max_length=NOTE)


class WarningSign(Owned, table=True):
    __tablename__ = "warning_sign"
    __table_args__ = (Index("ix_warning_sign_owner_id", "owner_id", "position"),)
    text: str = Field(max_length=LINE)
    level: str = Field(max_length=20)
    position: int = 0
    hidden: bool = False
    created_at: datetime = Field(default_factory=now)


class SignCheck(Logged, table=True):
    """The weekly tick list of one's own warning signs."""

    __tablename__ = "sign_check"
    __table_args__ = log_indexes("sign_check")
    level: str = Field(max_length=20)
    """The furthest level with a sign ticked; steady without one."""
    signs: list[str] = Field(default_factory=list, sa_type=JSON)
    """The signs ticked, as they were worded."""
    note: str | None = Field(default=None, max_length=NOTE)


ASKED_AGAIN = "asked-again"


class CallRequest(Owned, table=True):
    """'Ask my team to call me': shares only itself. Asking again closes the open request and makes a new one."""

    __tablename__ = "call_request"
    __table_args__ = (Index("ix_call_request_owner_id", "owner_id", "requested_at"),)
    requested_at: datetime = Field(default_factory=now)
    withdrawn_at: datetime | None = None
    handled_at: datetime | None = None
    handled_by: UUID | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL")
    handled_how: str | None = Field(default=None, max_length=LINE)
    """What the team said; `ASKED_AGAIN` while `handled_by` said so of the request before, and nobody of this one."""
