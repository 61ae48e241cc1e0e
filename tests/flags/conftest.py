"""People who share something on a Tuesday, and what is kept of answers."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
import time_machine

from tests.cast import Cast
from tests.flags.test_rules import ZONE, entry
from webapp.engine import SCOPE
from webapp.enums import ConsentCategory
from webapp.extensions import db
from webapp.models import Account, Assignment, uuid7

NOW = datetime(2026, 11, 10, 17, tzinfo=UTC)
"""Tuesday noon in New York, nine days after the clocks went back."""
Logged = Callable[..., UUID]


@pytest.fixture
def that_tuesday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def logged(cast: Cast) -> Logged:
    def logged(*lines: str, shares: bool = True) -> UUID:
        """A person with these entries, whom Dana looks after."""
        name = f"person{len(cast.ids)}"
        cast.ids[name] = uuid7()
        with cast.app.app_context(), db.writing() as session:
            session.add(Account(id=cast[name], username=name, name=name, password_hash="", time_zone=ZONE))
            session.flush()
            session.add(Assignment(participant_id=cast[name], counselor_id=cast["dana"]))
            session.add_all(entry(cast[name], ZONE, *line.split()) for line in lines)
        if shares:
            cast.consents(name, *ConsentCategory)
        return cast[name]

    return logged


def five(logged: Logged, *lines: str) -> list[UUID]:
    return [logged(*lines), *(logged("check-in 2026-11-09T09:00 mood=3") for _ in range(4))]


def all_of() -> dict[str, str]:
    return {SCOPE: "everyone"}
