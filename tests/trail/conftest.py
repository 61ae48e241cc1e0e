"""Rows of the trail, as others leave them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.review.conftest import keep, write
from webapp.extensions import db
from webapp.models import Audit

__all__ = ["keep", "looked", "shown", "write"]

Looked = Callable[..., None]
Shown = Callable[..., list[str]]


@pytest.fixture
def looked(cast: Cast) -> Looked:
    """Somebody did something with Maya's record, some minutes ago; a look of Dana's unless it says otherwise."""

    def note(minutes: float = 1, *, by: str | None = "dana", **values: Any) -> None:
        row = {
            "at": datetime.now(UTC) - timedelta(minutes=minutes),
            "actor_id": cast[by] if by else None,
            "actor_role": "participant" if by in {"maya", "jordan"} else "counselor" if by else "",
            "action": "viewed",
            "subject": "record",
            "owner_id": cast["maya"],
            "detail": "urges",
        }
        with cast.app.app_context(), db.writing() as session:
            session.add(Audit(**(row | values)))

    return note


@pytest.fixture
def shown(cast: Cast) -> Shown:
    """What the page says, line by line."""

    def lines(query: str = "", name: str = "maya") -> list[str]:
        answer = cast.as_(name).get(f"/who-looked{query}")
        assert answer.status_code == 200
        soup = BeautifulSoup(answer.text, "html.parser")
        return [str(tag.p.text) for tag in soup.select("section ol.rows > li .grow")]

    return lines
