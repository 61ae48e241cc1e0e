"""A browser that reads the app without a server, as Maya, with a clock that the test moves."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from tests.cast import Cast
from tests.support.browser import Browsers

Open = Callable[..., Page]


@pytest.fixture
def open_page(browsers: Browsers, cast: Cast) -> Iterator[Open]:
    """Opens a page of Maya's; nothing may be thrown in it."""
    maya, thrown = cast.as_("maya"), []
    contexts = []

    def answer(route: Route) -> None:
        request = route.request
        path = request.url.removeprefix("http://localhost")
        sent = {"content_type": "application/x-www-form-urlencoded", "data": request.post_data_buffer or b""}
        headers = {name: value for name, value in request.headers.items() if name.startswith(("fh-", "hx-"))}
        with maya.open(
            path, method=request.method, headers=headers, **(sent if request.method == "POST" else {})
        ) as response:
            route.fulfill(status=response.status_code, headers=dict(response.headers), body=response.data)

    def open_(path: str, **context: Any) -> Page:
        contexts.append(
            browsers.living().new_context(viewport={"width": 390, "height": 844}, service_workers="block", **context)
        )
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: thrown.append(str(error)))
        page.on("console", lambda message: thrown.append(message.text) if message.type == "error" else None)
        page.clock.install()
        page.route("**/*", answer)
        page.goto(f"http://localhost{path}")
        return page

    yield open_
    for context in contexts:
        browsers.close(context)
    assert thrown == []
