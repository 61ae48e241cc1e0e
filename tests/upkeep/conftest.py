"""An installation of its own for each test: a data folder with a migrated database that holds the cast."""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import PIPE, Popen

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.cast import enter
from webapp import schema
from webapp.config import Settings
from webapp.extensions import db
from webapp.upkeep.backup import database_url

Install = Callable[..., Settings]


@pytest.fixture
def install(tmp_path: Path) -> Iterator[Install]:
    """Make an installation with the cast in it, whose database stays open; settings by name."""
    before, made = getattr(db, "engine", None), []

    def make(**more: object) -> Settings:
        settings = Settings(data=tmp_path / "data", **({"database_url": ""} | more))
        made.append(fill(settings))
        return settings

    yield make
    for engine in made:
        engine.dispose()
    if before is not None:
        db.engine = before


def fill(settings: Settings) -> Engine:
    """Migrate the database and put the cast in, without the rest of the app."""
    settings.data.mkdir(mode=0o700, exist_ok=True)
    app = Flask("installation")
    db.init_app(app, database_url(settings), settings.database_key.get_secret_value())
    engine: Engine = app.extensions["foothold_engine"]
    schema.upgrade(engine)
    enter(app, "")
    return engine


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    before = getattr(db, "engine", None)
    settings = Settings(data=tmp_path_factory.mktemp("made-once") / "data", database_url="")
    fill(settings).dispose()
    if before is not None:
        db.engine = before
    assert settings.sqlite_path is not None
    return settings.sqlite_path


@pytest.fixture
def installed(made_once: Path, tmp_path: Path) -> Settings:
    """An installation with the cast in it that nobody has open."""
    settings = Settings(data=tmp_path / "data", database_url="")
    settings.data.mkdir(mode=0o700)
    shutil.copyfile(made_once, settings.data / made_once.name)
    return settings


@pytest.fixture
def in_use(installed: Settings) -> Iterator[None]:
    """Another process has the database open, and does nothing."""
    code = (
        "import sys; from webapp.engine import make_engine;"
        " c = make_engine(sys.argv[1]).connect(); print('open', flush=True); sys.stdin.read()"
    )
    with Popen([sys.executable, "-c", code, f"sqlite:///{installed.sqlite_path}"], stdin=PIPE, stdout=PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        yield
        other.communicate()
