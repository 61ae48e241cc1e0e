"""Every page of everybody in a real browser: axe, light and dark, both languages; nothing wider than a small phone."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests.cast import enter as enter_cast
from tests.conftest import empty
from tests.e2e.axe import violations
from tests.e2e.conftest import Watch
from tests.guards.matrix import Row
from tests.guards.pages import all_pages, opens, page_rows, speak
from tests.support.nu import problems_in
from tests.support.scene import Scene, prepare

CELLS = [(row, member) for row in page_rows() for member in opens(row) if member != "jordan"]
ContextOf = Callable[[str, str], BrowserContext]
Visit = Callable[[str, str], Page]
SMALL: ViewportSize = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def scene(stage: Flask, stored_password: str) -> Iterator[Scene]:
    empty(stage)
    yield prepare(enter_cast(stage, stored_password))
    empty(stage)


@pytest.fixture(scope="module")
def contexts(browser: Browser, browser_context_args: dict[str, Any], base_url: str) -> Iterator[ContextOf]:
    made: dict[tuple[str, str], BrowserContext] = {}

    def context_of(member: str, language: str) -> BrowserContext:
        key = (member, language)
        if key not in made:
            locale = "es-US" if language == "es" else "en-US"
            made[key] = browser.new_context(**(browser_context_args | {"base_url": base_url, "locale": locale}))
            if member != "nobody":
                made[key].add_cookies([{"name": "fh", "value": f"token-of-{member}", "url": base_url}])
        return made[key]

    yield context_of
    for context in made.values():
        context.close()


@pytest.fixture
def visit(contexts: ContextOf, watch: Watch) -> Iterator[Visit]:
    opened: list[Page] = []

    def visit(member: str, language: str) -> Page:
        page = contexts(member, language).new_page()
        opened.append(page)
        watch.look_at(page)
        return page

    yield visit
    for page in opened:
        page.close()


def open_page(visit: Visit, row: Row, member: str, scene: Scene, language: str) -> Page:
    speak(scene, language)
    page = visit(member, language)
    answer = page.goto(row.path(scene))
    assert answer and answer.status == 200
    assert page.locator("html").get_attribute("lang") == language
    return page


@pytest.mark.parametrize(("row", "member"), CELLS, ids=[f"{row.name} as {member}" for row, member in CELLS])
def test_page(row: Row, member: str, scene: Scene, visit: Visit) -> None:
    page = open_page(visit, row, member, scene, "en")
    found = violations(page) + violations(page, "dark")
    page = open_page(visit, row, member, scene, "es")
    found += [f"Spanish: {violation}" for violation in violations(page)]
    page.set_viewport_size(SMALL)
    found += [f"Spanish, 320 px: {wide}" for wide in wider_than_the_screen(page)]
    page.evaluate("document.documentElement.dataset.text = 'larger'")
    found += [f"Spanish, 320 px, larger text: {wide}" for wide in wider_than_the_screen(page)]
    if found:
        pytest.fail("\n".join(found), pytrace=False)


OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > width + 1)
    .slice(-3).map((element) => element.outerHTML.slice(0, 140));
}"""


def wider_than_the_screen(page: Page) -> list[str]:
    """The innermost elements that make the page scroll sideways."""
    found: list[str] = page.evaluate(OVERFLOW)
    return found


def test_the_html_is_valid(scene: Scene, tmp_path: Path) -> None:
    """All pages through the Nu checker in one run."""
    files = {}
    for language in ("en", "es"):
        for page in all_pages(scene, language):
            files[page.name] = page.html
    if problems := problems_in(files, tmp_path):
        pytest.fail("\n".join(problems), pytrace=False)
