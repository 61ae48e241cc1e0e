"""What the tests of the plan put into the database and read from it."""

from typing import Any
from uuid import UUID

from sqlmodel import col, select

from tests.cast import Cast
from webapp.extensions import db
from webapp.models import Account, Owned, Person, PlanVersion, uuid7
from webapp.scope import everyone


def add(cast: Cast, *rows: Owned) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.add_all(rows)


def add_person(cast: Cast, name: str = "Marcus", owner: str = "maya", **values: Any) -> UUID:
    person_id = uuid7()
    values = {"phone": "(202) 555-0142"} | values
    add(cast, Person(id=person_id, owner_id=cast[owner], name=name, **values))
    return person_id


def add_version(cast: Cast, section: str, *lines: str | dict[str, Any], owner: str = "maya", number: int = 1) -> None:
    items = [{"text": line} if isinstance(line, str) else line for line in lines]
    row = PlanVersion(owner_id=cast[owner], section=section, number=number, items=items, author_id=cast[owner])
    add(cast, row)


def versions(cast: Cast, section: str, owner: str = "maya") -> list[list[dict[str, Any]]]:
    """The items of each version of a section, the first one first."""
    statement = everyone(
        select(PlanVersion.items)
        .where(col(PlanVersion.section) == section, col(PlanVersion.owner_id) == cast[owner])
        .order_by(col(PlanVersion.number)),
        reason="a test reads what was stored",
    )
    with cast.app.app_context():
        return [row.items for row in db.rows(statement)]


def words(cast: Cast, section: str) -> list[str]:
    """The lines of the newest version."""
    return [item["text"] for item in versions(cast, section)[-1]]


def form(*lines: str, base: int = 0, **more: Any) -> dict[str, Any]:
    """The edit form of a section, with its three spare boxes."""
    return {"base": base, "operation": uuid7(), "lines": [*lines, "", "", ""]} | more


def speak_spanish(cast: Cast) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.get_one(Account, cast["maya"]).language = "es"
