"""How long until somebody can tap: a new browser process with a kept profile, no network, a processor slowed down."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, sync_playwright

SLOWER = 4
CLICKABLE = """() => {
  const look = () => {
    const link = document.querySelector("a[href='/urges/new']"), box = link?.getBoundingClientRect();
    const top = link && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    if (top && link.contains(top)) self.clickable = performance.now();
    else requestAnimationFrame(look);
  };
  look();
}"""
"""The first moment at which a tap on 'I have an urge' would reach it, in milliseconds after the navigation began."""
KEPT = "async (paths) => (await Promise.all(paths.map((path) => caches.match(path)))).every(Boolean)"


def milliseconds_to_tap(port: int, token: str, folder: Path, cut: Callable[[], None], rounds: int) -> list[float]:
    """One figure a round, after one visit with a network; `cut` ends it."""
    address = f"http://127.0.0.1:{port}"
    with sync_playwright() as playwright:

        def open_browser() -> BrowserContext:
            context: BrowserContext = playwright.chromium.launch_persistent_context(
                folder,
                executable_path=shutil.which("chromium"),
                args=["--no-sandbox"],
                viewport={"width": 390, "height": 844},
                locale="en-US",
                is_mobile=True,
                has_touch=True,
            )
            return context

        context = open_browser()
        cookie: Any = {"name": "fh", "value": token, "url": address, "expires": time.time() + 86_400}
        context.add_cookies([cookie])
        page = context.pages[0]
        page.goto(address)
        page.wait_for_selector("html[data-ready]", state="attached")
        while not page.evaluate(KEPT, ["/", "/urges/new"]):
            time.sleep(0.2)
        context.close()
        cut()
        taken = []
        for _ in range(rounds):
            context = open_browser()
            context.set_offline(True)
            page = context.pages[0]
            page.add_init_script(f"({CLICKABLE})()")
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            page.goto(address, wait_until="commit")
            taken.append(page.wait_for_function("() => self.clickable").json_value())
            context.close()
        return taken
