"""Moments as people live them: in UTC, with the offset where they happened, on a local day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo


class Happened(Protocol):
    """Anything that says when it happened."""

    occurred_at: datetime
    utc_offset: int


class Arrived(Protocol):
    """An entry: when it happened, and when the server had it."""

    occurred_at: datetime
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Moment:
    occurred_at: datetime
    utc_offset: int
    """Minutes east of UTC."""

    @property
    def day(self) -> date:
        return local(self.occurred_at, self.utc_offset).date()


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def moment(time_zone: str, at: datetime | None = None) -> Moment:
    """`at` (or the present), with the offset that the zone's rules give it."""
    at = at or datetime.now(UTC)
    offset = at.astimezone(zone(time_zone)).utcoffset() or timedelta()
    return Moment(at.astimezone(UTC), int(offset.total_seconds() // 60))


def moment_of_wall_clock(time_zone: str, wall: datetime) -> Moment:
    """The moment that a clock on the wall showed: the first of two equal times, the next for one that was skipped."""
    return moment(time_zone, wall.replace(tzinfo=zone(time_zone)).astimezone(UTC))


def today(time_zone: str, at: datetime | None = None) -> date:
    """The local day, by the rules of the zone: days are 23, 24 or 25 hours long."""
    return (at or datetime.now(UTC)).astimezone(zone(time_zone)).date()


def local(at: datetime, utc_offset: int) -> datetime:
    """The wall-clock time at which something happened, where it happened."""
    return at.astimezone(_fixed(utc_offset))


def local_in(time_zone: str, at: datetime) -> datetime:
    """The wall-clock time of a moment by the rules of a zone."""
    return at.astimezone(zone(time_zone))


@lru_cache(maxsize=256)
def _fixed(utc_offset: int) -> timezone:
    return timezone(timedelta(minutes=utc_offset))


def is_past(entry: Arrived) -> bool:
    """Whether this is looking back: it happened half a day ago, and was not saved just now."""
    at = datetime.now(UTC)
    return entry.occurred_at < at - timedelta(hours=12) and entry.received_at < at - timedelta(minutes=10)


def wall_clock(happened: Happened) -> str:
    """The local time at which something happened, as a date and time box holds it."""
    return local(happened.occurred_at, happened.utc_offset).strftime("%Y-%m-%dT%H:%M")
