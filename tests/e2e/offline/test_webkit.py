"""The journey without a network in the engine of Safari: pages kept, entries sent once, nothing left at sign-out."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cast import Cast
from tests.e2e.offline.entries import WAITING, operations, strengths
from tests.e2e.offline.phone import MISSING, NEEDED
from tests.support.toxic import Mode, Toxic
from tests.support.webkit import Phone, webkit

READY = "async () => document.documentElement.dataset.ready !== undefined"
TAP = "async (selector) => { setTimeout(() => document.querySelector(selector).click()); return true; }"
HAS = "async (selector) => Boolean(document.querySelector(selector))"
LEFT = """async () => [
  (await caches.keys()).filter((name) => name.startsWith("pages-")),
  (await indexedDB.databases()).map(({ name }) => name).filter((name) => name.startsWith("fh-outbox-")),
]"""

pytestmark = [
    pytest.mark.webkit,
    pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning"),  # Selenium's own
]


@pytest.fixture
def phone(tmp_path: Path) -> Iterator[Phone]:
    with webkit(tmp_path) as phone:
        yield phone


def test_the_journey_in_another_engine(phone: Phone, network: Toxic, base_url: str, cast: Cast) -> None:
    # given one visit with a network
    phone.goto(f"{base_url}/sign-in")
    assert "Safari" in phone.driver.execute_script("return navigator.userAgent")
    phone.driver.add_cookie({"name": "fh", "value": "token-of-maya"})
    phone.goto(base_url)
    phone.until(READY)
    phone.until(f"async (groups) => !(await ({MISSING})(groups)).length", list(NEEDED), seconds=90)
    # when five urges are logged without one
    network.mode = Mode.REFUSE
    logged = [3, 9, 0, 6, 10]
    for strength in logged:
        phone.goto(f"{base_url}/urges/new")
        phone.until("async () => Boolean(await self.Outbox?.ready)")
        phone.evaluate(TAP, f"button[name=strength][value='{strength}']")
        phone.until("async () => location.pathname.startsWith('/urges/waiting')")
        phone.until(HAS, ".banner-good")
    # then they are listed, and what helps opens
    phone.goto(base_url)
    phone.until("async () => document.querySelectorAll('[data-waiting-list] > li').length === 5")
    for path in ("/plan", "/help", "/log", "/skills"):
        phone.goto(f"{base_url}{path}")
        phone.until(HAS, ".notice-kept")
    # and all of them arrive once, in their order, with two in five answers lost
    network.mode, network.rate = Mode.CUT_AFTER, 0.4
    phone.goto(f"{base_url}/waiting")
    phone.until(READY)
    sending = f"""async () => {{
      document.querySelector('[data-send-now]:not([hidden])')?.click();
      return !(await ({WAITING})()).length;
    }}"""
    phone.until(sending, seconds=90)
    assert strengths(cast) == logged
    assert operations(cast) == 5
    # and nothing of hers is left after she signed out
    network.mode = Mode.PASS
    phone.goto(f"{base_url}/more")
    phone.until(READY)
    phone.evaluate(TAP, "form[data-sign-out] button")
    phone.until("async () => location.pathname === '/sign-in'")
    phone.until(f"async () => !(await ({LEFT})()).flat().length")
