"""The words about one person are worked out again exactly when something else was read."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from sqlmodel import col, select, update

from tests.cast import Cast
from tests.review.caseload import Write, cases
from webapp.extensions import db
from webapp.models import Account, CallRequest, Device, EntryRead, FlagNote, PlanReview, Program, Urge
from webapp.review.cases import case_of
from webapp.scope import everyone

NOW = datetime.now(UTC)


def change(model: type[Any], whose: str = "", /, **values: Any) -> Callable[[Cast], None]:
    def run(cast: Cast) -> None:
        which = [col(model.id) == cast[whose]] if whose else []
        with cast.app.app_context(), db.writing() as session:
            session.execute(everyone(update(model).where(*which).values(**values), reason="the test changes it"))

    return run


def add(make: Callable[[Cast, UUID], Any]) -> Callable[[Cast], None]:
    """With the newest urge."""

    def run(cast: Cast) -> None:
        newest = everyone(select(Urge.id).order_by(col(Urge.occurred_at).desc()), reason="the test tells of it")
        with cast.app.app_context(), db.writing() as session:
            session.add(make(cast, session.execute(newest).scalars().first()))

    return run


CHANGES = {
    "strength": change(Urge, strength=8),
    "deleted": change(Urge, deleted_at=NOW),
    "private": change(Urge, private=True),
    "an answer": change(Urge, safe="no"),
    "revoked": lambda cast: cast.consents("maya", "check-ins", granted=False),
    "name": change(Account, "maya", name="Mia"),
    "zone": change(Account, "maya", time_zone="Pacific/Kiritimati"),
    "language": change(Account, "dana", language="es"),
    "rules": change(Program, flag_rules={"strength": 10}),
    "read": add(
        lambda cast, urge: EntryRead(owner_id=cast["maya"], kind="urge", entry_id=urge, reader_id=cast["dana"])
    ),
    "answered": add(
        lambda cast, urge: FlagNote(
            owner_id=cast["maya"], rule="strong-twice", cause=str(urge), at=NOW, by_id=cast["lee"], action="called"
        )
    ),
    "a call": add(lambda cast, _urge: CallRequest(owner_id=cast["maya"])),
    "a review": add(
        lambda cast, _urge: PlanReview(
            owner_id=cast["maya"], plan="relapse", reviewed_by=cast["maya"], reviewed_at=NOW - timedelta(days=90)
        )
    ),
}


@pytest.fixture
def before(cast: Cast, write: Write) -> dict[str, list[str]]:
    cast.consents("maya", "urges", "check-ins", "plan")
    write(Urge, strength=9)
    write(Urge, 1, strength=9)
    case_of.cache_clear()
    return cases(cast)


def test_nothing_else_was_read(cast: Cast, before: dict[str, list[str]]) -> None:
    worked_out = case_of.cache_info().misses
    assert cases(cast) == before
    assert case_of.cache_info().misses == worked_out == 1


@pytest.mark.parametrize("what", CHANGES)
def test_something_else_was_read(cast: Cast, before: dict[str, list[str]], what: str) -> None:
    CHANGES[what](cast)
    after = cases(cast)
    assert after != before or what == "zone"
    case_of.cache_clear()
    assert cases(cast) == after


def test_another_day(cast: Cast, before: dict[str, list[str]]) -> None:
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    change(Device, created_at=tomorrow, last_seen_at=tomorrow)(cast)
    with time_machine.travel(tomorrow):
        after = cases(cast)
        assert after != before
        case_of.cache_clear()
        assert cases(cast) == after
