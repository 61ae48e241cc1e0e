"""An app whose version can be changed under the browser, and a phone whose network can be cut."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import BrowserType, Page

from tests.cast import Cast
from tests.cast import enter as enter_cast
from tests.conftest import empty, running
from tests.e2e.conftest import Watch
from tests.e2e.offline.phone import Phone, visit_once
from tests.support.scene import Scene, prepare
from tests.support.serving import serving
from tests.support.toxic import Toxic
from webapp.config import Settings
from webapp.offline import presenters

NewPhone = Callable[[], Phone]


@pytest.fixture
def whole_list() -> None:
    """For tests of the pages of skills and modules."""


@pytest.fixture(autouse=True)
def _short_list(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Most tests need none of the hundred and more pages of skills and modules, which a phone fetches for seconds."""
    if "whole_list" not in request.fixturenames:
        for part in ("_skills", "_lessons"):
            monkeypatch.setattr(presenters, part, lambda *_of: ())


class Served:
    """What the server answers with: an app that can be exchanged while it runs."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return self.app(environ, start_response)


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory, _cheap_hashes: None) -> Iterator[Flask]:
    data = tmp_path_factory.mktemp("offline")
    with running(Settings(data=data, database_url=f"sqlite:///{data}/offline.db")) as app:
        yield app


@pytest.fixture(scope="session")
def served(stage: Flask) -> Served:
    return Served(stage)


@pytest.fixture(scope="session")
def port(served: Served) -> Iterator[int]:
    with serving(served) as port:
        yield port


@pytest.fixture
def network(port: int) -> Iterator[Toxic]:
    toxic = Toxic(port)
    yield toxic
    toxic.close()


@pytest.fixture
def base_url(network: Toxic) -> str:
    return f"http://127.0.0.1:{network.port}"


@pytest.fixture
def watch(base_url: str) -> Iterator[Watch]:
    """Without a network the browser says so for each thing that it asked for; all else is a fault."""
    watching = Watch(base_url)
    watching.expected_texts += ["net::ERR_", "Failed to fetch", "Manifest fetch", "icon from the Manifest"]
    yield watching
    assert watching.troubles == []


@pytest.fixture
def scene(app: Flask, stored_password: str) -> Scene:
    """Everybody with their entries."""
    empty(app)
    return prepare(enter_cast(app, stored_password))


@pytest.fixture
def new_phone(
    app: Flask, browser_type: BrowserType, network: Toxic, watch: Watch, tmp_path: Path
) -> Iterator[NewPhone]:
    """Closed before the app is emptied: a phone asks on until then."""
    made: list[Phone] = []

    def new_phone() -> Phone:
        phone = Phone(browser_type, tmp_path / f"profile-{len(made)}", network, watch.look_at)
        phone.start()
        made.append(phone)
        return phone

    yield new_phone
    for phone in made:
        phone.close()


@pytest.fixture
def phone(new_phone: NewPhone) -> Phone:
    return new_phone()


@pytest.fixture
def page(phone: Phone, cast: Cast) -> Page:
    """Maya's phone, after one visit with a network."""
    return visit_once(phone, "maya")
