"""A log to read."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

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
