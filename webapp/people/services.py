"""Changing the address book, and asking the team to call."""

from uuid import UUID

from sqlmodel import col

from webapp import audit
from webapp.extensions import db
from webapp.models import ASKED_AGAIN, CallRequest, Person, now
from webapp.people import queries
from webapp.people.forms import NewPerson, PersonChange
from webapp.scope import own

_LISTED = own(Person).where(col(Person.removed_at).is_(None)).order_by(col(Person.position), col(Person.id))

_OPEN = own(CallRequest).where(col(CallRequest.handled_at).is_(None), col(CallRequest.withdrawn_at).is_(None))


def request_call(owner_id: UUID, *, is_renewal: bool) -> None:
    """Ask the care team to call. While a request is open, a renewal takes its place, and anything else is that one."""
    request, earlier = CallRequest(owner_id=owner_id), db.session.execute(_OPEN, {"owner_id": owner_id}).scalar()
    if earlier and not is_renewal:
        return
    if earlier:
        earlier.handled_at = request.requested_at
        request.handled_by, request.handled_how = earlier.handled_by, ASKED_AGAIN
    db.session.add(request)
    db.session.flush()
    audit.by_owner("asked", "call", request.id, owner_id)


def add_person(owner_id: UUID, asked: NewPerson) -> None:
    """Put a person at the end of the list, under the id of the form. The caller has claimed it."""
    written = asked.model_dump(exclude={"operation"})
    person = Person(owner_id=owner_id, position=queries.next_position(owner_id), **written)
    db.session.add(person)
    db.session.flush()
    audit.by_owner("added", "person", person.id, owner_id)


def change_person(person: Person, asked: PersonChange) -> None:
    """Keep what was changed; somebody taken off the list meanwhile is on it again."""
    for name, value in asked.model_dump(exclude={"operation", "version"}).items():
        setattr(person, name, value)
    person.removed_at = None
    _changed(person, "changed")


def remove_person(person: Person) -> None:
    person.removed_at = now()
    _changed(person, "removed")


def restore_person(person: Person) -> None:
    person.removed_at = None
    _changed(person, "restored")


def _changed(person: Person, what: str) -> None:
    person.version += 1
    db.session.flush()
    audit.by_owner(what, "person", person.id, person.owner_id)


def move_person(person: Person, direction: str) -> None:
    """Up: called earlier. Down: later. At the end of the list nothing happens."""
    everybody = list(db.session.execute(_LISTED, {"owner_id": person.owner_id}).scalars())
    place = everybody.index(person)
    other = place - 1 if direction == "up" else place + 1
    if 0 <= other < len(everybody):
        everybody.insert(other, everybody.pop(place))
    for position, each in enumerate(everybody):
        each.position = position
    db.session.flush()
