"""A module from its first line to the plan, and what another phone sees of it; with and without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.e2e.axe import check
from tests.e2e.conftest import Watch
from tests.e2e.words import Words
from tests.support.browser import follow, until
from webapp.content.lessons.library import load_library

Enter = Callable[..., Page]
STAGES = load_library().modules[3]
"""Its exercise goes on into reasons and goals."""
URL = f"/learn/{STAGES.number}"


def fill_in(page: Page) -> None:
    page.locator("#answer_change").fill("Drinking")
    page.locator("label:has(input[name=answer_importance][value='8'])").tap()
    page.locator("#answer_why_not_lower").fill("Pancakes with Mia")
    page.locator("label:has(input[name=answer_next][value=date])").tap()


def answer(page: Page) -> None:
    """The first two questions: one right, one not."""
    questions = STAGES.meta.check[:2]
    places = [[reply.right for reply in question.answers].index(n == 0) for n, question in enumerate(questions)]
    for number, place in enumerate(places, 1):
        page.locator(f"label:has(input[name=check_{number}][value='{place}'])").tap()


def see_on_another_phone(other: Page, language: str) -> None:
    """What was read, written and added, without anything else being done."""
    other.goto(URL)
    expect(other.locator("#answer_why_not_lower")).to_have_value("Pancakes with Mia")
    expect(other.locator("input[name=answer_importance][value='8']")).to_be_checked()
    expect(other.locator("#check fieldset .banner")).to_have_count(2)
    other.goto("/learn/tracks/1")
    expect(other.locator("li:has(a[href='/learn/3'])")).to_contain_text(Words(language)("Finished"))
    other.goto("/plan")
    expect(other.locator("#reasons")).to_contain_text("Pancakes with Mia")


def test_a_module_from_end_to_end(enter: Enter, words: Words) -> None:
    # given Maya finds it in its track
    page = enter("maya", words.language)
    page.goto("/learn")
    check(page)
    follow(page.locator("a[href='/learn/tracks/1']"))
    check(page)
    page.locator("a[href='/learn/3']").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(STAGES.lessons[words.language].meta.title)
    check(page)
    # when she fills in the exercise, it is saved by itself
    fill_in(page)
    expect(page.locator("#after-exercise [role=status]")).to_have_text(words("Saved"))
    # and goes on into her plan with one tap
    to_plan = page.get_by_role("button", name=words("Add to my plan: %(section)s", section=words("My reasons")))
    to_plan.tap()
    done = page.locator("#after-exercise .banner-good")
    expect(done).to_contain_text("Pancakes with Mia")
    check(page)
    # and the check teaches
    answer(page)
    page.get_by_role("button", name=words("Check my answers")).tap()
    expect(page.locator("#check fieldset .banner")).to_have_count(2)
    expect(page.locator("#check .banner-good")).to_contain_text(words("Yes."))
    expect(page.locator("#check .choice-right")).to_have_count(1)
    check(page)
    # and what to try today becomes a goal
    page.locator("#try-today").get_by_role("button").tap()
    expect(page.locator("#try-today .banner-good")).to_be_visible()
    # and she reads it to the end
    page.get_by_role("button", name=words("I have read this")).tap()
    expect(page.locator("#finished .banner-good")).to_be_visible()
    check(page)
    # then another phone of hers knows
    see_on_another_phone(enter("maya", words.language), words.language)


def test_a_module_without_javascript(enter: Enter) -> None:
    page = enter("maya", java_script_enabled=False)
    page.goto(URL)
    expect(page.get_by_role("button", name="Listen")).to_be_hidden()
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    fill_in(page)
    page.locator("#after-exercise").get_by_role("button", name="Save", exact=True).tap()
    page.wait_for_url("**#exercise")
    page.get_by_role("button", name="Add to my plan: My reasons").tap()
    page.wait_for_url("**#after-exercise")
    expect(page.locator("#after-exercise .banner-good")).to_contain_text("Pancakes with Mia")
    answer(page)
    page.get_by_role("button", name="Check my answers").tap()
    page.wait_for_url("**#check")
    page.get_by_role("button", name="I have read this").tap()
    page.wait_for_url("**#finished")
    see_on_another_phone(enter("maya", java_script_enabled=False), "en")


def test_answers_are_shown_to_the_team_by_one_tap(enter: Enter, cast: Cast, words: Words) -> None:
    cast.consents("maya", "exercises")
    page = enter("maya", words.language)
    page.goto(URL)
    fill_in(page)
    expect(page.locator("#after-exercise")).to_contain_text(words("Only you can see this."))
    page.get_by_text(words("Show these answers to my care team")).tap()
    expect(page.locator("#after-exercise")).to_contain_text("Dana")
    check(page)
    dana = enter("dana", words.language)
    dana.goto(f"/counselor/participants/{cast['maya']}")
    dana.locator("section[aria-labelledby=answers] summary").click()
    expect(dana.locator("section[aria-labelledby=answers]")).to_contain_text("Pancakes with Mia")
    check(dana)
    dana.goto(f"/counselor/participants/{cast['maya']}/sheet")
    expect(dana.locator("section[aria-labelledby=modules]")).to_contain_text("Pancakes with Mia")


def test_undo(enter: Enter) -> None:
    page = enter("maya")
    page.goto(URL)
    page.locator("#try-today").get_by_role("button").tap()
    expect(page.locator("#try-today .banner-good")).to_be_visible()
    page.locator("#try-today").get_by_role("button", name="Undo").tap()
    expect(page.locator("#try-today").get_by_role("button", name="Add to my plan: My goals")).to_be_visible()
    page.goto("/plan")
    expect(page.locator("#goals")).not_to_contain_text("Tell one person")


def test_what_was_read_is_kept_while_reading(enter: Enter) -> None:
    # given Maya scrolls to the last section and leaves
    page = enter("maya")
    page.goto(URL)
    page.locator("[data-part]").last.scroll_into_view_if_needed()
    bar = page.locator("progress[data-bar]")
    expect(bar).to_have_attribute("value", re.compile(r"[34]"))
    page.goto("/more")
    # then Learn goes on there, on every phone
    other = enter("maya")
    first = other.locator("section.track").first

    def goes_on() -> bool:
        other.goto("/learn")
        return "Continue where you left off" in first.inner_text()

    until(goes_on)
    expect(first.locator("a")).to_have_attribute("href", URL)


def test_two_phones_answer_one_exercise(enter: Enter, watch: Watch) -> None:
    one, other = enter("maya"), enter("maya")
    for page in (one, other):
        page.goto(URL)
    one.locator("#answer_change").fill("From the first phone")
    one.locator("#answer_change").blur()
    expect(one.locator("#after-exercise [role=status]")).to_have_text("Saved")
    watch.allow(409)
    other.locator("#answer_change").fill("From the second phone")
    other.locator("#answer_change").blur()
    merge = other.locator("#after-exercise")
    expect(merge).to_contain_text("From the first phone")
    expect(merge).to_contain_text("From the second phone")
    check(other)
    merge.get_by_role("button", name="Save mine").tap()
    other.wait_for_url("**#exercise")
    expect(other.locator("#answer_change")).to_have_value("From the second phone")


def test_looking_for_a_module(enter: Enter, words: Words) -> None:
    page = enter("maya", words.language)
    page.goto("/learn")
    page.get_by_label(words("Search in Learn")).fill({"en": "slep", "es": "sueno"}[words.language])
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("main li a").first).to_have_attribute("href", "/learn/54")
    check(page)
    page.get_by_label(words("Search in Learn")).fill("zzzzz")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(words("Nothing found"))
    check(page)


@pytest.mark.parametrize(("path", "found"), [("/learn", "/learn/54"), ("/resources", "/resources/lifeline")])
def test_back_from_what_was_found_asks_nothing_again(enter: Enter, path: str, found: str) -> None:
    page = enter("maya")
    page.goto(path)
    asked = []
    page.on("request", lambda request: asked.append(request.method) if request.is_navigation_request() else None)
    page.locator("#words").fill("sleep" if path == "/learn" else "lifeline")
    follow(page.locator("form[role=search] button"))
    follow(page.locator(f"main li a[href='{found}']"))
    page.go_back()
    assert page.url.endswith(path)
    expect(page.locator("form[role=search]")).to_be_visible()
    page.reload()
    assert asked == ["POST", "GET", "GET", "GET"]


def test_on_paper(enter: Enter) -> None:
    """The words, the questions and the sources; not the buttons."""
    page = enter("maya")
    page.goto(URL)
    page.emulate_media(media="print")
    expect(page.locator("nav.dock")).to_be_hidden()
    expect(page.get_by_role("button", name="Check my answers")).to_be_hidden()
    expect(page.locator("#after-exercise button").first).to_be_hidden()
    page.goto("/learn/46")
    expect(page.locator(".lesson-crisis")).to_contain_text("988")
    expect(page.locator(".lesson-crisis .print-only")).to_be_visible()
    page.goto(URL)
    for part in ("h1", ".lead", "#part-1", ".lesson-picture svg", "#check legend", ".lesson-sources"):
        expect(page.locator(part).first).to_be_visible()


def test_the_page_reads_well(enter: Enter, cast: Cast) -> None:
    """Lines of about 34 em at most, on a wide screen too; nothing sideways on the smallest phone in large letters."""
    page = enter("maya", viewport={"width": 1280, "height": 900}, is_mobile=False, has_touch=False)
    page.goto(URL)
    width, size = page.locator(".prose").evaluate(
        "(prose) => [prose.getBoundingClientRect().width, parseFloat(getComputedStyle(prose).fontSize)]"
    )
    assert width <= 34.1 * size
    page.set_viewport_size({"width": 320, "height": 640})
    page.evaluate("document.documentElement.dataset.text = 'larger'")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
