"""After the two weeks: everything of the person is gone, in every table and from the files; the trail stays."""

import gc
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlmodel import col, update

from tests.cast import Cast
from tests.support.scene import Scene, prepare
from tests.support.snapshots import Snapshot
from webapp.extensions import db
from webapp.leaving.erasing import erase_those_who_left
from webapp.models import Account, Audit, metadata, now
from webapp.trail.retention import KEPT, forget_old
from webapp.upkeep.tidying import tidy


def leaves(cast: Cast, name: str, **ago: float) -> None:
    with cast.app.app_context(), db.writing():
        change = update(Account).where(col(Account.id) == cast[name])
        db.run(change.values(leaves_at=now() - timedelta(**ago)))


def erase(app: Flask) -> int:
    with app.app_context():
        return erase_those_who_left()


def snapshot(app: Flask) -> Snapshot:
    return Snapshot(app.extensions["foothold_engine"])


def refers(row: dict[str, Any], owner_id: Any) -> bool:
    return owner_id in row.values()


def test_nothing_of_theirs_is_left_but_the_trail(cast: Cast) -> None:
    """The census: no row of any table names the account, whatever the column is called."""
    scene = prepare(cast)
    leaves(cast, "maya", seconds=1)
    before = snapshot(cast.app)
    naming = {name for name, rows in before.tables.items() if any(refers(row, cast["maya"]) for row in rows.values())}
    owned = {table.name for table in metadata.sorted_tables if "owner_id" in table.c} - {"audit", "operation"}
    assert owned <= naming, "the stage has something of Maya's in each table"
    assert erase(cast.app) == 1
    after = snapshot(cast.app)
    left = {name for name, rows in after.tables.items() if any(refers(row, cast["maya"]) for row in rows.values())}
    assert left == {"audit"}
    said = str(after.tables)
    assert [name for name, text in scene.texts.items() if name.startswith("maya ") and text in said] == []


def test_others_keep_everything(cast: Cast) -> None:
    prepare(cast)
    leaves(cast, "maya", seconds=1)
    before = snapshot(cast.app)
    erase(cast.app)
    after = snapshot(cast.app)
    for name, rows in before.tables.items():
        theirs = {row_id: row for row_id, row in rows.items() if not refers(row, cast["maya"])}
        kept = after.tables[name]
        gone = [row for row_id, row in theirs.items() if row_id not in kept]
        assert name in OF_THEIRS or gone == [], name
    names = [{row["username"] for row in one.tables["account"].values()} for one in (before, after)]
    assert names[0] - names[1] == {"maya"}


OF_THEIRS = {"share_session"}
"""Rows that name the link, and not the person."""


def test_the_note_on_their_invite_goes_too(cast: Cast) -> None:
    scene = prepare(cast)
    with cast.app.app_context(), db.writing() as session:
        from webapp.models import Invite

        invite = session.get_one(Invite, scene.ids["invite"])
        invite.used_by, invite.used_at = cast["maya"], now()
    leaves(cast, "maya", seconds=1)
    erase(cast.app)
    rows = snapshot(cast.app).tables["invite"].values()
    assert [(row["note"], row["used_by"]) for row in rows] == [("", None)]


@pytest.mark.parametrize(("ago", "erased"), [({"seconds": 1}, 1), ({"days": 30}, 1), ({"minutes": -1}, 0)])
def test_not_before_its_time(cast: Cast, ago: dict[str, float], erased: int) -> None:
    leaves(cast, "maya", **ago)
    assert erase(cast.app) == erased


def test_nobody_who_did_not_ask(cast: Cast) -> None:
    assert erase(cast.app) == 0
    assert len(snapshot(cast.app).tables["account"]) == 6


def test_staff_are_not_erased(cast: Cast) -> None:
    leaves(cast, "dana", days=1)
    assert erase(cast.app) == 0


def test_the_trail_says_so(cast: Cast) -> None:
    leaves(cast, "maya", days=1)
    erase(cast.app)
    rows = [row for row in snapshot(cast.app).tables["audit"].values() if row["action"] == "erased"]
    assert [(row["subject"], row["owner_id"], row["actor_id"]) for row in rows] == [("leaving", cast["maya"], None)]


@pytest.mark.whole
def test_it_is_gone_from_the_files_too(cast: Cast, request: pytest.FixtureRequest) -> None:
    """SQLite: no text of theirs is left in the database or its log."""
    scene: Scene = prepare(cast)
    engine = cast.app.extensions["foothold_engine"]
    if engine.dialect.name != "sqlite":
        return
    path = Path(engine.url.database)
    mine = [text.encode() for name, text in scene.texts.items() if name.startswith("maya ")]

    def found() -> list[bytes]:
        files = [path, Path(f"{path}-wal")]
        held = b"".join(file.read_bytes() for file in files if file.exists())
        return [text for text in mine if text in held]

    assert found()
    leaves(cast, "maya", days=1)
    gc.collect()
    erase(cast.app)
    assert found() == []


def test_the_trail_is_kept_for_six_years(cast: Cast) -> None:
    with cast.app.app_context():
        with db.writing() as session:
            for days in (1, 365 * 5, 365 * 6, KEPT.days + 1):
                session.add(Audit(action="viewed", subject="record", at=now() - timedelta(days=days)))
        assert forget_old() == 1
        assert forget_old() == 0


def test_one_command_does_it(cast: Cast) -> None:
    leaves(cast, "maya", days=1)
    with cast.app.app_context():
        done = tidy()
    assert done["accounts of people who left"] == 1
    assert {"counters of guesses", "lines of the trail over 6 years old"} <= done.keys()
