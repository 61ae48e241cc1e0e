"""The reckoning of the offline campaign: what the phone showed as saved, held against the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from tests.durability.campaign_world import World

CLOCK = timedelta(seconds=15)
"""What a time may be off: an attempt may take as long until its answer is given up."""


@dataclass(frozen=True)
class Kept:
    """An operation that the phone showed as saved, and what has to become of it."""

    id: str
    entry: str
    kind: str
    wanted: str
    made: datetime
    creates: bool = False
    may_be_refused: bool = False


def accounts_for(world: World, ledger: list[Kept]) -> list[str]:
    """What is wrong: lost, doubled, out of order, at another time. Empty when all is as the phone said."""
    problems, left = [], dict(world.phone.left())
    for one in ledger:
        applied = world.value("SELECT count(*) FROM operation WHERE id = :id", id=UUID(one.id).hex)
        if applied == 1:
            continue
        if not (one.may_be_refused and left.get(one.id) == "refused") and not _was_replaced(one, ledger):
            problems.append(f"{one.kind} {one.id}: applied {applied} times, on the phone {left.get(one.id)}")
    for entry in {one.entry for one in ledger if one.kind.startswith("urge")}:
        problems += _of_entry(world, entry, [one for one in ledger if one.entry == entry])
    return problems


def _was_replaced(one: Kept, ledger: list[Kept]) -> bool:
    """A form that was given again before the first one went out, or after it was refused: the later holds all of it."""
    return one.kind in {"urge-answers", "plan"} and any(
        other.kind == one.kind and other.entry == one.entry and other.made > one.made for other in ledger
    )


def _of_entry(world: World, entry: str, steps: list[Kept]) -> list[str]:
    with world.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT strength, strength_now, note, occurred_at FROM urge WHERE id = :id", {"id": UUID(entry).hex}
        ).all()
        order = connection.exec_driver_sql(
            "SELECT id FROM operation WHERE subject_id = :id ORDER BY received_at, id", {"id": UUID(entry).hex}
        ).all()
    if len(rows) != 1:
        return [f"urge {entry}: {len(rows)} rows"]
    row, wanted = rows[0], {one.kind: one for one in steps if not one.may_be_refused}
    problems = [] if str(row.strength) == wanted["urge"].wanted else [f"urge {entry}: strength {row.strength}"]
    happened = datetime.fromisoformat(str(row.occurred_at)).replace(tzinfo=UTC)
    if abs(happened - wanted["urge"].made) > CLOCK:
        problems.append(f"urge {entry}: {happened} instead of {wanted['urge'].made}")
    if "urge-rating" in wanted and str(row.strength_now) != wanted["urge-rating"].wanted:
        problems.append(f"urge {entry}: rated {row.strength_now}")
    is_alone = not any(one.may_be_refused for one in steps)
    if is_alone and "urge-answers" in wanted and row.note != wanted["urge-answers"].wanted:
        problems.append(f"urge {entry}: answers {row.note}")
    made = {UUID(one.id).hex: place for place, one in enumerate(steps)}
    places = [made[UUID(str(found.id)).hex] for found in order if UUID(str(found.id)).hex in made]
    return problems + ([] if places == sorted(places) else [f"urge {entry}: out of order {places}"])
