"""What is logged on a phone in these tests, what waits there, and what arrived."""

from typing import Any

from playwright.sync_api import Page
from sqlmodel import col, select

from tests.cast import Cast
from tests.support.browser import asked, has_outbox, until
from webapp.extensions import db
from webapp.models import Logged, Operation, Urge
from webapp.scope import everyone

WAITING = """async () => (await Outbox.all(Outbox.uid)).filter(Outbox.isUnsent).map(({ kind, state, entry, reason }) =>
  ({ kind, state, entry, reason: reason ?? "" }))"""


def log_urge(page: Page, strength: int) -> None:
    """As a person does it, with or without a network: the page that comes says that it is saved."""
    page.goto("/urges/new")
    has_outbox(page)
    page.locator(f"button[name=strength][value='{strength}']").tap()
    page.wait_for_url(lambda url: "/urges/new" not in url)
    page.locator(".banner-good").first.wait_for()


def check_in(page: Page, mood: int, note: str = "") -> None:
    page.goto("/check-ins/new")
    page.locator(f"label:has(input[name=mood][value='{mood}'])").tap()
    page.locator("textarea[name=note]").fill(note)
    page.locator("main form button.button-primary").tap()


def waiting(page: Page) -> list[dict[str, Any]]:
    """What is on the phone and not sent, in order."""
    found: list[dict[str, Any]] = asked(page, WAITING)
    return found


def until_sent(page: Page, seconds: float = 60) -> None:
    """Tap 'Send now' on the page of what waits, until nothing does."""
    page.goto("/waiting")

    def is_sent() -> bool:
        if not waiting(page):
            return True
        # A real tap would wait for a button that goes away with the last entry.
        page.evaluate("document.querySelector('[data-send-now]:not([hidden])')?.click()")
        page.wait_for_timeout(200)
        return False

    until(is_sent, seconds)


def rows(cast: Cast, model: type[Logged] = Urge) -> list[Any]:
    """What arrived, in the order in which it happened."""
    with cast.app.app_context():
        statement = everyone(select(model).order_by(model.occurred_at, model.id), reason="a test looks at what arrived")
        return list(db.session.execute(statement).scalars())


def strengths(cast: Cast, name: str = "maya") -> list[int]:
    return [row.strength for row in rows(cast) if row.owner_id == cast[name]]


def operations(cast: Cast) -> int:
    with cast.app.app_context():
        return len(db.rows(everyone(select(Operation.id), reason="a test counts what was applied")))


def forms(cast: Cast) -> list[str]:
    """Which forms were applied, in the order in which they arrived."""
    with cast.app.app_context():
        statement = select(Operation.form).order_by(col(Operation.received_at), col(Operation.id))
        return [row.form for row in db.rows(everyone(statement, reason="a test looks at what came first"))]
