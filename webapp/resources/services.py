"""Favorites. Everything runs in the caller's write transaction."""

from uuid import UUID

from sqlalchemy import bindparam, delete
from sqlmodel import col

from webapp.extensions import db
from webapp.models import ResourceFavorite
from webapp.resources import queries
from webapp.scope import owned_change

_REMOVE = owned_change(
    delete(ResourceFavorite).where(col(ResourceFavorite.resource) == bindparam("key")), ResourceFavorite
)


def keep(owner_id: UUID, key: str) -> None:
    """At the top from now on; a second time changes nothing."""
    if key not in queries.favorites(owner_id):
        db.session.add(ResourceFavorite(owner_id=owner_id, resource=key))
        db.session.flush()


def drop(owner_id: UUID, key: str) -> None:
    db.run(_REMOVE, {"of_owner": owner_id, "key": key})
