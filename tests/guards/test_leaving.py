"""Whoever asked to be deleted can stay, take everything along and sign out; every other door leads to that page."""

from datetime import timedelta

import pytest
from sqlmodel import col, update

from tests.guards.matrix import Row, all_rows
from tests.guards.routes import routes
from tests.guards.test_matrix import ask
from tests.support.scene import Scene
from tests.support.snapshots import Snapshot
from webapp.access import policy_of
from webapp.extensions import db
from webapp.models import Account, now

OPEN = {
    "GET /leaving",
    "POST /leaving/withdrawal",
    "GET /export",
    "POST /export/archives",
    "GET /confirm",
    "POST /confirm",
    "POST /sign-out",
}
"""What is open in the days before an account is erased."""


def is_closed(row: Row, scene: Scene) -> bool:
    app = scene.cast.app
    policy = policy_of(app, routes(app)[row.key].endpoint)
    return bool(policy and policy.roles and row.expect["maya"] < 400 and row.key not in OPEN)


def test_these_are_open_and_no_others(scene: Scene) -> None:
    app = scene.cast.app
    found = {
        key for key, rule in routes(app).items() if (policy := policy_of(app, rule.endpoint)) and policy.while_leaving
    }
    assert found == OPEN


def test_every_other_door_leads_there(scene: Scene, before: Snapshot) -> None:
    with scene.cast.app.app_context(), db.writing():
        change = update(Account).where(col(Account.id) == scene.cast["maya"])
        db.run(change.values(leaves_at=now() + timedelta(days=3)))
    leaving = before.now()
    rows = [row for row in all_rows() if is_closed(row, scene)]
    assert len(rows) > 60
    try:
        for row in rows:
            answer = ask(row, "maya", scene)
            if row.method == "GET":
                assert (answer.status_code, answer.location) == (303, "/leaving"), row.name
            else:
                assert answer.status_code == 403, row.name
            assert set(leaving.changes(leaving.now())) <= {"device"}, row.name
    finally:
        before.restore(before.now())


@pytest.mark.parametrize("key", sorted(OPEN))
def test_what_is_open_is_answered(key: str, scene: Scene, before: Snapshot) -> None:
    with scene.cast.app.app_context(), db.writing():
        change = update(Account).where(col(Account.id) == scene.cast["maya"])
        db.run(change.values(leaves_at=now() + timedelta(days=3)))
    row = next(row for row in all_rows() if row.key == key and row.expect["maya"] < 400)
    answer = ask(row, "maya", scene)
    before.restore(before.now())
    assert answer.status_code == row.expect["maya"] and answer.location != "/leaving"
