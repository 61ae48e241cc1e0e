"""`foothold remove-second-step`: the last admin lost phone and codes."""

import os

import pytest
from click.testing import CliRunner, Result

from webapp.cli import main
from webapp.config import Settings
from webapp.upkeep.sqlite_copy import opened


@pytest.fixture
def settings(installed: Settings) -> Settings:
    """Alex has a second step."""
    with opened(installed.sqlite_path, "", "rw") as connection:
        connection.execute(
            "INSERT INTO second_factor SELECT id, id, 'KEY', 0, '2026-01-01 00:00:00' FROM account"
            " WHERE username = 'alex'"
        )
    return installed


def run(settings: Settings, monkeypatch: pytest.MonkeyPatch, username: str) -> Result:
    monkeypatch.setattr(os, "umask", lambda _mask: 0)
    monkeypatch.setenv("FOOTHOLD_DATA", str(settings.data))
    return CliRunner().invoke(main, ["remove-second-step", username])


def read(settings: Settings, statement: str) -> list[tuple[object, ...]]:
    with opened(settings.sqlite_path, "", "ro") as connection:
        return list(connection.execute(statement))


def test_it_is_gone_and_noted(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = run(settings, monkeypatch, "Alex")
    assert answer.output == "Alex sets the second step up anew at the next sign-in.\n"
    assert read(settings, "SELECT * FROM second_factor") == []
    assert read(settings, "SELECT username FROM account WHERE second_step_removed_at IS NOT NULL") == [("alex",)]
    assert read(settings, "SELECT action, subject, actor_role FROM audit") == [("removed", "second step", "")]
    ended = "SELECT username FROM device JOIN account ON account.id = account_id WHERE ended_at IS NOT NULL"
    assert read(settings, ended) == [("alex",)]


@pytest.mark.parametrize("username", ["dana", "nobody"])
def test_where_there_is_none_it_says_so(settings: Settings, monkeypatch: pytest.MonkeyPatch, username: str) -> None:
    answer = run(settings, monkeypatch, username)
    assert answer.exit_code == 1
    assert answer.output == f"Error: nobody with a second step signs in as {username}\n"
    assert len(read(settings, "SELECT * FROM second_factor")) == 1
