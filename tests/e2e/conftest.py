"""The real app behind a server in a thread, and Chromium as a phone, in which nothing may go wrong unseen."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, Request, ViewportSize, expect

from tests.cast import Cast
from tests.conftest import running
from tests.e2e.words import Words
from tests.support.browser import PATIENCE, Browsers
from tests.support.serving import serving
from webapp.config import Settings
from webapp.extensions import db
from webapp.models import Account

PHONE: ViewportSize = {"width": 390, "height": 844}
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/e2e/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    return {
        "viewport": PHONE,
        "has_touch": True,
        "is_mobile": True,
        "locale": "en-US",
        "timezone_id": "America/New_York",
    }


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory, _cheap_hashes: None) -> Iterator[Flask]:
    """One database is enough here: what a browser sees does not depend on it. No worker: `offline/` has its own."""
    data = tmp_path_factory.mktemp("e2e")
    with running(Settings(data=data, database_url=f"sqlite:///{data}/e2e.db", offline=False)) as app:
        yield app


@pytest.fixture(scope="session")
def base_url(stage: Flask) -> Iterator[str]:
    with serving(stage) as port:
        yield f"http://127.0.0.1:{port}"


class Watch:
    """What a browser complains about. Answers that a test expects to be refused are named with `allow`."""

    def __init__(self, base_url: str) -> None:
        self.origin = urlsplit(base_url).netloc
        self.troubles: list[str] = []
        self.expected: set[int] = set()
        self.expected_texts: list[str] = []

    def allow(self, *statuses: int) -> None:
        self.expected |= set(statuses)

    def look_at(self, page: Page) -> None:
        page.on("console", self._said)
        page.on("pageerror", self._broke)
        page.on("request", self._asked)

    def look_away(self, page: Page) -> None:
        page.remove_listener("console", self._said)
        page.remove_listener("pageerror", self._broke)
        page.remove_listener("request", self._asked)

    def _broke(self, error: Error) -> None:
        self.troubles.append(f"script error: {error}")

    def _said(self, message: ConsoleMessage) -> None:
        expected = [f"status of {status} " for status in self.expected] + self.expected_texts
        if message.type in {"error", "warning"} and not any(text in message.text for text in expected):
            self.troubles.append(f"{message.type}: {message.text} {message.location.get('url', '')}")

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).netloc != self.origin and not request.url.startswith(("data:", "about:", "blob:")):
            self.troubles.append(f"asked elsewhere: {request.url}")


@pytest.fixture
def watch(base_url: str) -> Iterator[Watch]:
    watching = Watch(base_url)
    yield watching
    assert watching.troubles == []


@pytest.fixture(params=["en", "es"])
def language(request: pytest.FixtureRequest) -> str:
    """For journeys that are told in both languages."""
    return str(request.param)


@pytest.fixture
def words(language: str) -> Words:
    return Words(language)


Enter = Callable[..., Page]


@pytest.fixture
def enter(
    browsers: Browsers, browser_context_args: dict[str, Any], cast: Cast, base_url: str, watch: Watch
) -> Iterator[Enter]:
    """A phone in the hands of somebody of the cast, signed in ('nobody' is not)."""
    contexts: list[BrowserContext] = []

    def enter(name: str = "nobody", language: str = "en", **options: Any) -> Page:
        with cast.app.app_context(), db.writing() as session:
            if name in cast.ids:
                session.get_one(Account, cast[name]).language = language
        locale = "es-US" if language == "es" else "en-US"
        context = browsers.living().new_context(
            **(browser_context_args | {"base_url": base_url, "locale": locale} | options)
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if name != "nobody":
            context.add_cookies(
                [{"name": "fh", "value": f"token-of-{name}", "url": base_url, "httpOnly": True, "sameSite": "Lax"}]
            )
        page = context.new_page()
        watch.look_at(page)
        return page

    yield enter
    for context in contexts:
        browsers.close(context)
