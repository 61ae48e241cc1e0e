"""Reading what is stored, and the admin's browser."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import SQLModel, col, select

from tests.cast import Cast
from tests.support.client import PageClient
from tests.support.queries import CountVisit, counter
from webapp.extensions import db
from webapp.models import Account, Audit, Device, now

Stored = Callable[..., list[Any]]


@pytest.fixture
def alex(cast: Cast) -> PageClient:
    return cast.as_("alex")


@pytest.fixture
def stored(cast: Cast) -> Stored:
    """The rows of a table, oldest first; `where` are conditions on columns."""

    def read(model: type[Any], **where: Any) -> list[Any]:
        with cast.app.app_context():
            statement = select(model).filter_by(**where).order_by(model.id)
            return list(db.session.execute(statement).scalars())

    return read


@pytest.fixture
def put(cast: Cast) -> Callable[..., None]:
    """Store rows as they are."""

    def write(*rows: SQLModel) -> None:
        with cast.app.app_context(), db.writing() as session:
            session.add_all(rows)

    return write


@pytest.fixture
def trail(stored: Stored) -> Callable[[], list[tuple[str, str, str]]]:
    """What the trail says that admins did: action, subject and detail."""
    return lambda: [(row.action, row.subject, row.detail) for row in stored(Audit, actor_role="admin")]


@pytest.fixture
def long_ago(cast: Cast) -> None:
    """Alex gave the password eleven minutes ago."""
    with cast.app.app_context(), db.writing():
        db.run(
            update(Device)
            .where(col(Device.account_id) == cast["alex"])
            .values(confirmed_at=now() - timedelta(minutes=11))
        )


@pytest.fixture
def account(stored: Stored, cast: Cast) -> Callable[[str], Account]:
    return lambda name: stored(Account, id=cast[name])[0]


@pytest.fixture
def queries(alex: PageClient) -> CountVisit:
    """How many statements Alex's visit to a page takes."""
    return counter(alex)
