"""What the clinic did with the directory, and a person's favorites."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import col, select

from webapp.extensions import db, select_columns
from webapp.models import Account, CrisisLine, Program, Resource, ResourceFavorite
from webapp.scope import owned

_ROWS = (
    select_columns(
        Resource.id,
        Resource.slug,
        Resource.name,
        Resource.about,
        Resource.about_es,
        Resource.need,
        Resource.phone,
        Resource.text_number,
        Resource.web,
        Resource.address,
        Resource.hours,
        Resource.languages,
        Resource.focuses,
        Resource.shown,
        Resource.confirmed_at,
        Resource.confirmed_of,
        col(Account.name).label("confirmed_by"),
    )
    .outerjoin(Account, col(Account.id) == Resource.confirmed_by)
    .order_by(col(Resource.position), col(Resource.id))
)
_CRISIS_LINES = select(CrisisLine.slug).where(
    col(CrisisLine.slug).is_not(None), col(CrisisLine.confirmed_at).is_not(None)
)
_PROGRAM = select(Program.harm_reduction, Program.time_zone)
_FAVORITES = owned(select(ResourceFavorite.resource), ResourceFavorite).order_by(
    col(ResourceFavorite.added_at), col(ResourceFavorite.id)
)


def rows() -> Sequence[Row[Any]]:
    """The clinic's own entries and the state of national ones, in the clinic's order."""
    return db.rows(_ROWS)


def confirmed_crisis_lines() -> frozenset[str]:
    """National lines of Help now that somebody at the clinic has called."""
    return frozenset(row.slug for row in db.rows(_CRISIS_LINES))


def program() -> tuple[bool, str]:
    """Whether harm reduction is shown, and the zone of the clinic's own hours."""
    row = db.first(_PROGRAM)
    return (row.harm_reduction, row.time_zone) if row else (False, "UTC")


def favorites(owner_id: UUID) -> list[str]:
    """Keys of entries, the first kept first."""
    return [row.resource for row in db.rows(_FAVORITES, owner_id=owner_id)]
