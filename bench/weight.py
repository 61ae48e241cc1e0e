"""Bytes over the wire and requests of the first load of Today, and of the next, in a real browser at phone size."""

import shutil
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import sync_playwright


@dataclass(frozen=True, slots=True)
class Weight:
    requests: int
    bytes: int
    """Compressed, with headers."""


def weigh(port: int, token: str) -> tuple[Weight, Weight]:
    """Today with a cold cache, and again with what the cold load left."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        # The worker would answer the second load, and be asked in a session of its own.
        context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-US", service_workers="block")
        context.add_cookies([{"name": "fh", "value": token, "url": f"http://127.0.0.1:{port}"}])
        page = context.new_page()
        weights = _load(page, context, port), _load(page, context, port)
        browser.close()
        return weights


def _load(page: Any, context: Any, port: int) -> Weight:
    seen: list[float] = []
    cached: set[str] = set()
    session = context.new_cdp_session(page)
    session.on("Network.requestServedFromCache", lambda happened: cached.add(happened["requestId"]))
    session.on(
        "Network.loadingFinished",
        lambda happened: happened["requestId"] in cached or seen.append(happened["encodedDataLength"]),
    )
    session.send("Network.enable")
    page.goto(f"http://127.0.0.1:{port}/", wait_until="networkidle")
    page.goto("about:blank")
    session.detach()
    sent = [length for length in seen if length]
    return Weight(len(sent), int(sum(sent)))
