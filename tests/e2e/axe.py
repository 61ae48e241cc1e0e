"""Accessibility of what is on the screen, light and dark."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.support.browser import until_true

AXE = Axe().axe_script
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
OF_COLOURS = RULES | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""All that another colour scheme can change."""


def violations(page: Page, scheme: str = "light") -> list[str]:
    """What axe finds wrong: rule, and the first places.

    On a screen as long as the page, so that the bar at the bottom covers nothing that a person could scroll to.
    """
    until_true(page, "document.readyState === 'complete'")
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]  # light or dark
    screen = page.viewport_size
    assert screen
    length = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": screen["width"], "height": max(length + 200, screen["height"])})
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(
        "async (rules) => (await axe.run(rules)).violations", RULES if scheme == "light" else OF_COLOURS
    )
    page.set_viewport_size(screen)
    return [f"{scheme} {rule['id']}: {[node['html'][:160] for node in rule['nodes'][:3]]}" for rule in found]


def check(page: Page) -> None:
    """No violation, in light and in dark."""
    found = violations(page) + violations(page, "dark")
    page.emulate_media(color_scheme="light")
    assert found == [], f"{page.url}: {found}"
