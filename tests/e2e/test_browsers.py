"""Chromium, as the tests use it."""

import os
import signal
from collections.abc import Callable

from playwright.sync_api import Browser, Page

from tests.support.browser import Browsers, until_true


def test_a_browser_that_never_answers_is_killed_and_followed_by_another(launch_browser: Callable[[], Browser]) -> None:
    browsers = Browsers(launch_browser, patience=1)
    first = browsers.living()
    context = first.new_context()
    context.new_page()
    assert browsers.living() is first
    os.kill(browsers.pid, signal.SIGSTOP)
    browsers.close(context)
    assert not first.is_connected()
    browsers.living().new_page().goto("about:blank")
    browsers.end()


def test_a_wait_goes_on_until_the_page_says_yes(page: Page) -> None:
    page.route(
        "https://foothold.test/", lambda route: route.fulfill(headers={"Content-Security-Policy": "script-src 'self'"})
    )
    page.goto("https://foothold.test/")
    page.evaluate("() => { self.times = 0; }")
    until_true(page, "async () => (self.times += 1) > 2")
    assert page.evaluate("self.times") == 3
    until_true(page, "(self.times += 1) > 5")
    assert page.evaluate("self.times") == 6
