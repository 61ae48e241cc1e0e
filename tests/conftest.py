"""Fixtures: an app for each database, empty before each test, and the cast."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Browser
from sqlalchemy import event

from tests.cast import PASSWORD, Cast, enter
from tests.support.browser import Browsers, chromium
from tests.support.hashes import make_cheap
from tests.support.postgres import postgres
from tests.support.queries import CountVisit, counter
from webapp import create_app, schema
from webapp.accounts import passwords
from webapp.config import Settings
from webapp.extensions import db
from webapp.i18n import language
from webapp.models import metadata

DATABASES = os.environ.get("FOOTHOLD_TEST_DATABASES", "sqlite").split(",")


def pytest_collection_finish() -> None:
    """What is there for the whole run is not looked through again and again, and the rest seldom."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


@pytest.fixture(scope="session", autouse=True)
def _cheap_hashes() -> None:
    make_cheap()


@pytest.fixture(autouse=True)
def _english() -> None:
    """Whatever language the test before ended in."""
    language.set("en")


def folder_of_all_workers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder, however many processes run the tests."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def stage_on(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Flask]]:
    """The app on each database, made once: files of tests take turns with them."""
    compiled = folder_of_all_workers(tmp_path_factory) / "templates"
    compiled.mkdir(exist_ok=True)
    with ExitStack() as at_the_end:

        @cache
        def stage_on(database: str) -> Flask:
            data = tmp_path_factory.mktemp("data")
            is_postgresql = database == "postgresql"
            url = at_the_end.enter_context(postgres()) if is_postgresql else f"sqlite:///{data}/test.db"
            return at_the_end.enter_context(running(Settings(data=data, database_url=url), compiled))

        yield stage_on


@pytest.fixture(scope="session", params=DATABASES)
def stage(request: pytest.FixtureRequest, stage_on: Callable[[str], Flask]) -> Flask:
    """The app on one of the databases, migrated."""
    app = stage_on(request.param)
    db.engine = app.extensions["foothold_engine"]
    return app


@contextmanager
def running(settings: Settings, compiled: Path | None = None) -> Iterator[Flask]:
    """The app; with a folder where its templates are kept as they are compiled, for apps with the same ones."""
    app = create_app(settings)
    app.testing = True
    for code, environment in app.extensions["templates"].items():
        environment.bytecode_cache = compiled and FileSystemBytecodeCache(str(compiled), f"{code}-%s")
    engine = app.extensions["foothold_engine"]
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _wait_for_no_disk)
    schema.upgrade(engine)
    yield app
    engine.dispose()


def _wait_for_no_disk(connection: Any, _record: object) -> None:
    """A commit in these tests need not outlive the machine; what is durable has its own tests."""
    connection.execute("PRAGMA synchronous = OFF")


@pytest.fixture
def app(stage: Flask) -> Iterator[Flask]:
    """The app with an empty database."""
    db.engine = stage.extensions["foothold_engine"]
    yield stage
    empty(stage)


def empty(app: Flask) -> None:
    """Take all rows away, and make this app's database the one in use."""
    db.engine = app.extensions["foothold_engine"]
    everything = ";".join(f'DELETE FROM "{table.name}"' for table in reversed(metadata.sorted_tables))
    if db.engine.dialect.name == "postgresql":
        with db.engine.begin() as connection:
            connection.exec_driver_sql(everything)
        return
    with db.engine.connect() as connection:
        driver: Any = connection.connection.dbapi_connection
        driver.executescript(f"PRAGMA foreign_keys = OFF; BEGIN; {everything}; COMMIT; PRAGMA foreign_keys = ON")


@pytest.fixture(scope="session")
def stored_password(_cheap_hashes: None) -> str:
    return passwords.hash_password(PASSWORD)


@pytest.fixture
def cast(app: Flask, stored_password: str) -> Cast:
    """Maya and Dana, Jordan, Lee, Alex and Noor, in an otherwise empty program."""
    return enter(app, stored_password)


@pytest.fixture
def queries(cast: Cast) -> CountVisit:
    """How many statements Maya's visit to a page takes."""
    return counter(cast.as_("maya"))


@pytest.fixture
def root() -> Path:
    return Path(__file__).parent.parent


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """For pytest-playwright: the machine's own Chromium."""
    return {"executable_path": chromium(), "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def browsers(launch_browser: Callable[[], Browser]) -> Iterator[Browsers]:
    browsers = Browsers(launch_browser)
    yield browsers
    browsers.end()


@pytest.fixture
def browser(browsers: Browsers) -> Browser:
    """In place of pytest-playwright's, which is one for all whatever becomes of it."""
    return browsers.living()
