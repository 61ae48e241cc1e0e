"""A counselor who looks after 200 people: in a program of just these, and in one of some thousand over a year."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, insert
from sqlmodel import col, select

from bench.data import Stage, device
from webapp.engine import WRITES, make_engine
from webapp.enums import ConsentCategory, Role
from webapp.models import (
    Account,
    Assignment,
    Consent,
    Device,
    EntryRead,
    FlagNote,
    GroupMember,
    TherapyGroup,
    Urge,
    now,
    uuid7,
)
from webapp.scope import everyone

PEOPLE, GROUP = 200, 10
COUNSELOR = "caseload"
"""The session token of who reads it."""


def add_caseload(stage: Stage) -> None:
    """Everybody shares everything; she looks after 200 of them, in groups of ten, and read half of what is new."""
    engine = make_engine(f"sqlite:///{stage.settings.sqlite_path}")
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        for model, rows in _rows(connection).items():
            connection.execute(insert(model), rows)
    engine.dispose()


def _rows(connection: Connection) -> dict[Any, list[dict[str, Any]]]:
    participants = select(Account.id).where(col(Account.role) == Role.PARTICIPANT).order_by(col(Account.id))
    everybody = connection.execute(participants).scalars().all()
    people = everybody[:PEOPLE]
    counselor, today = uuid7(), now().date()
    groups = [uuid7() for _ in range(0, PEOPLE, GROUP)]
    recent = col(Urge.owner_id).in_(people), col(Urge.day) > today - timedelta(days=14)
    urges = connection.execute(
        everyone(select(Urge.id, Urge.owner_id).where(*recent), reason="invented people, to measure")
    ).all()
    return {
        Account: [
            {"id": counselor, "role": Role.COUNSELOR, "username": COUNSELOR, "name": "Dana", "password_hash": ""}
        ],
        Device: [device(counselor, COUNSELOR)],
        Assignment: [{"id": uuid7(), "participant_id": person, "counselor_id": counselor} for person in people],
        Consent: [
            {"id": uuid7(), "owner_id": person, "category": category, "granted": True, "text_version": "bench"}
            for person in everybody
            for category in ConsentCategory
        ],
        TherapyGroup: [{"id": group, "name": f"Group {n}"} for n, group in enumerate(groups)],
        GroupMember: [
            {"id": uuid7(), "group_id": groups[n // GROUP], "account_id": person, "joined_on": today}
            for n, person in enumerate(people)
        ],
        EntryRead: [
            {"id": uuid7(), "owner_id": urge.owner_id, "kind": "urge", "entry_id": urge.id, "reader_id": counselor}
            for urge in urges[::2]
        ],
        FlagNote: [_note(urge.owner_id, str(urge.id), counselor) for urge in urges[::15]],
    }


def _note(owner_id: Any, cause: str, by_id: Any) -> dict[str, Any]:
    return {"id": uuid7(), "owner_id": owner_id, "rule": "strong-twice", "cause": cause, "by_id": by_id,
            "action": "called", "at": now()}  # fmt: skip
