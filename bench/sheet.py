"""The counselor's sheet of somebody who logs 20 times a day for 90 days and shares all of it."""

import random
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from bench.data import ZONE, build, device
from webapp.config import Settings
from webapp.engine import WRITES, make_engine
from webapp.enums import ConsentCategory, Role
from webapp.models import (
    Account,
    Assignment,
    CheckIn,
    Consent,
    Device,
    Practice,
    Trigger,
    Urge,
    UrgeTrigger,
    now,
    uuid7,
)
from webapp.moments import moment

DAYS, URGES, PRACTICES = 90, 12, 7
SKILLS = ("long-out-breath", "stop-and-step-back", "urge-surfing", "call-someone")
COUNSELOR = "counselor"
"""The session token of who reads it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    settings: Settings
    path: str


def build_sheet(folder: Path, entries: int) -> Sheet:
    """A database like any other, and in it one who logs a lot, and their counselor."""
    settings = build(folder, entries).settings
    person, counselor = uuid7(), uuid7()
    engine = make_engine(f"sqlite:///{settings.sqlite_path}")
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        for model, rows in _rows(person, counselor).items():
            connection.execute(insert(model), rows)
    engine.dispose()
    return Sheet(settings, f"/counselor/participants/{person}/sheet")


def _rows(person: UUID, counselor: UUID) -> dict[Any, list[dict[str, Any]]]:
    dice = random.Random(90)
    accounts = [
        {"id": row_id, "role": role, "username": name, "name": name.title(), "password_hash": ""}
        for row_id, role, name in ((person, Role.PARTICIPANT, "heavy"), (counselor, Role.COUNSELOR, "reads"))
    ]
    triggers = [
        {"id": uuid7(), "owner_id": person, "name": f"Trigger {n}", "category": "external", "created_at": now()}
        for n in range(10)
    ]
    urges = [_entry(person, n, URGES) | {"word": "craving", "strength": n % 11} for n in range(DAYS * URGES)]
    practices = [
        _entry(person, n, PRACTICES) | {"skill_key": dice.choice(SKILLS), "before": 7, "after": n % 8}
        for n in range(DAYS * PRACTICES)
    ]
    check_ins = [_entry(person, n, 1) | {"mood": n % 5 + 1, "craving": 4, "sleep_hours": 6} for n in range(DAYS)]
    return {
        Account: accounts,
        Device: [device(counselor, COUNSELOR)],
        Assignment: [{"id": uuid7(), "participant_id": person, "counselor_id": counselor}],
        Consent: [
            {"id": uuid7(), "owner_id": person, "category": category, "granted": True, "text_version": "bench"}
            for category in ConsentCategory
        ],
        Trigger: triggers,
        Urge: urges,
        UrgeTrigger: [
            {"id": uuid7(), "owner_id": person, "urge_id": urge["id"], "trigger_id": dice.choice(triggers)["id"]}
            for urge in urges
        ],
        Practice: practices,
        CheckIn: check_ins,
    }


def _entry(person: UUID, number: int, a_day: int) -> dict[str, Any]:
    at = moment(ZONE, now() - timedelta(days=number // a_day, minutes=number % a_day))
    when = {"occurred_at": at.occurred_at, "utc_offset": at.utc_offset, "day": at.day}
    return when | {
        "id": uuid7(),
        "owner_id": person,
        "for_session": number % 9 == 0,
        "note": "A few words of that day.",
    }
