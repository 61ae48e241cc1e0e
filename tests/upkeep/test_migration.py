"""A schema is changed only after a backup."""

from pathlib import Path

import pytest

from webapp import schema
from webapp.config import Settings
from webapp.upkeep.backup import folder, newest
from webapp.upkeep.migration import bring_up_to_date
from webapp.upkeep.sqlite_copy import contents


def test_a_new_database_is_made_and_an_up_to_date_one_left_alone(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, database_url="")
    assert [bring_up_to_date(settings) for _ in range(2)] == [schema.newest_revision()] * 2
    assert not folder(settings).exists()


def test_what_is_behind_is_backed_up_before(installed: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = installed
    order: list[str] = []
    known = schema.known_revisions()
    monkeypatch.setattr(schema, "known_revisions", lambda: known | {"next"})
    monkeypatch.setattr(schema, "newest_revision", lambda: "next")
    monkeypatch.setattr(
        schema, "upgrade", lambda _engine: order.append("backed up" if newest(settings) else "unprotected")
    )
    bring_up_to_date(settings)
    assert order == ["backed up"]
    backup = newest(settings)
    assert backup is not None
    assert contents(backup, "").rows["account"] == 6
