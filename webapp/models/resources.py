"""The directory of help: what the clinic did with a national entry, its own entries, and whose favorites they are."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from webapp.models.base import LINE, Owned, Row, now


class Resource(Row, table=True):
    """An entry that is the clinic's own, or (with a slug) the state of a national one in `content/resources/`."""

    __table_args__ = (UniqueConstraint("slug"),)
    slug: str | None = Field(default=None, max_length=64)
    name: str = Field(default="", max_length=LINE)
    about: str = Field(default="", max_length=LINE)
    about_es: str = Field(default="", max_length=LINE)
    need: str = Field(default="", max_length=32)
    phone: str = Field(default="", max_length=40)
    text_number: str = Field(default="", max_length=40)
    web: str = Field(default="", max_length=LINE)
    address: str = Field(default="", max_length=LINE)
    hours: str = Field(default="", max_length=LINE)
    """As `content.hours` reads them, in the program's time zone."""
    languages: list[str] = Field(default_factory=list, sa_type=JSON)
    focuses: list[str] = Field(default_factory=list, sa_type=JSON)
    position: int = 0
    shown: bool = True
    confirmed_at: datetime | None = None
    """When somebody at the clinic last called or opened it."""
    confirmed_by: UUID | None = Field(default=None, foreign_key="account.id", ondelete="SET NULL")
    confirmed_of: str = Field(default="", max_length=64)
    """SHA-256 of the numbers and hours of a national entry when it was confirmed: others are not confirmed by it."""


class ResourceFavorite(Owned, table=True):
    """An entry that a person keeps at the top. Nothing else is kept about whom they look for."""

    __tablename__ = "resource_favorite"
    __table_args__ = (UniqueConstraint("owner_id", "resource"),)
    resource: str = Field(max_length=64)
    """The slug of a national entry, or the id of an own one."""
    added_at: datetime = Field(default_factory=now)
