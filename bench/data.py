"""Databases to measure on: many entries of many people, and one person with 20 entries today."""

import os
import statistics
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import insert

from webapp import schema
from webapp.config import Settings
from webapp.digests import hash_token
from webapp.engine import WRITES, make_engine
from webapp.models import CheckIn, Device, Practice, Urge, now, uuid7
from webapp.moments import moment
from webapp.upkeep.seed import fill

ENTRIES_A_PERSON = 500
DAYS_AN_ENTRY = 365 / ENTRIES_A_PERSON
"""As many days lie between two entries of a person."""
TODAY = {Urge: 14, CheckIn: 1, Practice: 5}
ZONE = "America/New_York"


@dataclass(frozen=True, slots=True)
class Stage:
    """A database, and the session tokens of somebody who reads and somebody who saves."""

    settings: Settings
    entries: int
    reader: str
    writer: str


def build(folder: Path, entries: int, people: int = 0, days: float = 365) -> Stage:
    """Entries of so many people, in turn over so many days; without a number, 500 entries for each."""
    settings = Settings(data=folder, database_url="", program_limits=False, threads=3)
    folder.mkdir(parents=True)
    engine = make_engine(f"sqlite:///{settings.sqlite_path}")
    schema.upgrade(engine)
    accounts = fill(engine, entries, people or max(entries // ENTRIES_A_PERSON, 2), days)
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        for model, number in TODAY.items():
            connection.execute(insert(model), [_entry(model, accounts[0], n) for n in range(number)])
        devices = [device(accounts[0], "reader"), device(accounts[1], "writer")]
        connection.execute(insert(Device), devices)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return Stage(settings, entries, "reader", "writer")


def device(person: UUID, token: str) -> dict[str, object]:
    """A session; of staff, after their second step."""
    signed_in = {"account_id": person, "token_hash": hash_token(token), "second_step_at": now()}
    return {"id": uuid7(), "label": "Bench"} | signed_in


def _entry(model: type, person: UUID, number: int) -> dict[str, object]:
    at = moment(ZONE, now() - timedelta(seconds=number * 5))
    values: dict[str, object] = {
        "id": uuid7(),
        "owner_id": person,
        "day": at.day,
        "private": False,
        "for_session": False,
    }
    values |= {"occurred_at": at.occurred_at, "utc_offset": at.utc_offset, "received_at": at.occurred_at, "version": 1}
    if model is Urge:
        answers = {"feelings": ["stressed"], "actions": [], "place": "home", "safety_skipped": False}
        return values | answers | {"word": "craving", "focus": "alcohol", "strength": number % 8, "strength_now": 1}
    if model is CheckIn:
        return values | {"mood": 3, "craving": 4, "hungry": False, "angry": False, "lonely": True, "tired": False}
    return values | {"skill_key": "urge-surfing", "before": 7, "after": 3}


def fsync_milliseconds(folder: Path) -> float:
    """What the disk takes to keep 4 KB: the median of 200."""
    taken = []
    with (folder / "fsync").open("wb") as file:
        for _ in range(200):
            file.write(b"x" * 4096)
            file.flush()
            started = time.perf_counter()
            os.fdatasync(file.fileno())
            taken.append(time.perf_counter() - started)
    return statistics.median(taken) * 1000
