"""Which pages a phone may keep: each endpoint is decided, and the answers say what was decided."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.cast import enter
from tests.conftest import empty
from tests.guards.matrix import MEMBERS, Row
from tests.guards.pages import page_rows
from tests.support.scene import Scene, prepare
from webapp.access import policy_of
from webapp.enums import Role
from webapp.offline.rules import KEPT, NEVER

WIDELY = {"pwa.help": "for everybody; a participant’s own shows their people", "today.index": "leads staff on"}
"""Pages on the list that others open too."""
PRIVATE = (
    "accounts.",
    "admin",
    "consents.",
    "export",
    "outside.",
    "review.",
    "setup.",
    "sheet.",
    "shar",
    "trail.",
    "welcome.",
)
"""Beginnings of endpoints of which no phone ever keeps one."""


@pytest.fixture(scope="module")
def scene(stage: Flask, stored_password: str) -> Iterator[Scene]:
    empty(stage)
    yield prepare(enter(stage, stored_password))
    empty(stage)


def reading(app: Flask) -> set[str]:
    return {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}


def test_every_endpoint_is_decided(app: Flask) -> None:
    undecided = reading(app) - KEPT.keys() - NEVER.keys()
    if undecided:
        pytest.fail(f"put these into KEPT or NEVER in webapp/offline/rules.py: {sorted(undecided)}", pytrace=False)


def test_decided_once_and_there(app: Flask) -> None:
    assert KEPT.keys() & NEVER.keys() == set()
    assert (KEPT.keys() | NEVER.keys()) - reading(app) == set()


def test_never_says_why() -> None:
    assert {name: why for name, why in NEVER.items() if len(why) < 20} == {}


def test_only_a_participants_own_pages_are_kept(app: Flask) -> None:
    roles = {name: policy.roles if (policy := policy_of(app, name)) else None for name in KEPT}
    assert {name for name, who in roles.items() if who != {Role.PARTICIPANT}} == WIDELY.keys()


def test_what_is_private_is_never_kept(app: Flask) -> None:
    private = {name for name in reading(app) if name.startswith(PRIVATE)}
    assert len(private) > 25
    assert private & KEPT.keys() == set()


@pytest.mark.whole
@pytest.mark.parametrize("row", page_rows(), ids=lambda row: row.name)
def test_an_answer_may_be_kept_only_by_the_rules(row: Row, scene: Scene) -> None:
    """The mark is on a participant’s page of the list, and on nothing else, whoever asks."""
    app = scene.cast.app
    path = row.path(scene)
    endpoint = app.url_map.bind("").match(path.split("?")[0])[0]
    for member in MEMBERS:
        answer = scene.cast.as_(member, lint=False).get(path)
        is_theirs = member in ("maya", "jordan") and endpoint in KEPT and answer.status_code == 200
        assert answer.headers.get("FH-Keep") == ("1" if is_theirs else None), member
        if is_theirs:
            assert answer.headers["FH-Page"] == "full"
            assert len(answer.headers["FH-User"]) == 16


def test_an_answer_to_nobody_says_so(scene: Scene) -> None:
    for path, status in (("/sign-in", 200), ("/help", 200), ("/offline", 200), ("/", 401), ("/nowhere", 404)):
        answer = scene.cast.as_("nobody").get(path)
        assert (answer.status_code, answer.headers["FH-User"]) == (status, "-"), path


def test_a_session_that_ended_says_so(scene: Scene) -> None:
    """Noor is disabled; her cookie is still there."""
    for path in ("/", "/help", "/plan", "/sign-in"):
        answer = scene.cast.as_("noor").get(path)
        assert answer.headers["FH-User"] == "-", path
        assert "FH-Keep" not in answer.headers


def test_a_saved_form_is_no_page_to_keep(scene: Scene) -> None:
    answer = scene.cast.as_("maya").post("/urges", data={})
    assert answer.status_code == 422
    assert "FH-Keep" not in answer.headers
