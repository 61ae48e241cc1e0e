"""`foothold doctor` names what is wrong and what to do, in words."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest

from webapp.config import Settings
from webapp.content import clinical
from webapp.engine import make_engine
from webapp.models import CrisisLine, now
from webapp.upkeep import doctor
from webapp.upkeep.backup import back_up
from webapp.upkeep.sqlite_copy import opened


def found(settings: Settings, state: str = "fix") -> str:
    return "\n".join(finding.text for finding in doctor.examine(settings) if finding.state == state)


def run(settings: Settings, statement: str) -> None:
    with opened(settings.sqlite_path, "", "rw") as connection:
        connection.execute(statement)


def confirm_a_line(settings: Settings, days_ago: int) -> None:
    engine = make_engine(f"sqlite:///{settings.sqlite_path}")
    line = CrisisLine(slug="emergency", confirmed_at=now() - timedelta(days=days_ago)).model_dump()
    with engine.begin() as connection:
        connection.execute(CrisisLine.__table__.insert(), line)
    engine.dispose()


@pytest.fixture
def healthy(installed: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An installation as a clinic should have it."""
    settings = installed.model_copy(update={"public_url": "https://foothold.example.org"})
    monkeypatch.setattr(clinical, "review_state", lambda: {"words.yaml": "A clinician"})
    run(settings, "UPDATE program SET set_up_at = '2026-01-01 00:00:00'")
    confirm_a_line(settings, days_ago=10)
    back_up(settings)
    return settings


def test_a_healthy_one_has_nothing_to_fix(healthy: Settings) -> None:
    assert found(healthy) == ""
    good = found(healthy, "ok")
    for words in (
        "__Host-fh",
        "only its owner",
        "MB free",
        "SQLite 3.",
        "local file system",
        "whole",
        "the newest",
        "1 clinical",
    ):
        assert words in good


def test_it_changes_nothing(healthy: Settings) -> None:
    before = healthy.sqlite_path.read_bytes()
    found(healthy)
    assert healthy.sqlite_path.read_bytes() == before


def test_open_http_is_named(healthy: Settings) -> None:
    assert "FOOTHOLD_INSECURE_HTTP" in found(healthy.model_copy(update={"insecure_http": True}))
    assert "need https" in found(healthy.model_copy(update={"public_url": "http://foothold.example.org"}))
    assert "this machine only" in found(healthy.model_copy(update={"public_url": ""}), "note")


def test_an_open_folder_is_named(healthy: Settings) -> None:
    healthy.data.chmod(0o750)
    assert f"chmod -R go= {healthy.data}" in found(healthy)


def test_a_full_disk_is_named(healthy: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "ROOM", 1 << 60)
    assert "Make room" in found(healthy)


def test_an_old_sqlite_is_named(healthy: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.sqlite, "sqlite_version_info", (3, 40, 1))
    assert "SQLite 3.40.1 can lose saved rows" in found(healthy)


@pytest.mark.parametrize(("kind", "state"), [("nfs4", "fix"), ("cifs", "fix"), ("ext4", "ok"), ("tmpfs", "ok")])
def test_a_network_file_system_is_named(kind: str, state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        f"1 0 8:1 / / rw - overlay none rw\n2 1 0:5 / {tmp_path} rw,relatime shared:1 - {kind} host:/x rw\n"
    )
    assert doctor.file_system_of(tmp_path / "foothold.db", mounts) == kind
    assert doctor.file_system_of(Path("/elsewhere"), mounts) == "overlay"
    monkeypatch.setattr(doctor, "file_system_of", lambda _path: kind)
    assert doctor._file_system(tmp_path).state == state


def test_a_missing_database_is_named_and_not_made(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, database_url="")
    assert "There is no database" in found(settings)
    assert not settings.sqlite_path.exists()


def test_a_damaged_database_is_named(healthy: Settings) -> None:
    healthy.sqlite_path.write_bytes(b"no database" * 1000)
    assert "cannot be opened" in found(healthy)


def test_a_schema_that_is_behind_is_named(healthy: Settings) -> None:
    run(healthy, "UPDATE alembic_version SET version_num = '0000'")
    assert "foothold migrate" in found(healthy)


def test_weak_settings_of_sqlite_are_named(healthy: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(doctor.SQLITE_SETTINGS, "synchronous", 3)
    assert "synchronous=2" in found(healthy)


def test_a_program_that_is_not_set_up_is_named(healthy: Settings) -> None:
    run(healthy, "UPDATE program SET set_up_at = NULL")
    assert "not set up" in found(healthy)


def test_unconfirmed_crisis_lines_are_named(healthy: Settings) -> None:
    run(healthy, "UPDATE crisis_line SET confirmed_at = '2020-01-01 00:00:00'")
    assert "1 of 1 crisis lines" in found(healthy)
    run(healthy, "DELETE FROM crisis_line")
    assert "Nobody has confirmed" in found(healthy)


def test_an_old_backup_is_named(healthy: Settings) -> None:
    (backup,) = (healthy.data / "backups").glob("*.db")
    os.utime(backup, (time.time() - 27 * 3600,) * 2)
    assert "27 hours old" in found(healthy)
    backup.unlink()
    assert "There is no backup" in found(healthy)


def test_unsigned_clinical_files_are_named(healthy: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clinical, "review_state", lambda: {"lapse.yaml": "", "words.yaml": "A clinician"})
    assert "No clinician has signed lapse.yaml." in found(healthy)


def test_staff_without_a_second_step_are_counted(healthy: Settings) -> None:
    assert "Staff without a second step of signing in: 3." in found(healthy, "note")
    run(
        healthy,
        "INSERT INTO second_factor SELECT id, id, 'KEY', 0, '2026-01-01 00:00:00' FROM account"
        " WHERE role != 'participant'",
    )
    assert "all staff have a second step" in found(healthy, "ok")
    run(healthy, "UPDATE account SET active = 0 WHERE username = 'lee'")
    run(healthy, "DELETE FROM second_factor WHERE account_id = (SELECT id FROM account WHERE username = 'lee')")
    assert "all staff have a second step" in found(healthy, "ok"), "an account that is turned off needs none"


def test_the_example_program_is_told(healthy: Settings) -> None:
    run(healthy, "UPDATE program SET is_example = 1")
    assert "staff get in without a second step. Not for real people." in found(healthy, "note")
