"""What the tests of the address book send and read."""

from typing import Any
from uuid import UUID

from sqlmodel import col, select

from tests.cast import Cast
from webapp.extensions import db
from webapp.models import Person, uuid7
from webapp.scope import everyone


def form(name: str = "Marcus", **more: Any) -> dict[str, Any]:
    return {"id": uuid7(), "operation": uuid7(), "name": name, "phone": "(202) 555-0142"} | more


def change(person: Person, **more: Any) -> dict[str, Any]:
    """The edit form of a person, as its page was made."""
    boxes = {name: getattr(person, name) for name in ("name", "relation", "phone", "when", "say")}
    return {"operation": uuid7(), "version": person.version} | boxes | more


def added(cast: Cast, *names: str, owner: str = "maya") -> list[UUID]:
    """Given: people on the list, in this order, through the app's own form."""
    forms = [form(name) for name in names]
    for asked in forms:
        assert cast.as_(owner).post("/people", data=asked).status_code == 303
    return [asked["id"] for asked in forms]


def people(cast: Cast, owner: str = "maya", *, removed: bool = False) -> list[Person]:
    statement = everyone(
        select(Person)
        .where(
            col(Person.owner_id) == cast[owner],
            col(Person.removed_at).is_not(None) if removed else col(Person.removed_at).is_(None),
        )
        .order_by(col(Person.position)),
        reason="a test reads what was stored",
    )
    with cast.app.app_context():
        return list(db.session.execute(statement).scalars())


def names(cast: Cast, owner: str = "maya") -> list[str]:
    return [person.name for person in people(cast, owner)]
