"""What the tests of triggers put into the database and read from it."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from tests.cast import Cast
from webapp.extensions import db
from webapp.models import IfThen, Practice, Trigger, Urge, UrgeTrigger, uuid7
from webapp.scope import everyone

WHEN: dict[str, Any] = {"utc_offset": -300, "day": date(2026, 6, 10)}
BREATHING, SURFING = "long-out-breath", "urge-surfing"


def add_trigger(cast: Cast, owner: str = "maya", **values: Any) -> UUID:
    values = {"name": "5 to 7 pm", "category": "external"} | values
    return _add(cast, Trigger(owner_id=cast[owner], **values))


def add_urge(cast: Cast, trigger_id: UUID, strength: int = 6, owner: str = "maya", **values: Any) -> UUID:
    urge_id = _add(cast, Urge(owner_id=cast[owner], strength=strength, occurred_at=datetime.now(UTC), **WHEN, **values))
    _add(cast, UrgeTrigger(owner_id=cast[owner], urge_id=urge_id, trigger_id=trigger_id))
    return urge_id


def add_practice(cast: Cast, skill: str, before: int, after: int, urge_id: UUID | None = None) -> None:
    row = Practice(
        owner_id=cast["maya"],
        skill_key=skill,
        before=before,
        after=after,
        urge_id=urge_id,
        occurred_at=datetime.now(UTC),
        **WHEN,
    )
    _add(cast, row)


def met_three_times(cast: Cast, trigger_id: UUID, skill: str = "", owner: str = "maya") -> None:
    """Three urges, each eased by three with `skill`."""
    for _turn in range(3):
        urge_id = add_urge(cast, trigger_id, owner=owner)
        if skill:
            add_practice(cast, skill, 6, 3, urge_id)


def add_plan(cast: Cast, owner: str = "maya", **values: Any) -> UUID:
    values = {"cue": "it is payday", "act": "call Ana"} | values
    return _add(cast, IfThen(owner_id=cast[owner], **values))


def _add(cast: Cast, row: Any) -> UUID:
    row.id = uuid7()
    row_id: UUID = row.id
    with cast.app.app_context(), db.writing() as session:
        session.add(row)
    return row_id


def triggers(cast: Cast) -> list[Trigger]:
    return _all(cast, Trigger)


def plans(cast: Cast) -> list[IfThen]:
    return _all(cast, IfThen)


def _all(cast: Cast, model: type[Any]) -> list[Any]:
    statement = everyone(select(model).order_by(col(model.created_at)), reason="a test reads what was stored")
    with cast.app.app_context():
        return list(db.session.execute(statement).scalars())


def plan_form(**more: Any) -> dict[str, Any]:
    """A plan written in own words, as the form sends it."""
    written = {"cue": "it is payday", "act": "call Ana", "backup": ""}
    return {"id": uuid7(), "operation": uuid7()} | written | more


def edit_form(plan: IfThen, **more: Any) -> dict[str, Any]:
    """The edit form of a plan, as its page was made."""
    boxes = {"cue": plan.cue, "act": plan.act, "backup": plan.backup}
    was = {f"{name}_was": text for name, text in boxes.items()}
    return {"operation": uuid7(), "version": plan.version, "trigger": plan.trigger_id or ""} | boxes | was | more
