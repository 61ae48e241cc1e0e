"""Chromium with a profile that outlives it, behind a network that can be cut."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, BrowserType, Error, Page

from tests.support.browser import PATIENCE, asked, chromium, or_else
from tests.support.toxic import Mode, Toxic

PHONE = {"width": 390, "height": 844}
LOCKS = ("SingletonLock", "SingletonSocket", "SingletonCookie")
YEAR = 31_536_000
NEEDED = ("often", "daily")
ALL = (*NEEDED, "weekly")
"""Groups of the list of pages."""

MISSING = """async (groups) => {
  const list = await (await fetch("/offline/list")).json();
  const name = (await caches.keys()).find((one) => one.startsWith("pages-"));
  if (!name) return ["no cache"];
  const kept = (await (await caches.open(name)).keys()).map(({ url }) => url.replace(location.origin, ""));
  return groups.flatMap((group) => list[group]).filter((path) => !kept.includes(path));
}"""
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    for (const { url } of await (await caches.open(name)).keys()) found.push(name + " " + url);
  }
  return found;
}"""


class Phone:
    def __init__(
        self, browser_type: BrowserType, folder: Path, network: Toxic, look_at: Callable[[Page], None]
    ) -> None:
        self.folder, self.network = folder, network
        self.address = f"http://127.0.0.1:{network.port}"
        self._type, self._look_at = browser_type, look_at
        self.context: BrowserContext
        self.page: Page

    def start(self, language: str = "en-US", **options: Any) -> Page:
        """Switch the browser on, with what its profile holds."""
        self.context = self._type.launch_persistent_context(
            self.folder,
            executable_path=chromium(),
            args=["--no-sandbox", "--disable-dev-shm-usage"],
            **(
                {"viewport": PHONE, "has_touch": True, "is_mobile": True, "locale": language, "base_url": self.address}
                | options
            ),
        )
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.pages[0] if self.context.pages else self.context.new_page()
        self._look_at(self.page)
        return self.page

    def another_tab(self) -> Page:
        page = self.context.new_page()
        self._look_at(page)
        return page

    def has_cookie_of(self, name: str) -> None:
        """Signed in as somebody of the cast, for as long as the profile lives."""
        self.context.add_cookies(
            [
                {
                    "name": "fh",
                    "value": f"token-of-{name}",
                    "url": self.address,
                    "httpOnly": True,
                    "sameSite": "Lax",
                    "expires": time.time() + YEAR,
                }
            ]
        )

    def offline(self) -> None:
        self.network.mode = Mode.REFUSE
        self.context.set_offline(True)

    def online(self) -> None:
        self.network.mode = Mode.PASS
        self.context.set_offline(False)

    def close(self) -> None:
        with or_else(self._kill):
            self.context.close()

    def kill(self) -> None:
        """The battery is empty: no process of this browser gets to say goodbye."""
        self._kill()
        time.sleep(0.5)
        with suppress(Error):
            self.close()
        for name in LOCKS:
            (self.folder / name).unlink(missing_ok=True)

    def _kill(self) -> None:
        found = subprocess.run(["pgrep", "-f", str(self.folder)], capture_output=True, text=True, check=False)
        for pid in found.stdout.split():
            if int(pid) != os.getpid():
                _kill(int(pid))

    def account(self) -> str:
        """The name under which this phone knows who is signed in."""
        return self.page.locator("html").get_attribute("data-account") or ""

    def kept(self) -> list[str]:
        """'<cache> <path>' for everything in the caches."""
        found: list[str] = asked(self.page, KEPT)
        return [one.replace(self.address, "") for one in found]

    def wait_until_kept(self, *groups: str, seconds: float = 90) -> None:
        """The pages of these groups of the list are on the phone."""
        until = time.monotonic() + seconds
        while missing := asked(self.page, MISSING, groups):
            assert time.monotonic() < until, f"not kept: {missing[:5]} and {len(missing)} in all"
            time.sleep(0.3)

    def says_on_disk(self, text: str) -> list[str]:
        """The files of the profile that hold this text, as the browser writes it."""
        wanted = (text.encode(), text.encode("utf-16-le"))
        return [
            str(path.relative_to(self.folder))
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and any(form in path.read_bytes() for form in wanted)
        ]


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def is_ready(page: Page) -> None:
    """The worker has this page, and did what the page asked of it first."""
    page.wait_for_selector("html[data-ready]", state="attached")


def visit_once(phone: Phone, name: str, *groups: str) -> Page:
    """One visit of somebody of the cast with a network, until what is needed most is kept."""
    phone.has_cookie_of(name)
    phone.page.goto("/")
    is_ready(phone.page)
    phone.wait_until_kept(*(groups or NEEDED))
    return phone.page
