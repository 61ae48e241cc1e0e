"""Nobody but an admin comes in; and what the command line calls."""

import re

import pytest

from tests.admin.conftest import Stored
from tests.cast import Cast
from webapp.admin.services import create_admin, make_invite
from webapp.extensions import db
from webapp.models import Account, Audit, Invite, uuid7

ID = re.compile(r"<uuid:\w+>")
GOOD = "lantern-orbit-mustard-58"


@pytest.mark.parametrize(("name", "status"), [("nobody", 401), ("maya", 403), ("dana", 403), ("noor", 401)])
def test_every_route_is_for_admins_only(cast: Cast, stored: Stored, name: str, status: int) -> None:
    client = cast.as_(name)
    rules = [rule for rule in cast.app.url_map.iter_rules() if rule.rule.startswith("/admin")]
    assert len(rules) > 40
    for rule in rules:
        path = ID.sub(str(uuid7()), rule.rule)
        for method in (rule.methods or set()) & {"GET", "POST"}:
            assert client.open(path, method=method).status_code == status, f"{method} {rule.rule}"
    assert stored(Audit) == []


def test_create_admin(cast: Cast, stored: Stored) -> None:
    with cast.app.app_context(), db.writing():
        create_admin("  Kim ", "Kim", GOOD)
    account = stored(Account, username="kim")[0]
    assert (account.role, account.name, account.active) == ("admin", "Kim", True)
    row = stored(Audit)[0]
    assert (row.action, row.subject, row.actor_id, row.detail) == ("created", "account", None, "admin")
    assert cast.as_("nobody").post("/sign-in", data={"username": "KIM", "password": GOOD}).status_code == 303


@pytest.mark.parametrize(
    ("username", "name", "password", "message"),
    [
        ("k", "Kim", GOOD, "2 to 64 characters"),
        ("alex", "Alex", GOOD, "Somebody has this name already"),
        ("kim", "", GOOD, "Please answer this"),
        ("kim", "Kim", "short", "or more"),
        ("kim", "Kim", "password1234", "easy to guess"),
    ],
)
def test_create_admin_says_what_is_wrong(
    cast: Cast, stored: Stored, username: str, name: str, password: str, message: str
) -> None:
    with cast.app.app_context(), pytest.raises(ValueError, match=message), db.writing():
        create_admin(username, name, password)
    assert len(stored(Account)) == 6


def test_make_invite(cast: Cast, stored: Stored) -> None:
    with cast.app.app_context(), db.writing():
        code = make_invite("counselor", note="for Kim")
    assert (stored(Invite)[0].note, stored(Invite)[0].created_by) == ("for Kim", None)
    form = {"code": code, "username": "kim", "password": GOOD}
    assert cast.as_("nobody").post("/join", data=form).status_code == 303
    assert stored(Account, username="kim")[0].role == "counselor"


def test_a_role_that_does_not_exist(cast: Cast, stored: Stored) -> None:
    with cast.app.app_context(), pytest.raises(ValueError, match="owner"), db.writing():
        make_invite("owner")
    assert stored(Invite) == []
