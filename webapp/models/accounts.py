"""People who sign in, their devices, and the codes that let them in."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from webapp.enums import Language, Role, TextSize, Theme
from webapp.models.base import LINE, Owned, Row, now


class Account(Row, table=True):
    role: str = Field(max_length=20, default=Role.PARTICIPANT)
    username: str = Field(max_length=64, unique=True)
    """As compared: NFKC, case folded."""
    name: str = Field(max_length=LINE)
    password_hash: str = Field(max_length=200)
    language: str = Field(max_length=5, default=Language.ENGLISH)
    theme: str = Field(max_length=10, default=Theme.SYSTEM)
    text_size: str = Field(max_length=10, default=TextSize.NORMAL)
    time_zone: str | None = Field(default=None, max_length=64)
    """IANA name; None follows the program."""
    active: bool = True
    created_at: datetime = Field(default_factory=now)
    password_reset_at: datetime | None = None
    """When staff last issued a reset code that was used; the person is told at the next sign-in."""
    second_step_removed_at: datetime | None = None
    """When the second step of signing in was taken away; the person is told at the next sign-in."""
    leaves_at: datetime | None = None
    """When all that the person wrote is erased, as they asked; until then they may stay."""
    discharge_on: date | None = None
    """The last day in the program; the day after it, the account is an alumni account."""
    team_until: datetime | None = None
    """When the care team stops reading, whatever was agreed: the end of that day, or later if the person signed so."""


class Device(Row, table=True):
    """A device signed in: the server's side of the session cookie."""

    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    token_hash: str = Field(max_length=64, unique=True)
    label: str = Field(max_length=LINE)
    created_at: datetime = Field(default_factory=now)
    last_seen_at: datetime = Field(default_factory=now)
    confirmed_at: datetime = Field(default_factory=now)
    """When the password was last given on this device."""
    second_step_at: datetime | None = None
    """When the second step of signing in was made here. Staff get nowhere without it."""
    ended_at: datetime | None = None


class SecondFactor(Row, table=True):
    """The authenticator app of somebody on the staff."""

    __tablename__ = "second_factor"
    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE", unique=True)
    key: str = Field(max_length=64)
    """What the app and we both know, in base 32."""
    last_step: int
    """The 30 seconds, counted from 1970, whose code was accepted last: each code works once."""
    created_at: datetime = Field(default_factory=now)


class RecoveryCode(Row, table=True):
    """Signs somebody in once when the app is not at hand."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("account_id", "code_hash"),)
    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE")
    code_hash: str = Field(max_length=64)
    used_at: datetime | None = None


class KnownDevice(Row, table=True):
    """A browser from which an account has signed in before: it has its own allowance of wrong passwords."""

    __tablename__ = "known_device"
    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    token_hash: str = Field(max_length=64, unique=True)
    created_at: datetime = Field(default_factory=now)


class Throttle(Row, table=True):
    """A token bucket of guesses, kept in the database so that a restart forgives nothing."""

    key: str = Field(max_length=64, unique=True)
    """SHA-256 of what is limited: an account name, an address or a known device."""
    tokens: float
    updated_at: datetime = Field(default_factory=now)


class Invite(Row, table=True):
    code_hash: str = Field(max_length=64, unique=True)
    role: str = Field(max_length=20)
    note: str = Field(default="", max_length=LINE)
    """Who it is for, in the admin's words; never shown to anybody else."""
    created_by: UUID | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL")
    created_at: datetime = Field(default_factory=now)
    expires_at: datetime
    used_at: datetime | None = None
    used_by: UUID | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL")
    withdrawn_at: datetime | None = None


class ResetCode(Row, table=True):
    __tablename__ = "reset_code"
    code_hash: str = Field(max_length=64, unique=True)
    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    issued_by: UUID | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL")
    created_at: datetime = Field(default_factory=now)
    expires_at: datetime
    used_at: datetime | None = None


class FocusChoice(Owned, table=True):
    """One thing that the person works on; the first one decides the word for an urge."""

    __tablename__ = "focus_choice"
    __table_args__ = (UniqueConstraint("owner_id", "focus"),)
    focus: str = Field(max_length=32)
    position: int = 0
