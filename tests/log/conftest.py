"""A log to read, and counting the queries of a request."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from tests.cast import Cast
from webapp.extensions import db
from webapp.models import CheckIn, Lapse, Logged, Practice, SignCheck, Urge

Write = Callable[..., Any]
KINDS: dict[type[Logged], dict[str, Any]] = {
    Urge: {"word": "craving", "strength": 7},
    Lapse: {"kind": "use"},
    CheckIn: {"mood": 3},
    Practice: {"skill_key": "long-out-breath", "before": 7, "after": 4},
    SignCheck: {"level": "drifting", "signs": ["Skipping lunch"]},
}


@pytest.fixture
def write(cast: Cast) -> Write:
    """Put an entry into Maya's log, some minutes ago; its id."""

    def entry(model: type[Logged], minutes: float = 60, owner: str = "maya", **values: Any) -> Any:
        at = datetime.now(UTC) - timedelta(minutes=minutes)
        when = {"occurred_at": at, "utc_offset": -300, "day": (at - timedelta(hours=5)).date()}
        row = model(owner_id=cast[owner], **(when | KINDS[model] | values))
        with cast.app.app_context(), db.writing() as session:
            session.add(row)
        return row.id

    return entry


@pytest.fixture
def queries(app: Flask, cast: Cast) -> Iterator[Callable[[str], int]]:
    """How many statements Maya's visit to a page takes."""
    engine = app.extensions["foothold_engine"]
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement != "BEGIN":
            said.append(statement)

    def visit(path: str) -> int:
        maya = cast.as_("maya")
        maya.get(path)
        said.clear()
        assert maya.get(path).status_code == 200
        return len(said)

    event.listen(engine, "before_cursor_execute", note)
    yield visit
    event.remove(engine, "before_cursor_execute", note)
