"""The phone of the offline campaign: a real Chromium with a profile on disk."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, Page, Playwright

from tests.support.browser import asked, chromium, until, until_true
from tests.support.toxic import Mode, Toxic

SHIFT = """(by) => {
  const Real = Date, now = Real.now.bind(Real);
  Real.now = () => now() + by;
}"""
KEEP = """async ([url, fields, kind, isPatient]) => {
  if (!Outbox.uid) throw new Error("nobody is signed in on this page: it has no form");
  const former = (await Outbox.all(Outbox.uid)).filter((op) => op.url === url && op.version && op.fields.length);
  const op = Outbox.operation(Outbox.uid, url, fields, { kind, holds: former.at(-1)?.id });
  const kept = isPatient ? (await Outbox.submit(op)).op : await Outbox.put(op);
  if (!isPatient) Outbox.flush(Outbox.uid, "submit").catch(() => {});
  return { id: kept.id, made: kept.made };
}"""
MANY = """async (count) => {
  const kept = [];
  for (let n = 0; n < count; n += 1) {
    const id = Outbox.uuid7(), fields = [["id", id], ["strength", String(n % 11)]];
    const op = await Outbox.put(Outbox.operation(Outbox.uid, "/urges", fields, { kind: "urge" }));
    kept.push([op.id, id, n % 11, op.made]);
  }
  return kept;
}"""
LEFT = """async () => (await Outbox.all(Outbox.uid)).filter(Outbox.isUnsent).map(({ id, state }) => [id, state])"""
REASONS = """async () => (await Outbox.all(Outbox.uid)).filter(({ state }) => state === "refused")
  .map(({ id, reason, version, holds }) => `${id}: ${reason}, on version ${version}, on top of ${holds}`)"""
CALM = """async () => {
  const { held, pending } = await navigator.locks.query();
  return ![...held, ...pending].some(({ name }) => name.startsWith("fh-"));
}"""
DISCARD = """async () => {
  for (const { id } of (await Outbox.all(Outbox.uid)).filter(Outbox.isUnsent)) await Outbox.discard(Outbox.uid, id);
}"""


class Phone:
    """Its tabs show the page of what waits. `sign_in` does what typing the password does."""

    def __init__(
        self, playwright: Playwright, profile: Path, network: Toxic, token: str, sign_in: Callable[[], None]
    ) -> None:
        self.playwright, self.profile, self.network = playwright, profile, network
        self.token, self.sign_in = token, sign_in
        self.address = f"http://127.0.0.1:{network.port}"
        self.shift, self.tabs, self.is_full = 0, list[Page](), False
        self.context: BrowserContext
        self._start()
        self._first_visit()

    def _start(self, *, full: bool = False) -> None:
        self.context = self.playwright.chromium.launch_persistent_context(
            self.profile, executable_path=chromium(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        self.context.set_default_timeout(40_000)
        self._give_cookie()
        self.is_full = full
        if full:
            devtools = self.context.new_cdp_session(self.context.pages[0])
            devtools.send("Storage.overrideQuotaForOrigin", {"origin": self.address, "quotaSize": 1})
        self.tabs = [self._open_page(self.context.pages[0])]

    def _open_page(self, page: Page) -> Page:
        mode = self.network.mode
        for tries in range(60):
            with suppress(Error):
                page.goto(f"{self.address}/waiting")
                if page.evaluate("Boolean(self.Outbox?.uid)"):
                    page.evaluate("Outbox.ready")
                    if self.shift:
                        page.evaluate(SHIFT, self.shift)
                    self.network.mode = mode
                    return page
            # The portal's page, or that for signing in: as a person does, off the wireless, or in again. What a phone
            # dropped when its session ended takes a network to come back.
            if tries > 5:
                self.network.mode = Mode.PASS
            elif mode is Mode.PORTAL:
                self.network.mode = Mode.REFUSE
            self.sign_in()
            time.sleep(0.3)
        raise RuntimeError(f"the page of what waits did not open: {mode}")

    @staticmethod
    def _is_hers(page: Page) -> bool:
        """Not so when it went to the page for signing in, as it does when a session ended."""
        with suppress(Error):
            return bool(page.evaluate("Boolean(self.Outbox?.uid)"))
        return False

    def _first_visit(self) -> None:
        """Until the page that the campaign works on opens without a network."""
        page = self.tabs[0]
        page.wait_for_selector("html[data-ready]", state="attached")
        until_true(page, "() => caches.match('/waiting').then(Boolean)")

    def _give_cookie(self) -> None:
        cookie = {"name": "fh", "value": self.token, "url": self.address, "httpOnly": True, "sameSite": "Lax"}
        self.context.add_cookies([cookie | {"expires": time.time() + 9_000_000}])  # type: ignore[list-item]  # a SetCookieParam

    def kill(self, *, full: bool = False) -> None:
        found = subprocess.run(["pgrep", "-f", str(self.profile)], capture_output=True, text=True, check=False)
        for pid in found.stdout.split():
            with suppress(ProcessLookupError):
                if int(pid) != os.getpid():
                    os.kill(int(pid), signal.SIGKILL)
        time.sleep(0.5)
        with suppress(Error):
            self.context.close()
        for name in ("SingletonLock", "SingletonSocket", "SingletonCookie"):
            (self.profile / name).unlink(missing_ok=True)
        self._start(full=full)

    def close_tabs(self) -> None:
        old, self.tabs = self.tabs, [self._open_page(self.context.new_page())]
        for page in old:
            page.close()

    def open_tab(self) -> None:
        self.tabs.append(self._open_page(self.context.new_page()))

    def set_clock(self, by: int) -> None:
        """Only once nothing waits: what was made by the other clock could not be put right."""
        self.deliver(5)
        if self.left():
            return
        self.shift = by
        for page in self.tabs:
            page.evaluate(SHIFT, by)

    def recover(self) -> None:
        """All tabs open, with room to store, and by the right clock."""
        if self.is_full:
            self.kill()
        self.tabs = [page if self._is_hers(page) else self._open_page(page) for page in self.tabs]
        if self.shift:
            self.deliver()
            self.shift = 0
            self.tabs = [self._open_page(page) for page in self.tabs]

    def deliver(self, seconds: float = 90) -> None:
        """With all faults over: send until nothing waits but what was refused."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            with suppress(Error):
                self.tabs[0].evaluate("Outbox.flush(Outbox.uid, 'now')")
            if not [state for _id, state in self.left() if state != "refused"]:
                return
            time.sleep(0.2)

    def left(self) -> list[tuple[str, str]]:
        return [(one, state) for one, state in self.tabs[0].evaluate(LEFT)]

    def refusals(self) -> list[str]:
        """For the report of a schedule that went wrong: why each of them came back."""
        return list(self.tabs[0].evaluate(REASONS))

    def forget_refused(self) -> None:
        self.tabs[0].evaluate(DISCARD)

    def calm_down(self, late: float) -> None:
        """What still comes of an answer that is so many seconds late belongs to this schedule: sealing after a 401."""
        time.sleep(late)
        until(lambda: asked(self.tabs[0], CALM))

    def close(self) -> None:
        with suppress(Error):
            self.context.close()
