"""The trail: who did what to whose record. Written in the same transaction; it never drives a page's logic."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import insert

from webapp.enums import Role
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
    db.run(_INSERT, _row(action, subject, subject_id, actor_id, actor_role, owner_id, detail))


def viewed(subject: str, told: Iterable[tuple[UUID, str]], *, actor_id: UUID, actor_role: str) -> None:
    """Somebody read something of each of these people: a row for each, with the categories, all at once."""
    rows = [_row("viewed", subject, None, actor_id, actor_role, owner_id, detail) for owner_id, detail in told]
    db.run_each(_INSERT, rows)


def _row(
    action: str,
    subject: str,
    subject_id: UUID | None,
    actor_id: UUID | None,
    actor_role: str,
    owner_id: UUID | None,
    detail: str,
) -> dict[str, object]:
    return {
        "id": uuid7(),
        "at": now(),
        "actor_id": actor_id,
        "actor_role": actor_role,
        "action": action,
        "subject": subject,
        "subject_id": subject_id,
        "owner_id": owner_id,
        "detail": detail,
    }


def by_owner(action: str, subject: str, subject_id: UUID | None, owner_id: UUID, detail: str = "") -> None:
    """A participant did something with their own record."""
    record(
        action,
        subject,
        subject_id,
        actor_id=owner_id,
        actor_role=Role.PARTICIPANT,
        owner_id=owner_id,
        detail=detail,
    )


def by_counselor(
    action: str,
    subject: str,
    subject_id: UUID | None = None,
    *,
    counselor_id: UUID | None,
    owner_id: UUID,
    detail: str = "",
) -> None:
    """A counselor did something with, or for, a participant."""
    record(
        action,
        subject,
        subject_id,
        actor_id=counselor_id,
        actor_role=Role.COUNSELOR,
        owner_id=owner_id,
        detail=detail,
    )
