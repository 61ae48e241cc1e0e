"""A Chromium that stands still holds nothing up."""

import os
import signal
from collections.abc import Callable

from playwright.sync_api import Browser

from tests.support.browser import Browsers


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
