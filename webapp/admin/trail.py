"""The trail of what admins do."""

from uuid import UUID

from webapp import audit
from webapp.enums import Role


def note(
    action: str,
    subject: str,
    subject_id: UUID | None = None,
    *,
    by: UUID | None,
    owner_id: UUID | None = None,
    detail: str = "",
) -> None:
    """`by` is the admin, or None for the command line."""
    role = Role.ADMIN if by else ""
    audit.record(action, subject, subject_id, actor_id=by, actor_role=role, owner_id=owner_id, detail=detail)
