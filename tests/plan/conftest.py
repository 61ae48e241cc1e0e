"""Counting queries, and a browser that reads the app without a server."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Route
from sqlalchemy import event

from tests.cast import Cast

Print = Callable[[str], bytes]


@pytest.fixture
def queries(app: Flask, cast: Cast) -> Iterator[Callable[[str], int]]:
    """How many statements Maya's visit to a page takes."""
    engine = app.extensions["foothold_engine"]
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement != "BEGIN":
            said.append(statement)

    def visit(path: str) -> int:
        maya = cast.as_("maya")
        maya.get(path)
        said.clear()
        assert maya.get(path).status_code == 200
        return len(said)

    event.listen(engine, "before_cursor_execute", note)
    yield visit
    event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def paper(browser: Browser, cast: Cast) -> Iterator[Print]:
    """Prints a page of Maya's on Letter paper; the PDF."""
    maya = cast.as_("maya")
    page: Page = browser.new_page()

    def answer(route: Route) -> None:
        with maya.get(route.request.url.removeprefix("http://localhost")) as response:
            route.fulfill(status=response.status_code, headers=dict(response.headers), body=response.data)

    def print_page(path: str) -> bytes:
        reply = page.goto(f"http://localhost{path}")
        assert reply and reply.ok
        return page.pdf(format="Letter")

    page.route("**/*", answer)
    yield print_page
    page.close()
