"""Where Chromium is on this machine, and how long to wait for it."""

import os
import shutil

from playwright.sync_api import Locator

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
