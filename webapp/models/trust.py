"""Who may see what, who did what, and which requests were already applied."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from webapp.models.base import LINE, Owned, Row, now


class Consent(Owned, table=True):
    """What the participant answered for one category. Never changed; the newest row of a category holds."""

    __table_args__ = (Index("ix_consent_owner_id", "owner_id", "category", "answered_at", "id"),)
    category: str = Field(max_length=20)
    granted: bool
    text_version: str = Field(max_length=20)
    answered_at: datetime = Field(default_factory=now)


class Audit(Row, table=True):
    """Who did what to whose record, when. No clinical text."""

    __table_args__ = (Index("ix_audit_owner_id", "owner_id", "at"), Index("ix_audit_at", "at"))
    at: datetime = Field(default_factory=now)
    actor_id: UUID | None = None
    """None: the system, or somebody not signed in."""
    actor_role: str = Field(default="", max_length=20)
    action: str = Field(max_length=40)
    subject: str = Field(max_length=40)
    subject_id: UUID | None = None
    owner_id: UUID | None = None
    """Whose record; no foreign key, so that the trail outlives the account."""
    detail: str = Field(default="", max_length=LINE)
    """A category or a code; never what a person wrote."""


class Operation(Owned, table=True):
    """A request that a phone may repeat, with the fingerprint of what was first asked."""

    __table_args__ = (Index("ix_operation_owner_id", "owner_id"),)
    form: str = Field(max_length=40)
    subject_id: UUID
    fingerprint: str = Field(max_length=64)
    received_at: datetime = Field(default_factory=now)
