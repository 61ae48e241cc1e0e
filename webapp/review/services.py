"""What counselors do: answer requests for a call. And the trail of what they looked at."""

from collections.abc import Iterable
from uuid import UUID

from webapp import audit
from webapp.enums import Role
from webapp.extensions import db
from webapp.models import CallRequest, now
from webapp.review.forms import Handling


def note_look(counselor_id: UUID, owners: Iterable[UUID], subject: str, detail: str = "") -> None:
    """Record, in a transaction of its own, that these participants' records were looked at."""
    with db.writing():
        for owner_id in owners:
            audit.record(
                "viewed",
                subject,
                actor_id=counselor_id,
                actor_role=Role.COUNSELOR,
                owner_id=owner_id,
                detail=detail,
            )


def handle(request: CallRequest, counselor_id: UUID, asked: Handling) -> None:
    """Note who calls. A request stays open until somebody called; one that was answered stays as it is."""
    if request.handled_at is not None:
        return
    request.handled_by, request.handled_how = counselor_id, asked.how
    if asked.how == "called":
        request.handled_at = now()
    db.session.flush()
    audit.record(
        "answered",
        "call",
        request.id,
        actor_id=counselor_id,
        actor_role=Role.COUNSELOR,
        owner_id=request.owner_id,
        detail=asked.how,
    )
