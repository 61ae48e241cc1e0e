"""What the outbox of a phone says with a request, and what it is told.

The outbox keeps each form until it is told that we have it (`FH-Ack`), or why not (`FH-Reason`). Without its headers a
request is a plain form of this moment.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import request
from werkzeug.exceptions import Conflict

OWNER, MADE, SENT = "FH-Outbox-User", "FH-Made", "FH-Sent"
ACK, REASON = "FH-Ack", "FH-Reason"
WRONG_CLOCK = timedelta(minutes=2)
"""What a phone's clock may differ before we believe ours."""
FARTHEST_OFFSET = 14 * 60
MOST_DIGITS = 13
"""Milliseconds until the year 2286: what is worked out from two of them is still a year that can be written."""


class SomeoneElse(Conflict):
    """Another account is signed in on that phone by now: nothing is stored."""

    reason = "other-account"


@dataclass(frozen=True, slots=True)
class Told:
    """When a form was filled in, by our clock, and how far the phone's own clock is off."""

    made_at: datetime
    utc_offset: int
    """Minutes east of UTC where the phone was."""
    off_by: timedelta
    """Zero for a clock that is good enough."""


def is_outbox() -> bool:
    """Whether a script asks that keeps the form until it is told that we have it."""
    return OWNER in request.headers


def refuse_for_others(account_tag: str) -> None:
    """Raise unless the request is made for this account, or for nobody in particular."""
    if request.headers.get(OWNER, account_tag) != account_tag:
        raise SomeoneElse


def told() -> Told | None:
    """None when the request does not say, or says what cannot be read."""
    made, _, offset = request.headers.get(MADE, "").partition(" ")
    made_at, sent_at, utc_offset = _moment(made), _moment(request.headers.get(SENT, "")), _whole(offset)
    if made_at is None or sent_at is None or utc_offset is None or abs(utc_offset) > FARTHEST_OFFSET:
        return None
    now = datetime.now(UTC)
    off_by = now - sent_at if abs(now - sent_at) > WRONG_CLOCK else timedelta()
    return Told(min(made_at + off_by, now), utc_offset, off_by)


def _moment(milliseconds: str) -> datetime | None:
    number = _whole(milliseconds)
    return None if number is None or number < 0 else datetime.fromtimestamp(number / 1000, UTC)


def _whole(text: str) -> int | None:
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS else None
