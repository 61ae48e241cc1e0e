"""Every page of everybody in a real browser: axe, light and dark, both languages; nothing wider than a small phone."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, ViewportSize

from tests.cast import enter as enter_cast
from tests.conftest import empty
from tests.e2e.axe import violations
from tests.e2e.conftest import PHONE, Watch
from tests.guards.matrix import Row
from tests.guards.pages import all_pages, opens, page_rows, speak
from tests.support.browser import PATIENCE, Browsers
from tests.support.links import GUESTS, token_of
from tests.support.nu import problems_in
from tests.support.scene import Scene, prepare

CELLS = [(row, member) for row in page_rows() for member in opens(row) if member != "jordan"]
PageOf = Callable[[str, str], Page]
STAYS = "navigation.addEventListener('navigate', (event) => event.preventDefault())"
"""The page of an entry that waits on a phone goes elsewhere where none waits, in the middle of being looked at."""
SMALL: ViewportSize = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def scene(stage: Flask, stored_password: str) -> Iterator[Scene]:
    empty(stage)
    yield prepare(enter_cast(stage, stored_password))
    empty(stage)


@pytest.fixture(scope="module")
def page_of(browsers: Browsers, browser_context_args: dict[str, Any], base_url: str) -> Iterator[PageOf]:
    """A page for each reader and language, which goes from address to address: a new one costs as much as a look."""
    made: dict[tuple[str, str], Page] = {}

    def page_of(member: str, language: str) -> Page:
        key = (member, language)
        if key not in made:
            locale = "es-US" if language == "es" else "en-US"
            context = browsers.living().new_context(**(browser_context_args | {"base_url": base_url, "locale": locale}))
            context.set_default_timeout(PATIENCE)
            if member in GUESTS:
                context.add_cookies([{"name": "fh_share", "value": token_of(member), "url": base_url}])
            elif member != "nobody":
                context.add_cookies([{"name": "fh", "value": f"token-of-{member}", "url": base_url}])
            made[key] = context.new_page()
            made[key].add_init_script(STAYS)
        return made[key]

    yield page_of
    for page in made.values():
        browsers.close(page.context)


@pytest.fixture
def visit(page_of: PageOf, watch: Watch) -> Iterator[PageOf]:
    """The page as it was when it was new, watched until it is empty again."""
    visited: list[Page] = []

    def visit(member: str, language: str) -> Page:
        page = page_of(member, language)
        page.set_viewport_size(PHONE)
        page.emulate_media(color_scheme="light", reduced_motion="no-preference")
        if page not in visited:
            visited.append(page)
            watch.look_at(page)
        return page

    yield visit
    for page in visited:
        page.goto("about:blank")
        watch.look_away(page)


def open_page(visit: PageOf, row: Row, member: str, scene: Scene, language: str) -> Page:
    speak(scene, language)
    page = visit(member, language)
    answer = page.goto(row.path(scene))
    assert answer and answer.status == 200
    assert page.locator("html").get_attribute("lang") == language
    return page


@pytest.mark.parametrize(("row", "member"), CELLS, ids=[f"{row.name} as {member}" for row, member in CELLS])
def test_page(row: Row, member: str, scene: Scene, visit: PageOf) -> None:
    page = open_page(visit, row, member, scene, "en")
    found = violations(page) + violations(page, "dark")
    page = open_page(visit, row, member, scene, "es")
    found += [f"Spanish: {violation}" for violation in violations(page)]
    page.set_viewport_size(SMALL)
    found += [f"Spanish, 320 px: {wide}" for wide in wider_than_the_screen(page) + small_in_the_bar(page)]
    page.evaluate("document.documentElement.dataset.text = 'larger'")
    found += [f"Spanish, 320 px, larger text: {wide}" for wide in wider_than_the_screen(page) + squeezed(page)]
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def test_a_fault_is_seen_on_a_page_that_was_used_before(scene: Scene, visit: PageOf, watch: Watch) -> None:
    """The control: what the browser complains about is heard, once."""
    for row, member in CELLS[:2]:
        page = open_page(visit, row, member, scene, "en")
    page.evaluate("console.error('wrong')")
    assert [trouble.strip() for trouble in watch.troubles] == ["error: wrong"]
    watch.troubles.clear()


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


SQUEEZED = """() => [...document.querySelectorAll(".row > .grow")]
  .filter((words) => words.checkVisibility() && words.clientWidth < 5 * parseFloat(getComputedStyle(words).fontSize))
  .map((words) => `a word a line: ${words.textContent.trim().slice(0, 60)}`)"""
BROKEN = """() => [...document.querySelectorAll(".row > .grow")].flatMap((words) => {
  const found = [], texts = document.createTreeWalker(words, NodeFilter.SHOW_TEXT), range = document.createRange();
  while (texts.nextNode()) for (const word of texts.currentNode.data.matchAll(/\\p{L}+/gu)) {
    range.setStart(texts.currentNode, word.index);
    range.setEnd(texts.currentNode, word.index + word[0].length);
    const lines = new Set([...range.getClientRects()].map((line) => line.top));
    if (lines.size > 1 && word[0].length < 16) found.push(`a broken word: ${word[0]}`);
  }
  return found;
})"""


def squeezed(page: Page) -> list[str]:
    """Rows in which what stands beside the words leaves no room for them."""
    found: list[str] = page.evaluate(SQUEEZED) + page.evaluate(BROKEN)
    return found


SMALL_IN_THE_BAR = """() => [...document.querySelectorAll(".dock > a")]
  .filter((link) => Math.min(link.clientWidth, link.clientHeight) < 44)
  .map((link) => `${link.clientWidth} px for a thumb: ${link.textContent.trim()}`)"""


def small_in_the_bar(page: Page) -> list[str]:
    """Links of the bar at the thumb that are hard to hit."""
    found: list[str] = page.evaluate(SMALL_IN_THE_BAR)
    return found


def test_the_html_is_valid(scene: Scene, tmp_path: Path) -> None:
    """All pages through the Nu checker in one run."""
    files = {}
    for language in ("en", "es"):
        for page in all_pages(scene, language):
            files[page.name] = page.html
    if problems := problems_in(files, tmp_path):
        pytest.fail("\n".join(problems), pytrace=False)
