"""Maya's and Alex's browsers, and rows stored as they are."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import SQLModel, col, select

from tests.cast import Cast
from tests.support.client import PageClient
from webapp.extensions import db
from webapp.models import Account, Audit, Program, Resource, now
from webapp.scope import everyone

Stored = Callable[..., list[Any]]
Put = Callable[..., None]


@pytest.fixture
def maya(cast: Cast) -> PageClient:
    return cast.as_("maya")


@pytest.fixture
def alex(cast: Cast) -> PageClient:
    return cast.as_("alex")


@pytest.fixture
def put(cast: Cast) -> Put:
    def write(*rows: SQLModel) -> None:
        with cast.app.app_context(), db.writing() as session:
            session.add_all(rows)

    return write


@pytest.fixture
def stored(cast: Cast) -> Stored:
    """The rows of a table, oldest first."""

    def read(model: type[Any], **where: Any) -> list[Any]:
        with cast.app.app_context():
            statement = select(model).filter_by(**where).order_by(model.id)
            return list(db.session.execute(everyone(statement, reason="a test looks at what is stored")).scalars())

    return read


@pytest.fixture
def trail(stored: Stored) -> Callable[[], list[tuple[str, str, str]]]:
    return lambda: [(row.action, row.subject, row.detail) for row in stored(Audit, actor_role="admin")]


@pytest.fixture
def speaks(cast: Cast) -> Callable[[str, str], None]:
    """Somebody reads this language."""

    def speak(name: str, code: str) -> None:
        with cast.app.app_context(), db.writing():
            db.run(update(Account).where(col(Account.id) == cast[name]).values(language=code))

    return speak


@pytest.fixture
def program(cast: Cast) -> Callable[..., None]:
    """Change settings of the program."""

    def change(**values: Any) -> None:
        with cast.app.app_context(), db.writing():
            db.run(update(Program).values(**values))

    return change


def own(**values: Any) -> Resource:
    """A resource of the clinic's own."""
    usual = {"name": "Cedar food bank", "about": "Boxes on Friday", "need": "bills", "phone": "(202) 555-0111"}
    more = {"languages": ["en", "es"], "confirmed_at": now()}
    return Resource(**(usual | more | values))
