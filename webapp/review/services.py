"""What counselors do: answer requests for a call. And the trail of what they looked at."""

import textwrap
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from webapp import audit
from webapp.enums import Role
from webapp.extensions import db
from webapp.models import ASKED_AGAIN, LINE, Account, CallRequest, now
from webapp.review import queries
from webapp.review.forms import Handling


def note_look(counselor_id: UUID, subject: str, read_of: Mapping[UUID, str]) -> None:
    """Record, in a transaction of its own, what was read of whom: categories, with the days of their entries.

    One row holds as many as fit.
    """
    told = [
        (owner_id, detail)
        for owner_id, details in read_of.items()
        for detail in (textwrap.wrap(details, LINE, break_on_hyphens=False) if len(details) > LINE else [details])
    ]
    with db.writing():
        audit.viewed(subject, told, actor_id=counselor_id, actor_role=Role.COUNSELOR)


def days_of(days: list[date]) -> str:
    """What the trail says of the days of entries, behind their category: ':2026-11-16/2026-11-20'."""
    if not days:
        return ""
    first, last = min(days).isoformat(), max(days).isoformat()
    return f":{first}" if first == last else f":{first}/{last}"


def participant(counselor_id: UUID, owner_id: UUID) -> Account | None:
    """The account of somebody whom the counselor looks after now."""
    return db.session.get(Account, owner_id) if queries.person(counselor_id, owner_id) else None


def handle(request: CallRequest, counselor_id: UUID, asked: Handling) -> bool:
    """Note who calls; a request stays open until somebody called. Whether it is so now.

    What a colleague said stands, and so does a request that was asked again: that one called too is in the trail alone.
    """
    waits, is_mine = request.handled_at is None, request.handled_by == counselor_id
    if is_mine and request.handled_how == asked.how:
        return True
    told: tuple[UUID | None, str | None, datetime | None]
    match asked.how:
        case "called":
            is_so, told = waits, (counselor_id, asked.how, now())
        case "will-call":
            is_free = request.handled_by is None or is_mine or request.handled_how == ASKED_AGAIN
            is_so, told = waits and is_free, (counselor_id, asked.how, None)
        case "not-called":
            is_so, told = queries.just_called(counselor_id, request.id) is not None, (None, None, None)
    if is_so:
        request.handled_by, request.handled_how, request.handled_at = told
    if is_so or asked.how == "called":
        db.session.flush()
        audit.by_counselor(
            "answered", "call", request.id, counselor_id=counselor_id, owner_id=request.owner_id, detail=asked.how
        )
    return is_so
