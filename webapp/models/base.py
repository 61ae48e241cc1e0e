"""What every table shares: named constraints, ids made anywhere, times in UTC, text limits."""

import os
import threading
import time
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, MetaData
from sqlmodel import Field, SQLModel

metadata: MetaData = SQLModel.metadata
metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

LINE = 200
"""Characters in a one-line answer."""
NOTE = 10_000
"""Characters in a note."""

_uuid_lock = threading.Lock()
_uuid_last = UUID(int=0)


def uuid7() -> UUID:
    """A UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then 74 random bits; in a process always rising."""
    global _uuid_last
    random = int.from_bytes(os.urandom(10))
    with _uuid_lock:
        milliseconds = time.time_ns() // 1_000_000
        value = milliseconds << 80 | 0x7 << 76 | (random >> 68) << 64 | 0b10 << 62 | random & (1 << 62) - 1
        _uuid_last = UUID(int=max(value, _uuid_last.int + 1))
        return _uuid_last


def uuid7_after(earlier: UUID) -> UUID:
    """One that sorts after `earlier`, also when the clock was set back since that was made."""
    return max(uuid7(), UUID(int=earlier.int + 1))


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def within(column: str, low: int, high: int) -> CheckConstraint:
    return CheckConstraint(f"{column} BETWEEN {low} AND {high}", name=f"{column}_range")


class Row(SQLModel):
    """A row with an id that a phone or the server may make."""

    id: UUID = Field(default_factory=uuid7, primary_key=True)


class Owned(Row):
    """A row that belongs to one participant. Reading it goes through `scope`."""

    owner_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE")


class Logged(Owned):
    """A row of the log: an event with the time at which it happened, in the person's own day."""

    occurred_at: datetime
    utc_offset: int
    """Minutes east of UTC where and when it happened."""
    day: date
    """The participant's local day, fixed when written."""
    received_at: datetime = Field(default_factory=now)
    private: bool = False
    """Kept from the care team, whatever was agreed."""
    for_session: bool = False
    """'Bring to session'."""
    version: int = 1
    deleted_at: datetime | None = None
