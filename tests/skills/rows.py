"""What the tests of skills put into the database and read from it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlmodel import select

from tests.cast import Cast
from webapp import entries
from webapp.extensions import db
from webapp.models import Account, Practice, Skill, Trigger, Urge, UrgeTrigger, uuid7
from webapp.moments import moment
from webapp.scope import everyone

ZONE = "America/New_York"
BREATHING, SURFING, SENSES = "long-out-breath", "urge-surfing", "five-senses"


def add(cast: Cast, row: Any) -> UUID:
    row.id = uuid7()
    row_id: UUID = row.id
    with cast.app.app_context(), db.writing() as session:
        session.add(row)
    return row_id


def add_skill(cast: Cast, name: str = "Walk the dog", owner: str = "maya", **values: Any) -> UUID:
    return add(cast, Skill(owner_id=cast[owner], name=name, **({"how": "Twice around", "category": "body"} | values)))


def add_urge(cast: Cast, strength: int = 7, owner: str = "maya", **values: Any) -> UUID:
    return add(cast, Urge(owner_id=cast[owner], strength=strength, word="craving", **_now(), **values))


def add_trigger(cast: Cast, name: str = "Payday", owner: str = "maya", **values: Any) -> UUID:
    return add(cast, Trigger(owner_id=cast[owner], name=name, category="external", **values))


def add_practice(cast: Cast, skill: str = SENSES, before: int | None = 7, after: int | None = 4, **values: Any) -> UUID:
    owner = values.pop("owner", "maya")
    row = Practice(owner_id=cast[owner], skill_key=skill, before=before, after=after, **(_now() | values))
    return add(cast, row)


def practised_for(cast: Cast, trigger_id: UUID, skill: str, before: int, after: int) -> None:
    """An urge with this trigger, and a skill used for it."""
    urge_id = add_urge(cast, before)
    add(cast, UrgeTrigger(owner_id=cast["maya"], urge_id=urge_id, trigger_id=trigger_id))
    add_practice(cast, skill, before, after, urge_id=urge_id)


def _now() -> dict[str, Any]:
    return entries.when(moment(ZONE, datetime(2026, 6, 10, 20, 30, tzinfo=UTC)))


def practices(cast: Cast) -> list[Practice]:
    return _all(cast, Practice)


def skills(cast: Cast) -> list[Skill]:
    return _all(cast, Skill)


def urges(cast: Cast) -> list[Urge]:
    return _all(cast, Urge)


def _all(cast: Cast, model: type[Any]) -> list[Any]:
    statement = everyone(select(model).order_by(model.id), reason="a test reads what was stored")
    with cast.app.app_context():
        return list(db.session.execute(statement).scalars())


def speak_spanish(cast: Cast) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.get_one(Account, cast["maya"]).language = "es"


def form(**values: Any) -> dict[str, Any]:
    """The form of something new, with ids of its own."""
    return {"id": uuid7(), "operation": uuid7()} | values


def edit_form(practice: Practice, **values: Any) -> dict[str, Any]:
    """The edit form of a practice, as its page was made."""
    held: Mapping[str, Any] = {
        "before": practice.before,
        "after": practice.after,
        "version": practice.version,
        "occurred": "2026-06-10T16:30",
    }
    return {"operation": uuid7()} | dict(held) | values
