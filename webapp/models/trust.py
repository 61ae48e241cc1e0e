"""Who may see what, who did what, and which requests were already applied."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, Index
from sqlmodel import Field

from webapp.enums import Purpose
from webapp.models.base import LINE, Owned, Row, now


class Consent(Owned, table=True):
    """What the participant answered for one category, with the elements of 42 CFR 2.31(a).

    Never changed. The newest row of a category holds until it expires.
    """

    __table_args__ = (Index("ix_consent_owner_id", "owner_id", "category", "answered_at", "id"),)
    category: str = Field(max_length=20)
    granted: bool
    text_version: str = Field(max_length=20)
    answered_at: datetime = Field(default_factory=now)
    expires_at: datetime | None = None
    """None: a no, or a yes to words that named no day."""
    text_hash: str = Field(default="", max_length=64)
    """SHA-256 of the words of that version."""
    language: str = Field(default="", max_length=5)
    """In which they were read."""
    patient: str = Field(default="", max_length=LINE)
    program: str = Field(default="", max_length=LINE)
    """Who discloses."""
    team: list[str] = Field(default_factory=list, sa_type=JSON)
    """Names of the counselors when it was signed; those assigned later see it too."""
    signed_how: str = Field(default="tap", max_length=20)


class OutsideConsent(Owned, table=True):
    """A consent to somebody outside the program, with the elements of 42 CFR 2.31(a).

    Nothing of it changes but `revoked_at`. Until then and until it expires a file can be made for them.
    """

    __tablename__ = "outside_consent"
    __table_args__ = (Index("ix_outside_consent_owner_id", "owner_id", "signed_at", "id"),)
    recipient: str = Field(max_length=LINE)
    organization: str = Field(default="", max_length=LINE)
    purpose: str = Field(default=Purpose.REQUEST, max_length=20)
    categories: list[str] = Field(default_factory=list, sa_type=JSON)
    days: int | None = None
    """How many days back entries go; None for all of them."""
    text_version: str = Field(max_length=20)
    text_hash: str = Field(max_length=64)
    language: str = Field(max_length=5)
    patient: str = Field(max_length=LINE)
    program: str = Field(max_length=LINE)
    expires_at: datetime
    signed_at: datetime = Field(default_factory=now)
    signed_how: str = Field(default="tap", max_length=20)
    revoked_at: datetime | None = None


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
