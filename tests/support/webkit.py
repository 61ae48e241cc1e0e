"""WebKitGTK as a phone: the engine of Safari, driven by its own WebDriver on a display of its own."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import WebKitGTK
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

MISSING = "WebKit is needed for the journey in a second engine: apt-get install webkit2gtk-driver xvfb"
NARROW = "* { min-width: 0; padding: 0 }"
"""For the browser's own tool bar, which would keep the window wider than a phone."""


def _found() -> tuple[str, str, str]:
    browser = next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"), None)
    driver, display = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    if not (browser and driver and display):
        raise RuntimeError(MISSING)
    return str(browser), driver, display


@contextmanager
def _screen(display: str) -> Iterator[str]:
    read, write = os.pipe()
    command = [display, "-displayfd", str(write), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as number:
            yield f":{number.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


@contextmanager
def webkit(folder: Path) -> Iterator["Phone"]:
    """A browser of its own for each use; it keeps nothing after it is closed."""
    browser, driver, display = _found()
    (folder / "gtk-3.0").mkdir()
    (folder / "gtk-3.0" / "gtk.css").write_text(NARROW, encoding="utf-8")
    options = Options()
    options.binary_location = browser
    # Over https no page of ours is kept for Back, because it says no-store; over http WebKit would.
    for argument in ("--automation", "--enable-page-cache=false"):
        options.add_argument(argument)
    with _screen(display) as screen:
        environment = os.environ | {"DISPLAY": screen, "XDG_CONFIG_HOME": str(folder), "HOME": str(folder)}
        started = WebKitGTK(options=options, service=Service(driver, env=environment))
        try:
            started.set_window_size(390, 844)
            yield Phone(started)
        finally:
            started.quit()


class Phone:
    def __init__(self, driver: WebKitGTK) -> None:
        self.driver = driver
        driver.set_script_timeout(30)

    def goto(self, address: str) -> None:
        self.driver.get(address)

    def evaluate(self, script: str, *values: Any) -> Any:
        """What an async function of JavaScript comes to, called with `values`."""
        return self.driver.execute_async_script(
            f"const values = [...arguments], done = values.pop(); ({script})(...values).then(done);", *values
        )

    def until(self, script: str, *values: Any, seconds: float = 30) -> Any:
        """Wait until the async function answers with something true, also while the page changes."""
        end = time.monotonic() + seconds
        while not (said := self._asked(lambda: self.evaluate(script, *values))):
            assert time.monotonic() < end, f"it did not come about: {script} on {self.text()}"
            time.sleep(0.2)
        return said

    def text(self) -> str:
        return str(self.evaluate("async () => document.body.innerText"))

    @staticmethod
    def _asked(ask: Callable[[], Any]) -> Any:
        try:
            return ask()
        except WebDriverException:
            return None
