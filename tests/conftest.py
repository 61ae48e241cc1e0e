"""Fixtures: an app for each database, empty before each test, and the cast."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from flask import Flask

from tests.cast import PASSWORD, Cast, enter
from tests.support.browser import chromium
from tests.support.postgres import postgres
from webapp import create_app, schema
from webapp.accounts import passwords
from webapp.config import Settings
from webapp.extensions import db
from webapp.i18n import language
from webapp.models import metadata

DATABASES = os.environ.get("FOOTHOLD_TEST_DATABASES", "sqlite").split(",")


@pytest.fixture(scope="session", autouse=True)
def _cheap_hashes() -> None:
    passwords._hasher = PasswordHasher.from_parameters(CHEAPEST)
    passwords._NOBODY = passwords._hasher.hash("nobody")


@pytest.fixture(autouse=True)
def _english() -> None:
    """Whatever language the test before ended in."""
    language.set("en")


@pytest.fixture(scope="session", params=DATABASES)
def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The app on one of the databases, migrated."""
    data = tmp_path_factory.mktemp("data")
    if request.param == "postgresql":
        with postgres() as url:
            yield from _app(Settings(data=data, database_url=url))
    else:
        yield from _app(Settings(data=data, database_url=f"sqlite:///{data}/test.db"))


def _app(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    app.testing = True
    engine = app.extensions["foothold_engine"]
    schema.upgrade(engine)
    yield app
    engine.dispose()


@pytest.fixture
def app(stage: Flask) -> Iterator[Flask]:
    """The app with an empty database."""
    db.engine = stage.extensions["foothold_engine"]
    yield stage
    empty(stage)


def empty(app: Flask) -> None:
    """Take all rows away, and make this app's database the one in use."""
    db.engine = app.extensions["foothold_engine"]
    with db.engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.exec_driver_sql(f'DELETE FROM "{table.name}"')


@pytest.fixture(scope="session")
def stored_password(_cheap_hashes: None) -> str:
    return passwords.hash_password(PASSWORD)


@pytest.fixture
def cast(app: Flask, stored_password: str) -> Cast:
    """Maya and Dana, Jordan, Lee, Alex and Noor, in an otherwise empty program."""
    return enter(app, stored_password)


@pytest.fixture
def root() -> Path:
    return Path(__file__).parent.parent


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """For pytest-playwright: the machine's own Chromium."""
    return {"executable_path": chromium(), "args": ["--no-sandbox"]}
