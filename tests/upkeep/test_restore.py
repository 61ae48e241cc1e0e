"""`foothold restore`: checked first, refused while in use, and what was there is kept."""

from pathlib import Path

import click
import pytest

from webapp.config import Settings
from webapp.upkeep.backup import back_up, restore
from webapp.upkeep.sqlite_copy import contents, opened


@pytest.fixture
def saved(installed: Settings) -> Path:
    """A backup, after which one account more was added."""
    settings = installed
    target, _rows = back_up(settings)
    change(settings, "INSERT INTO therapy_group (id, name, \"when\") VALUES ('00', 'later', '')")
    return target


def change(settings: Settings, statement: str) -> None:
    with opened(settings.sqlite_path, "", "rw") as connection:
        connection.execute(statement)


def groups(path: Path) -> int:
    return contents(path, "").rows["therapy_group"]


def test_it_puts_the_backup_back_and_keeps_what_was_there(installed: Settings, saved: Path) -> None:
    restored = restore(installed, saved)
    assert restored.rows["account"] == 6
    assert groups(installed.sqlite_path) == 0
    assert groups(Path(restored.aside)) == 1


def test_a_log_left_behind_goes_aside_with_its_file(installed: Settings, saved: Path) -> None:
    path = installed.sqlite_path
    with opened(path, "", "rw") as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("INSERT INTO therapy_group (id, name, \"when\") VALUES ('01', 'last', '')")
        left = {end: Path(f"{path}{end}").read_bytes() for end in ("", "-wal", "-shm")}
    for end, content in left.items():  # as a killed server leaves it: the last row is only in the log
        Path(f"{path}{end}").write_bytes(content)
    restored = restore(installed, saved)
    assert not Path(f"{path}-wal").exists()
    assert groups(path) == 0
    assert groups(Path(restored.aside)) == 2


def test_only_the_owner_can_read_it(installed: Settings, saved: Path) -> None:
    restore(installed, saved)
    assert installed.sqlite_path.stat().st_mode & 0o777 == 0o600


def test_it_works_where_nothing_was(saved: Path, tmp_path: Path) -> None:
    fresh = Settings(data=tmp_path / "fresh", database_url="")
    assert restore(fresh, saved).aside == ""
    assert groups(fresh.sqlite_path) == 0


@pytest.mark.whole
@pytest.mark.usefixtures("in_use")
def test_it_is_refused_while_foothold_runs(installed: Settings, saved: Path) -> None:
    before = installed.sqlite_path.read_bytes()
    with pytest.raises(click.ClickException, match="in use"):
        restore(installed, saved)
    assert installed.sqlite_path.read_bytes() == before


def test_a_damaged_backup_is_refused(installed: Settings, saved: Path) -> None:
    content = bytearray(saved.read_bytes())
    content[len(content) // 2] ^= 1
    saved.write_bytes(content)
    with pytest.raises(click.ClickException, match="damaged"):
        restore(installed, saved)
    assert groups(installed.sqlite_path) == 1


def test_a_backup_without_its_checksum_is_refused(installed: Settings, saved: Path) -> None:
    saved.with_name(saved.name + ".sha256").unlink()
    with pytest.raises(click.ClickException, match="is missing"):
        restore(installed, saved)


def test_a_damaged_page_is_found_when_the_checksum_is_right(installed: Settings, tmp_path: Path) -> None:
    """Damaged before the checksum was written."""
    settings = installed
    content = bytearray(settings.sqlite_path.read_bytes())
    content[4096 * 3 : 4096 * 3 + 40] = b"\xff" * 40
    settings.sqlite_path.write_bytes(content)
    with pytest.raises(click.ClickException, match="damaged"):
        back_up(settings, tmp_path / "copy.db")


def test_a_backup_of_a_newer_version_is_refused(installed: Settings) -> None:
    settings = installed
    change(settings, "UPDATE alembic_version SET version_num = '9999'")
    target, _rows = back_up(settings)
    with pytest.raises(click.ClickException, match="does not know"):
        restore(settings, target)


def test_there_must_be_a_file(installed: Settings, tmp_path: Path) -> None:
    with pytest.raises(click.ClickException, match="there is no file"):
        restore(installed, tmp_path / "none.db")
