"""A browser that reads the app without a server."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Route

from tests.cast import Cast
from tests.support.browser import Browsers

Print = Callable[[str], bytes]


@pytest.fixture
def paper(browsers: Browsers, cast: Cast) -> Iterator[Print]:
    """Prints a page of Maya's on Letter paper; the PDF."""
    maya = cast.as_("maya")
    page: Page = browsers.living().new_page()

    def answer(route: Route) -> None:
        with maya.get(route.request.url.removeprefix("http://localhost")) as response:
            route.fulfill(status=response.status_code, headers=dict(response.headers), body=response.data)

    def print_page(path: str) -> bytes:
        reply = page.goto(f"http://localhost{path}")
        assert reply and reply.ok
        return page.pdf(format="Letter")

    page.route("**/*", answer)
    yield print_page
    browsers.close(page.context)
