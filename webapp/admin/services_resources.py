"""The clinic's own resources, and what it says about national ones. All runs in the caller's write transaction."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime, time
from uuid import UUID

from sqlalchemy import bindparam, func
from sqlmodel import col, select

from webapp.admin import trail
from webapp.admin.resource_forms import Details, ImportedResource
from webapp.content.resources import NATIONAL
from webapp.extensions import db
from webapp.models import Resource, now
from webapp.resources.directory import fingerprint

_ROWS = select(Resource).order_by(col(Resource.position), col(Resource.id))
_OWN = _ROWS.where(col(Resource.slug).is_(None))
_NATIONAL = select(Resource).where(col(Resource.slug) == bindparam("slug"))
_LAST = select(func.max(Resource.position))


def own() -> list[Resource]:
    """The clinic's own, in its order, to be changed."""
    return list(db.session.execute(_OWN).scalars())


def chosen(key: str) -> Resource | None:
    """The row of an own entry by its id, or of a national one by its slug: made when it is not there yet."""
    if key in NATIONAL:
        row: Resource | None = db.session.execute(_NATIONAL, {"slug": key}).scalar()
        if row is None:
            row = Resource(slug=key)
            db.session.add(row)
            db.session.flush()
        return row
    return next((row for row in own() if str(row.id) == key), None)


def confirm(row: Resource, by: UUID) -> None:
    """Somebody called or opened it now."""
    row.confirmed_at, row.confirmed_by = now(), by
    row.confirmed_of = fingerprint(row.slug) if row.slug else ""
    db.session.flush()
    trail.note("confirmed", "resource", row.id, by=by, detail=_kind(row))


def show(row: Resource, shown: bool, by: UUID) -> None:
    if row.shown == shown:
        return
    row.shown = shown
    db.session.flush()
    trail.note("showed" if shown else "hid", "resource", row.id, by=by, detail=_kind(row))


def _kind(row: Resource) -> str:
    return row.slug or "own"


def move(row: Resource, *, up: bool, by: UUID) -> None:
    """Swap it with its neighbor among those for the same need; at the end of the list nothing changes."""
    every = own()
    for position, each in enumerate(every):
        each.position = position
    beside = [each for each in every if each.need == row.need]
    place = beside.index(row)
    other = place - 1 if up else place + 1
    if 0 <= other < len(beside):
        row.position, beside[other].position = beside[other].position, row.position
        trail.note("moved", "resource", row.id, by=by, detail="own")
    db.session.flush()


def add(asked: Details, by: UUID) -> Resource:
    """After all others. Whoever adds it has called or opened it."""
    row = Resource(position=_next_position())
    _fill(row, asked)
    row.confirmed_at, row.confirmed_by = now(), by
    db.session.add(row)
    db.session.flush()
    trail.note("added", "resource", row.id, by=by, detail="own")
    return row


def version(row: Resource) -> str:
    """SHA-256 of what an own entry says: another one when somebody changed it."""
    said = [getattr(row, name) for name in Details.model_fields]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def change(row: Resource, asked: Details, by: UUID) -> None:
    _fill(row, asked)
    row.confirmed_at, row.confirmed_by = now(), by
    db.session.flush()
    trail.note("changed", "resource", row.id, by=by, detail="own")


def add_all(rows: Iterable[ImportedResource], by: UUID) -> None:
    """All rows of a file, in its order, or none."""
    first = _next_position()
    made = []
    for position, asked in enumerate(rows, first):
        row = Resource(position=position, confirmed_by=by)
        _fill(row, asked)
        row.confirmed_at = min(datetime.combine(asked.checked, time(12), UTC), now())
        made.append(row)
    db.session.add_all(made)
    db.session.flush()
    trail.note("imported", "resource", by=by, detail=str(len(made)))


def _next_position() -> int:
    last = db.value(_LAST)
    return 0 if last is None else int(last) + 1


def _fill(row: Resource, asked: Details) -> None:
    for name in Details.model_fields:
        value = getattr(asked, name)
        setattr(row, name, [str(each) for each in value] if isinstance(value, list) else value)
