"""What counselors do: answer requests for a call. And the trail of what they looked at."""

import textwrap
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from webapp import audit
from webapp.enums import Role
from webapp.extensions import db
from webapp.models import LINE, Account, CallRequest, now
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


def handle(request: CallRequest, counselor_id: UUID, asked: Handling) -> None:
    """Note who calls. A request stays open until somebody called; one that was answered stays as it is."""
    if request.handled_at is not None:
        return
    request.handled_by, request.handled_how = counselor_id, asked.how
    if asked.how == "called":
        request.handled_at = now()
    db.session.flush()
    audit.by_counselor(
        "answered", "call", request.id, counselor_id=counselor_id, owner_id=request.owner_id, detail=asked.how
    )
