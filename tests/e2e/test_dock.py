"""The bar at the thumb: a page ends above it, and the focus is above it; no link at its edge is too small."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.cast import Cast
from tests.e2e.axe import AXE
from tests.e2e.words import Words
from tests.skills.rows import add_urge
from webapp.extensions import db
from webapp.models import Account

Enter = Callable[..., Page]

SIZES: list[ViewportSize] = [
    {"width": 320, "height": 568},
    {"width": 375, "height": 667},
    {"width": 390, "height": 844},
    {"width": 844, "height": 390},
]
TOO_SMALL = """async () => {
  const found = await axe.run({runOnly: {type: "rule", values: ["target-size"]}, resultTypes: ["violations"]});
  return found.violations.flatMap((rule) => rule.nodes.map((node) => `${Math.round(scrollY)}: ${node.html}`));
}"""
HALVED = """() => {
  const bar = document.querySelector(".dock-link").getBoundingClientRect();
  const most = document.documentElement.scrollHeight - innerHeight;
  return [...document.querySelectorAll("main :is(a, summary, button)")].filter((target) => target.checkVisibility())
    .map((target) => target.getBoundingClientRect())
    .flatMap((box) => [box.top + 9 - bar.top, box.bottom - 9 - bar.bottom])
    .filter((offset) => 0 <= offset && offset <= most);
}"""
"""How far to scroll until 9 pixels of a target are left above the bar's links, or below them."""
AT_THE_END = """() => {
  scrollTo({top: document.documentElement.scrollHeight, behavior: "instant"});
  const bar = document.querySelector(".dock").getBoundingClientRect();
  const main = document.querySelector("main"), texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  const range = document.createRange(), covered = [];
  while (texts.nextNode()) {
    range.selectNodeContents(texts.currentNode);
    const text = texts.currentNode, box = range.getBoundingClientRect();
    if (!box.height || !text.parentElement.checkVisibility()) continue;
    if (box.bottom > bar.top + 1) covered.push(text.data);
  }
  return {covered, gap: Math.round(bar.top - main.getBoundingClientRect().bottom)};
}"""
"""Words that cannot be scrolled out from below the bar, and what is between it and the end of the page."""
ROOMY = """() => {
  const roomy = new CSSStyleSheet();
  roomy.replaceSync(
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }");
  document.adoptedStyleSheets = [roomy];
}"""
"""The spacing that a person may give to text, as WCAG 1.4.12 has it."""
HIDDEN_FOCUS = """() => {
  const focused = document.activeElement, box = focused.getBoundingClientRect();
  const bar = document.querySelector(".dock").getBoundingClientRect();
  return !focused.closest(".dock") && box.height < 200 && box.bottom > bar.top + 1 && focused.outerHTML;
}"""


@pytest.mark.parametrize("path", ["/log", "/plan", "/resources", "/skills"])
def test_a_row_at_the_fold(path: str, enter: Enter, cast: Cast) -> None:
    for _ in range(8):
        add_urge(cast)
    page = enter("maya", viewport={"width": 412, "height": 640})
    page.goto(path)
    page.evaluate(AXE)
    offsets = sorted(set(page.evaluate(HALVED)))[:16]
    assert offsets
    found = []
    for offset in offsets:
        page.evaluate("(top) => scrollTo({top, behavior: 'instant'})", offset)
        found += page.evaluate(TOO_SMALL)
    assert found == []


@pytest.mark.parametrize("text_size", ["normal", "larger"])
def test_the_end_of_a_page_is_above_the_bar(text_size: str, enter: Enter, cast: Cast, words: Words) -> None:
    write_in(cast, text_size)
    page = enter("maya", words.language)
    for path in ("/log", "/plan", "/urges/new"):
        page.goto(path)
        for size in SIZES:
            page.set_viewport_size(size)
            assert page.evaluate(AT_THE_END) == {"covered": [], "gap": 0}, (path, size)
    page.goto("/plan")
    page.set_viewport_size({"width": 375, "height": 667})
    page.evaluate(ROOMY)
    assert page.evaluate(AT_THE_END)["covered"] == []


def test_staff_have_the_same_room(enter: Enter, words: Words) -> None:
    for name, path in (("dana", "/counselor"), ("alex", "/admin")):
        page = enter(name, words.language)
        page.goto(path)
        for size in SIZES:
            page.set_viewport_size(size)
            assert page.evaluate(AT_THE_END) == {"covered": [], "gap": 0}, (path, size)


def test_no_room_where_there_is_no_bar(enter: Enter) -> None:
    page = enter()
    page.goto("/sign-in")
    assert page.locator("#sign-in-again").evaluate("(place) => getComputedStyle(place).marginTop") == "0px"
    # nor on paper
    page = enter("maya")
    page.goto("/plan")
    expect(page.locator(".dock")).to_be_visible()
    page.emulate_media(media="print")
    assert page.locator("#sign-in-again").evaluate("(place) => getComputedStyle(place).marginTop") == "0px"


def test_a_page_enlarged_twice_is_seen_whole(enter: Enter, words: Words) -> None:
    """The bar would be 3 rows of a screen that has room for 8 lines."""
    page = enter("maya", words.language, viewport={"width": 195, "height": 422})
    page.goto("/plan")
    expect(page.locator(".dock")).not_to_be_in_viewport()
    assert page.evaluate(AT_THE_END) == {"covered": [], "gap": 0}
    expect(page.locator(".dock-help")).to_be_in_viewport()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size['width']} px")
def test_what_has_the_focus_is_above_the_bar(size: ViewportSize, enter: Enter) -> None:
    page = enter("maya", viewport=size)
    page.goto("/triggers/new")
    for _ in range(30):
        page.keyboard.press("Tab")
        assert not page.evaluate(HIDDEN_FOCUS)


def test_larger_text_does_not_push_save_below_the_bar(enter: Enter, cast: Cast, words: Words) -> None:
    write_in(cast, "larger")
    page = enter("maya", words.language, viewport={"width": 360, "height": 640})
    page.goto("/triggers/new")
    save = page.locator(".action-bar .button-primary")
    expect(save).not_to_be_in_viewport()
    save.scroll_into_view_if_needed()
    bar = page.locator(".dock").bounding_box()
    box = save.bounding_box()
    assert bar and box and box["y"] + box["height"] <= bar["y"]


def write_in(cast: Cast, text_size: str) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.get_one(Account, cast["maya"]).text_size = text_size
