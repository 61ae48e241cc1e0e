"""Every endpoint says who may call it; one that does not never answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.cast import Cast
from webapp import create_app
from webapp.access import Policy, policy_of, public, require_marks, signed_in
from webapp.config import Settings
from webapp.enums import Role


def another(cast: Cast, folder: Path) -> Flask:
    url = cast.app.extensions["foothold_engine"].url.render_as_string(hide_password=False)
    return create_app(Settings(data=folder, database_url=url))


@pytest.fixture
def spare(cast: Cast, tmp_path: Path) -> Iterator[Flask]:
    """An app of its own on the same program, to which routes can be added."""
    made = another(cast, tmp_path)
    made.testing = True
    yield made
    made.extensions["foothold_engine"].dispose()


def test_the_app_refuses_to_start_with_an_unmarked_endpoint(spare: Flask) -> None:
    spare.add_url_rule("/forgotten", "forgotten", lambda: "open")
    with pytest.raises(RuntimeError, match=r"do not say who may call them: \['forgotten'\]"):
        require_marks(spare)


def test_an_unmarked_endpoint_is_refused_even_so(spare: Flask) -> None:
    spare.add_url_rule("/forgotten", "forgotten", lambda: "open")
    assert spare.test_client().get("/forgotten").status_code == 403


def test_create_app_asks(monkeypatch: pytest.MonkeyPatch, cast: Cast, tmp_path: Path) -> None:
    asked: list[Flask] = []
    monkeypatch.setattr("webapp.access.require_marks", asked.append)
    made = another(cast, tmp_path)
    made.extensions["foothold_engine"].dispose()
    assert asked == [made]


def test_the_mark_is_what_the_gate_reads(spare: Flask) -> None:
    view = signed_in(lambda: "in")
    spare.add_url_rule("/marked", "marked", view)
    assert policy_of(spare, "marked") == Policy(frozenset(Role))
    assert spare.test_client().get("/marked").status_code == 401


def test_public_endpoints_say_why(app: Flask) -> None:
    policies = {rule.endpoint: policy_of(app, rule.endpoint) for rule in app.url_map.iter_rules()}
    short = [name for name, policy in policies.items() if policy and policy.is_public and len(policy.reason) < 10]
    assert short == []


def test_flask_serves_no_folder_of_its_own(app: Flask) -> None:
    assert app.static_folder is None
    assert "static" not in app.view_functions


def test_a_public_mark_has_no_roles() -> None:
    assert public(reason="for the test")(lambda: "").__access__.is_public
