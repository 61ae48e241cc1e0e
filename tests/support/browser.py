"""Where Chromium is on this machine, and how long to wait for it."""

import os
import shutil
import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Error, Locator, Page

PATIENCE = 45_000
"""Milliseconds. A busy machine is slow, and a test that passes waits for nothing."""
MISSING = "Chromium is needed for the browser tests: apt-get install chromium (or set CHROMIUM to its path)"


def chromium() -> str:
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if not found:
        raise RuntimeError(MISSING)
    return found


def follow(link: Locator) -> None:
    """To the page behind a link or a button: what comes next is asked of that page, and not of the one left."""
    with link.page.expect_navigation():
        link.click()


def until(what: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for something that no page shows."""
    end = time.monotonic() + seconds
    while not _answers(what):
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.1)


def asked(page: Page, script: str, argument: Any = None) -> Any:
    """What a page answers to a script; one that is being left in this moment is asked again."""
    found: list[Any] = []

    def has_answered() -> bool:
        found.append(page.evaluate(script, argument))
        return True

    until(has_answered)
    return found[-1]


def _answers(what: Callable[[], bool]) -> bool:
    """False of a page that is being left in this moment."""
    try:
        return what()
    except Error as error:
        if "context was destroyed" not in error.message:
            raise
        return False
