"""Family links: what a participant shows to somebody without an account, until when, and who opened it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, Index
from sqlmodel import Field

from webapp.enums import Language
from webapp.models.base import LINE, Owned, Row, now, within

MOST_TRIES = 5
"""Wrong passcodes in a row after which a link pauses itself."""


class ShareLink(Owned, table=True):
    """A link for one named person. Unsigned it opens nothing; secrets are kept as hashes only."""

    __tablename__ = "share_link"
    __table_args__ = (
        within("tries", 0, MOST_TRIES),
        Index("ix_share_link_owner_id", "owner_id", "created_at"),
    )
    public_id: str = Field(max_length=16, unique=True)
    """In the address; no secret."""
    secret_hash: str | None = Field(default=None, max_length=64)
    """SHA-256 of the 256 bits in the fragment."""
    code_hash: str | None = Field(default=None, max_length=200)
    """Slow hash of the code that is typed where no script runs."""
    passcode_hash: str | None = Field(default=None, max_length=200)
    name: str = Field(max_length=LINE)
    """Who it is for, as the participant says it."""
    relation: str = Field(max_length=20)
    sections: list[str] = Field(default_factory=list, sa_type=JSON)
    """What is shown: never more than was signed for."""
    proposed: list[str] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    """What the participant wants to show, until it is signed."""
    days: int
    """How long it works from its signature on."""
    language: str = Field(max_length=5, default=Language.ENGLISH)
    """In which the page begins; the reader may change it."""
    version: int = 1
    """Rises with what is proposed: what is signed is what was seen."""
    tries: int = 0
    """Passcodes tried since the last right one."""
    created_at: datetime = Field(default_factory=now)
    signed_at: datetime | None = None
    expires_at: datetime | None = None
    paused_at: datetime | None = None
    ended_at: datetime | None = None


class ShareConsent(Owned, table=True):
    """What was signed, with the elements of 42 CFR 2.31(a). Never changed; the newest row of a link holds."""

    __tablename__ = "share_consent"
    __table_args__ = (Index("ix_share_consent_owner_id", "owner_id", "link_id", "signed_at"),)
    link_id: UUID = Field(foreign_key="share_link.id", ondelete="CASCADE", index=True)
    text_version: str = Field(max_length=20)
    text_hash: str = Field(max_length=64)
    """SHA-256 of the words of that version."""
    language: str = Field(max_length=5)
    """In which they were read."""
    patient: str = Field(max_length=LINE)
    program: str = Field(max_length=LINE)
    """Who discloses."""
    recipient: str = Field(max_length=LINE)
    relation: str = Field(max_length=20)
    sections: list[str] = Field(default_factory=list, sa_type=JSON)
    purpose: str = Field(max_length=40, default="at-my-request")
    expires_at: datetime
    signed_at: datetime = Field(default_factory=now)
    signed_how: str = Field(max_length=20, default="tap")


class ShareOpening(Owned, table=True):
    """Somebody opened a link, or gave a wrong passcode. No address of a network is kept."""

    __tablename__ = "share_opening"
    __table_args__ = (Index("ix_share_opening_owner_id", "owner_id", "link_id", "at"),)
    link_id: UUID = Field(foreign_key="share_link.id", ondelete="CASCADE", index=True)
    at: datetime = Field(default_factory=now)
    kind: str = Field(max_length=20)
    """`OpeningKind`."""
    device: str = Field(default="", max_length=LINE)
    """'iPhone, Safari'."""


class ShareSession(Row, table=True):
    """A browser in which a link is open: the server's side of its cookie. It opens nothing else."""

    __tablename__ = "share_session"
    link_id: UUID = Field(foreign_key="share_link.id", ondelete="CASCADE", index=True)
    token_hash: str = Field(max_length=64, unique=True)
    language: str = Field(max_length=5)
    created_at: datetime = Field(default_factory=now)
    ends_at: datetime
