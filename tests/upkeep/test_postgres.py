"""Backup and restore of PostgreSQL, by its own tools."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from sqlalchemy import Engine

from tests.support.postgres import postgres
from tests.upkeep.conftest import Install
from webapp.config import Settings
from webapp.engine import make_engine
from webapp.extensions import db
from webapp.upkeep import postgres_copy
from webapp.upkeep.backup import back_up, restore

pytestmark = pytest.mark.slow


@pytest.fixture
def installed(install: Install) -> Iterator[Settings]:
    with postgres() as url:
        settings = install(database_url=url)
        db.engine.dispose()
        yield settings


def run(settings: Settings, statement: str) -> object:
    engine: Engine = make_engine(settings.database_url)
    with engine.begin() as connection:
        result = connection.exec_driver_sql(statement)
        found = result.scalar() if result.returns_rows else None
    engine.dispose()
    return found


def test_it_comes_back_and_what_was_there_is_kept(installed: Settings) -> None:
    target, _rows = back_up(installed)
    run(installed, "DELETE FROM account WHERE username = 'noor'")
    restored = restore(installed, target)
    assert restored.rows["account"] == 6
    assert run(installed, "SELECT count(*) FROM account") == 6
    assert run(installed, f"SELECT count(*) FROM {restored.aside.removeprefix('schema ')}.account") == 5
    again, _rows = back_up(installed, installed.data / "again.dump")
    assert restore(installed, again).rows["account"] == 6


def test_it_is_refused_while_in_use(installed: Settings) -> None:
    target, _rows = back_up(installed)
    engine = make_engine(installed.database_url)
    with engine.connect(), pytest.raises(click.ClickException, match="in use"):
        restore(installed, target)
    engine.dispose()


def test_what_was_there_stands_when_the_backup_cannot_be_loaded(
    installed: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, _rows = back_up(installed)
    original = postgres_copy.table_of_contents
    monkeypatch.setattr(postgres_copy, "table_of_contents", lambda path: list(reversed(original(path))))
    with pytest.raises(click.ClickException, match="pg_restore failed"):
        restore(installed, target)
    assert run(installed, "SELECT count(*) FROM account") == 6


def test_the_tools_are_named_when_missing(installed: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(click.ClickException, match="postgresql-client"):
        back_up(installed)


def test_the_password_is_not_on_the_command_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fake = tmp_path / "pg_dump"
    fake.write_text(f'#!/bin/sh\necho "$@" "$PGPASSWORD" > {tmp_path}/seen\n')
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    postgres_copy.dump("postgresql+psycopg://ann:s3cret@db.example.org/foothold", tmp_path / "out")
    arguments, _space, password = (tmp_path / "seen").read_text().strip().rpartition(" ")
    assert password == "s3cret"
    assert "s3cret" not in arguments
    assert "--dbname=postgresql://ann@db.example.org/foothold" in arguments
