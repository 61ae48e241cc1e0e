"""What Dana gives back to Maya."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from tests.cast import Cast
from tests.review.conftest import keep, write
from webapp.extensions import db
from webapp.models import Urge, uuid7
from webapp.scope import everyone

__all__ = ["keep", "write"]

Write = Callable[..., Any]


class Room:
    """Maya's record, as counselors work on it, and what is stored of it."""

    def __init__(self, cast: Cast, urge: UUID) -> None:
        self.cast, self.urge = cast, urge
        self.record = f"/counselor/participants/{cast['maya']}"

    def post(self, name: str, path: str, **data: Any) -> Any:
        return self.cast.as_(name).post(self.record + path, data={"operation": str(uuid7()), **data})

    def answer(self, text: str = "zq-answer", name: str = "dana", **data: Any) -> Any:
        values = {"id": str(uuid7()), "entry": str(self.urge), "text": text, **data}
        return self.post(name, "/replies", **values)

    def mark(self, *entries: UUID, name: str = "dana") -> Any:
        return self.post(name, "/readings", entries=[str(each) for each in entries or (self.urge,)])

    def rows(self, model: Any) -> list[Any]:
        with self.cast.app.app_context():
            found = select(*model.__table__.columns).order_by(model.id)
            return list(db.rows(everyone(found, reason="the test looks at what is stored")))

    def own(self, path: str) -> str:
        """A page as Maya sees it."""
        answer = self.cast.as_("maya").get(path)
        assert answer.status_code == 200
        return " ".join(answer.text.split())

    def page(self, name: str = "dana") -> str:
        answer = self.cast.as_(name).get(self.record)
        assert answer.status_code == 200
        return " ".join(answer.text.split())


@pytest.fixture
def room(cast: Cast, write: Write) -> Room:
    """Maya shares her urges, of which there is one, and her plan."""
    cast.consents("maya", "urges", "plan")
    return Room(cast, write(Urge))
