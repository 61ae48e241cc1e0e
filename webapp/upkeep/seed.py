"""Participants and entries in any number, for measuring. Invented, and of no clinical sense."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, insert
from sqlmodel import select

from webapp.engine import WRITES
from webapp.enums import Focus, Role, TriggerCategory
from webapp.models import (
    Account,
    CheckIn,
    FocusChoice,
    Practice,
    Program,
    Trigger,
    Urge,
    UrgeTrigger,
    metadata,
    now,
    uuid7,
)

OFFSET = -300
"""Minutes east of UTC: where all of it happens."""
BATCH = 10_000
PLACES = ("home", "work")
FEELINGS: tuple[list[str], ...] = (["stressed"], ["lonely", "tired"], [])
SKILLS = ("urge-surfing", "delay-15", "play-the-tape")
TRIGGERS = ("An argument", "Payday", "Alone at night")

Values = dict[str, Any]


def fill(engine: Engine, entries: int, participants: int, days: float = 365) -> list[UUID]:
    """Add `participants` who logged `entries` in turn over so many days: three urges to a check-in and a practice."""
    chance = random.Random(entries)
    people = [uuid7() for _ in range(participants)]
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        if connection.execute(select(Program.id)).first() is None:
            program = {"id": uuid7(), "name": "Measured", "code_salt": "00" * 16, "set_up_at": now()}
            connection.execute(insert(Program), program)
        connection.execute(insert(Account), [_account(person, n) for n, person in enumerate(people)])
        focuses = [{"id": uuid7(), "owner_id": person, "focus": Focus.ALCOHOL} for person in people]
        connection.execute(insert(FocusChoice), focuses)
        triggers = [_trigger(person, name) for person in people for name in TRIGGERS]
        connection.execute(insert(Trigger), triggers)
        _log(connection, entries, timedelta(days=days), people, [row["id"] for row in triggers], chance)
    return people


def _log(
    connection: Connection,
    entries: int,
    span: timedelta,
    people: list[UUID],
    triggers: list[UUID],
    chance: random.Random,
) -> None:
    last_urge: dict[UUID, UUID] = {}
    for urges in _batches(Urge, round(entries * 0.6), people, span, chance):
        connection.execute(insert(Urge), urges)
        last_urge.update((row["owner_id"], row["id"]) for row in urges)
        connection.execute(insert(UrgeTrigger), list(_met(urges, people, triggers, chance)))
    for check_ins in _batches(CheckIn, round(entries * 0.2), people, span, chance):
        connection.execute(insert(CheckIn), check_ins)
    for practices in _batches(Practice, round(entries * 0.2), people, span, chance):
        in_an_urge = [
            row | {"urge_id": last_urge.get(row["owner_id"]) if chance.random() < 0.5 else None} for row in practices
        ]
        connection.execute(insert(Practice), in_an_urge)


def _account(person: UUID, number: int) -> Values:
    name = f"measured-{number}-{person.hex[-6:]}"
    return {
        "id": person,
        "role": Role.PARTICIPANT,
        "username": name,
        "name": "Sam",
        "password_hash": "",
        "active": True,
    }


def _trigger(person: UUID, name: str) -> Values:
    return {"id": uuid7(), "owner_id": person, "name": name, "category": TriggerCategory.EXTERNAL, "hidden": False}


def _met(urges: list[Values], people: list[UUID], triggers: list[UUID], chance: random.Random) -> Iterator[Values]:
    """One trigger of the person's own for each urge."""
    place = {person: n * len(TRIGGERS) for n, person in enumerate(people)}
    for urge in urges:
        trigger = triggers[place[urge["owner_id"]] + chance.randrange(len(TRIGGERS))]
        yield {"id": uuid7(), "owner_id": urge["owner_id"], "urge_id": urge["id"], "trigger_id": trigger}


def _batches(
    model: type[Any], number: int, people: list[UUID], span: timedelta, chance: random.Random
) -> Iterator[list[Values]]:
    """In the order in which they happened, as in real use: one person's rows lie far apart."""
    start, step = datetime.now(UTC) - span, (span - timedelta(days=1)) / max(number, 1)
    lists: Values = {
        column.name: [] for column in metadata.tables[model.__tablename__].c if column.type.__class__.__name__ == "JSON"
    }
    rows = (lists | _entry(people[n % len(people)], start + n * step) | _answers(model, chance) for n in range(number))
    while batch := list(islice(rows, BATCH)):
        yield batch


def _entry(owner: UUID, at: datetime) -> Values:
    local = at + timedelta(minutes=OFFSET)
    return {
        "id": uuid7(), "owner_id": owner, "occurred_at": at, "utc_offset": OFFSET, "day": local.date(),
        "received_at": at, "private": False, "for_session": False, "version": 1,
    }  # fmt: skip


def _answers(model: type[Any], chance: random.Random) -> Values:
    if model is Urge:
        strength = chance.randint(1, 9)
        return {
            "word": "craving", "focus": Focus.ALCOHOL, "strength": strength, "strength_now": max(strength - 3, 0),
            "place": chance.choice(PLACES), "feelings": chance.choice(FEELINGS), "safety_skipped": False,
        }  # fmt: skip
    if model is CheckIn:
        felt = {"hungry": False, "angry": False, "lonely": False, "tired": True}
        return felt | {"mood": chance.randint(1, 5), "craving": chance.randint(0, 9)}
    before = chance.randint(3, 9)
    return {"skill_key": chance.choice(SKILLS), "before": before, "after": max(before - chance.randint(0, 4), 0)}
