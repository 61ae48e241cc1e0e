"""The commands as they are typed."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from webapp.cli import main


def foothold(data: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FOOTHOLD_")}
    environment["FOOTHOLD_DATA"] = str(data)
    command = [sys.executable, "-c", "from webapp.cli import main; main()", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, input=typed)


@pytest.mark.slow
def test_from_nothing_to_a_restored_backup(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert foothold(data, "migrate").stdout.startswith("The database has schema")
    seeded = foothold(data, "seed", "--entries", "100", "--participants", "3")
    assert seeded.stdout == "100 entries of 3 participants added.\n"
    assert foothold(data, "backup", str(tmp_path / "copy.db")).returncode == 0
    answer = foothold(data, "restore", str(tmp_path / "copy.db"))
    assert "urge 60" in answer.stdout
    assert "check_in 20" in answer.stdout
    assert "is kept as" in answer.stdout


@pytest.mark.whole
def test_the_data_folder_is_private(tmp_path: Path) -> None:
    foothold(tmp_path / "data", "migrate")
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "data" / "foothold.db").stat().st_mode & 0o777 == 0o600


@pytest.mark.whole
def test_a_refusal_is_one_line_and_a_failure(tmp_path: Path) -> None:
    answer = foothold(tmp_path, "restore", "nowhere.db")
    assert (answer.returncode, answer.stderr) == (1, "Error: there is no file nowhere.db\n")


@pytest.mark.whole
def test_doctor_fails_when_something_is_to_be_fixed(tmp_path: Path) -> None:
    answer = foothold(tmp_path / "data", "doctor")
    assert answer.returncode == 1
    assert answer.stdout.splitlines()[-1].endswith("to fix.")
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    "command",
    ["serve", "demo", "create-admin", "remove-second-step", "invite", "backup", "restore", "doctor", "migrate", "tidy"],
)
def test_each_command_says_what_it_does(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "umask", lambda _mask: 0)
    assert command in CliRunner().invoke(main, ["--help"]).output
    assert CliRunner().invoke(main, [command, "--help"]).exit_code == 0


@pytest.mark.whole
def test_tidying_says_what_it_took(tmp_path: Path) -> None:
    answer = foothold(tmp_path, "tidy")
    assert answer.stdout.startswith("Removed: 0 counters of guesses, 0 known browsers, 0 refused sign-ins")


@pytest.mark.slow
def test_an_admin_and_an_invite(tmp_path: Path) -> None:
    assert "no program yet" in foothold(tmp_path, "invite", "--role", "counselor").stderr
    foothold(tmp_path, "demo")
    weak = foothold(tmp_path, "create-admin", "robin", typed="password\npassword\n")
    assert weak.returncode == 1
    good = foothold(tmp_path, "create-admin", "robin", typed="plum-lantern-harbor-88\n" * 2)
    assert good.stdout.endswith("robin can sign in as admin.\n")
    again = foothold(tmp_path, "create-admin", "robin", typed="plum-lantern-harbor-88\n" * 2)
    assert "already" in again.stderr
    code = foothold(tmp_path, "invite", "--role", "counselor", "--note", "new in May").stdout
    assert re.fullmatch(r"[0-9A-Z]{5}-[0-9A-Z]{5}\n", code)
