"""The trail: who did what to whose record. Written in the same transaction; it never drives a page's logic."""

from uuid import UUID

from sqlalchemy import insert

from webapp.extensions import db
from webapp.models import Audit, now, uuid7

_INSERT = insert(Audit)


def record(
    action: str,
    subject: str,
    subject_id: UUID | None = None,
    *,
    actor_id: UUID | None,
    actor_role: str = "",
    owner_id: UUID | None = None,
    detail: str = "",
) -> None:
    """Add one row. `detail` is a category or a code, never what a person wrote."""
    db.run(
        _INSERT,
        {
            "id": uuid7(),
            "at": now(),
            "actor_id": actor_id,
            "actor_role": actor_role,
            "action": action,
            "subject": subject,
            "subject_id": subject_id,
            "owner_id": owner_id,
            "detail": detail,
        },
    )


def by_owner(action: str, subject: str, subject_id: UUID | None, owner_id: UUID, detail: str = "") -> None:
    """A participant did something with their own record."""
    record(
        action,
        subject,
        subject_id,
        actor_id=owner_id,
        actor_role="participant",
        owner_id=owner_id,
        detail=detail,
    )
