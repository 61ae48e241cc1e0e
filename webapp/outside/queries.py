"""What was signed for whom, which files were made of it, and what goes into one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam
from sqlmodel import col, select

from webapp.extensions import db, select_columns
from webapp.models import Audit, OutsideConsent
from webapp.scope import owned

SUBJECT = "outside consent"
"""What the trail calls it."""

_ALL = owned(
    select_columns(
        OutsideConsent.id,
        OutsideConsent.recipient,
        OutsideConsent.organization,
        OutsideConsent.expires_at,
        OutsideConsent.signed_at,
        OutsideConsent.revoked_at,
    ),
    OutsideConsent,
).order_by(col(OutsideConsent.signed_at).desc(), col(OutsideConsent.id).desc())
_MADE = (
    select(Audit.at)
    .where(
        col(Audit.owner_id) == bindparam("owner_id"),
        col(Audit.subject) == SUBJECT,
        col(Audit.action) == "exported",
        col(Audit.subject_id) == bindparam("consent_id"),
    )
    .order_by(col(Audit.at).desc())
)


def consents(owner_id: UUID) -> Sequence[Row[Any]]:
    """The newest first: id, recipient, organization, expires_at, signed_at, revoked_at."""
    return db.rows(_ALL, owner_id=owner_id)


def files_made(owner_id: UUID, consent_id: UUID) -> list[datetime]:
    """When, the last first."""
    return [row.at for row in db.rows(_MADE, owner_id=owner_id, consent_id=consent_id)]
