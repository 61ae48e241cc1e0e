"""Where Chromium is on this machine, and how long to wait for it."""

import os
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page

PATIENCE = 45_000
"""Milliseconds. A busy machine is slow, and a test that passes waits for nothing."""
MISSING = "Chromium is needed for the browser tests: apt-get install chromium (or set CHROMIUM to its path)"


def chromium() -> str:
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if not found:
        raise RuntimeError(MISSING)
    return found


@contextmanager
def or_else(kill: Callable[[], None], seconds: float = 60) -> Iterator[None]:
    """Chromium at times never says that something is closed: after so long its processes are killed."""
    killed = threading.Event()

    def end_it() -> None:
        killed.set()
        kill()

    timer = threading.Timer(seconds, end_it)
    timer.start()
    try:
        yield
    except Error:
        if not killed.is_set():
            raise
    finally:
        timer.cancel()


class Browsers:
    """One Chromium for all tests of a process; another one where it had to be killed."""

    def __init__(self, launch: Callable[[], Browser], patience: float = 60) -> None:
        self._launch, self._patience = launch, patience
        self._browser: Browser | None = None
        self.pid = 0

    def living(self) -> Browser:
        if not (self._browser and self._browser.is_connected()):
            self._browser = self._launch()
            processes = self._browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
            self.pid = next(process["id"] for process in processes if process["type"] == "browser")
        return self._browser

    def close(self, context: BrowserContext) -> None:
        with or_else(self._kill, self._patience):
            context.close()

    def end(self) -> None:
        if self._browser:
            with or_else(self._kill, self._patience):
                self._browser.close()

    def _kill(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)


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


def until_true(page: Page, script: str, argument: Any = None) -> None:
    """Wait until a script says yes, at once or by a promise.

    Playwright's `wait_for_function` takes any promise for a yes; and an expression that is not true at once it reads
    again inside the page, whose policy forbids that.
    """
    until(lambda: bool(asked(page, script, argument)))


def has_outbox(page: Page) -> None:
    """The forms of this page know whether the phone can keep what they hold."""
    until_true(page, "async () => Boolean(self.Outbox?.ready) && [await Outbox.ready].length")


def _answers(what: Callable[[], bool]) -> bool:
    """False of a page that is being left in this moment."""
    try:
        return what()
    except Error as error:
        if "context was destroyed" not in error.message:
            raise
        return False
