"""`foothold backup`: whole, checked, private, never over another."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import click
import pytest
from sqlalchemy import insert

from tests.upkeep.conftest import Install
from webapp.config import Settings
from webapp.engine import make_engine
from webapp.extensions import db
from webapp.models import TherapyGroup, uuid7
from webapp.upkeep.backup import back_up, database_url, newest, restore
from webapp.upkeep.sqlite_copy import contents

CANARY = "canary-of-maya"


def note(settings: Settings) -> None:
    """Something that must come back."""
    engine = make_engine(database_url(settings), settings.database_key.get_secret_value())
    with engine.begin() as connection:
        connection.execute(insert(TherapyGroup), {"id": uuid7(), "name": CANARY})
    engine.dispose()


def test_it_holds_what_is_not_yet_in_the_main_file(install: Install) -> None:
    settings = install()
    with db.engine.connect():
        note(settings)
        assert CANARY.encode() not in settings.sqlite_path.read_bytes(), "nothing is only in the log"
        target, rows = back_up(settings)
    assert rows["therapy_group"] == 1
    assert contents(target, "").rows == rows
    assert CANARY.encode() in target.read_bytes()


def test_its_checksum_is_beside_it_as_sha256sum_writes_it(installed: Settings) -> None:
    target, _rows = back_up(installed)
    sums = target.with_name(target.name + ".sha256")
    assert sums.read_text() == f"{hashlib.sha256(target.read_bytes()).hexdigest()}  {target.name}\n"


def test_only_the_owner_can_read_it(installed: Settings) -> None:
    target, _rows = back_up(installed)
    assert target.parent == installed.data / "backups"
    assert {path.stat().st_mode & 0o777 for path in target.parent.iterdir()} == {0o600}
    assert target.parent.stat().st_mode & 0o777 == 0o700


def test_it_is_one_file(installed: Settings) -> None:
    target, _rows = back_up(installed)
    assert sorted(path.name for path in target.parent.iterdir()) == [target.name, target.name + ".sha256"]


def test_it_never_overwrites(installed: Settings, tmp_path: Path) -> None:
    file = tmp_path / "mine.db"
    file.write_text("precious")
    with pytest.raises(click.ClickException, match="never overwritten"):
        back_up(installed, file)
    assert file.read_text() == "precious"


def test_nothing_is_left_of_a_failed_one(installed: Settings, tmp_path: Path) -> None:
    settings = installed
    settings.sqlite_path.write_bytes(b"no database" * 1000)
    with pytest.raises(click.ClickException, match="cannot be used"):
        back_up(settings, tmp_path / "out" / "copy.db")
    assert list((tmp_path / "out").iterdir()) == []


def test_there_must_be_a_database(tmp_path: Path) -> None:
    with pytest.raises(click.ClickException, match="no database"):
        back_up(Settings(data=tmp_path, database_url=""))
    assert not (tmp_path / "foothold.db").exists()


@pytest.mark.whole
def test_an_encrypted_database_stays_encrypted(install: Install) -> None:
    settings = install(database_key="it's a key")
    note(settings)
    target, rows = back_up(settings)
    db.engine.dispose()
    assert rows["therapy_group"] == 1
    assert CANARY.encode() not in target.read_bytes()
    with pytest.raises(sqlite3.DatabaseError), closing(sqlite3.connect(target)) as connection:
        connection.execute("SELECT * FROM therapy_group")
    restore(settings, target)
    assert contents(settings.sqlite_path, "it's a key").rows == rows
    with pytest.raises(click.ClickException, match="FOOTHOLD_DATABASE_KEY"):
        contents(settings.sqlite_path, "another key")


def test_the_newest_is_found_only_with_its_checksum(installed: Settings) -> None:
    settings = installed
    assert newest(settings) is None
    target, _rows = back_up(settings)
    assert newest(settings) == target
    target.with_name(target.name + ".sha256").unlink()
    assert newest(settings) is None
