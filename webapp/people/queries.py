"""People to call, in order."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, func
from sqlmodel import col, select

from webapp.extensions import db
from webapp.models import CallRequest, Person
from webapp.scope import everyone, owned

_PEOPLE = (
    owned(
        select(  # type: ignore[call-overload]
            Person.id,
            Person.name,
            Person.relation,
            Person.phone,
            Person.when,
            Person.say,
            Person.can_text,
            Person.agreed,
            Person.position,
            Person.version,
        ),
        Person,
    )
    .where(col(Person.removed_at).is_(None))
    .order_by(col(Person.position), col(Person.id))
)
_LAST = owned(select(func.max(Person.position)), Person)
_TAKEN = everyone(
    select(Person.id).where(col(Person.id) == bindparam("person_id")),
    reason="an id that somebody else used must be seen to be refused",
)
_OPEN_REQUEST = (
    owned(select(CallRequest.id, CallRequest.requested_at), CallRequest)
    .where(col(CallRequest.handled_at).is_(None), col(CallRequest.withdrawn_at).is_(None))
    .order_by(col(CallRequest.requested_at).desc())
    .limit(1)
)


def people(owner_id: UUID) -> Sequence[Row[Any]]:
    """Everybody in the address book, the first to call first."""
    return db.rows(_PEOPLE, owner_id=owner_id)


def next_position(owner_id: UUID) -> int:
    """The place after everybody."""
    last = db.value(_LAST, owner_id=owner_id)
    return 0 if last is None else last + 1


def is_taken(person_id: UUID) -> bool:
    return db.first(_TAKEN, person_id=person_id) is not None


def open_call_request(owner_id: UUID) -> Row[Any] | None:
    """The request for a call that the team has not answered yet."""
    return db.first(_OPEN_REQUEST, owner_id=owner_id)
