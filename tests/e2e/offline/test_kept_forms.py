"""Forms on pages that were kept before something was saved: filled in with it, and never written over it."""

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.e2e.conftest import Watch
from tests.e2e.offline.entries import log_urge, rows, until_sent, waiting
from tests.e2e.offline.phone import Phone
from tests.support.browser import has_outbox, until
from webapp.models import CheckIn, Urge

pytestmark = pytest.mark.usefixtures("cast")

IS_KEPT = "caches.match(location.pathname).then(Boolean)"


def add_note(page: Page, text: str) -> None:
    if not page.get_by_label("Anything to add?").is_visible():
        page.locator("#answers details summary").tap()
    page.get_by_label("Anything to add?").fill(text)
    page.get_by_label("Anything to add?").blur()


def test_answers_of_an_urge_stand_in_the_page_from_before(phone: Phone, page: Page, cast: Cast) -> None:
    # given a page that was kept when the urge was new, and answers that were sent since
    log_urge(page, 5)
    entry = page.url
    until(lambda: bool(page.evaluate(IS_KEPT)))
    page.locator("#answers .chips label").first.tap()
    expect(page.locator("#answers-state [role=status]")).to_have_text("Saved")
    add_note(page, "On the bridge")
    until(lambda: rows(cast)[0].note == "On the bridge" and not waiting(page))
    # when the page is opened without a network
    phone.offline()
    page.reload()
    expect(page.locator(".notice-kept")).to_be_visible()
    # then it knows of them
    expect(page.get_by_label("Anything to add?")).to_have_value("On the bridge")
    expect(page.locator("#answers .chips input").first).to_be_checked()
    # and another answer goes on top of them
    page.locator("#answers .chips label").nth(1).tap()
    until(lambda: len(waiting(page)) == 1)
    phone.online()
    until_sent(page)
    assert [row.note for row in rows(cast)] == ["On the bridge"]
    page.goto(entry)
    expect(page.locator("#answers .chips input[name=triggers]:checked")).to_have_count(2)


def test_answers_of_a_check_in_stand_in_the_page_from_before(phone: Phone, page: Page, cast: Cast) -> None:
    page.goto("/check-ins/new")
    page.locator("label:has(input[name=mood][value='4'])").tap()
    page.locator("main form button.button-primary").tap()
    page.wait_for_url("**/check-ins/*-*")
    until(lambda: bool(page.evaluate(IS_KEPT)))
    note = page.locator("textarea[name=note]")
    if not note.is_visible():
        page.locator("main details summary").first.tap()
    note.fill("Slept badly")
    note.blur()
    until(lambda: rows(cast, CheckIn)[0].note == "Slept badly" and not waiting(page))
    phone.offline()
    page.reload()
    expect(note).to_have_value("Slept badly")
    page.locator("#answers .chips label").first.tap()
    until(lambda: len(waiting(page)) == 1)
    phone.online()
    until_sent(page)
    assert [row.note for row in rows(cast, CheckIn)] == ["Slept badly"]


@pytest.mark.usefixtures("whole_list")
def test_two_tabs_with_one_section_of_the_plan(phone: Phone, page: Page, watch: Watch) -> None:
    """One does not know of the other: both are shown, as between two devices."""
    watch.allow(409)
    other = phone.another_tab()
    for tab in (page, other):
        tab.goto("/plan/reasons/edit")
        has_outbox(tab)
    for tab, text in ((page, "From the one"), (other, "From the other")):
        tab.locator("textarea[name=lines]").first.fill(text)
        tab.get_by_role("button", name="Save section").tap()
        if tab == page:
            page.wait_for_url("**/plan#*")
    expect(other.get_by_role("main")).to_contain_text("From the one")
    other.get_by_role("button", name="Keep both").tap()
    other.wait_for_url("**/plan#*")
    for text in ("From the one", "From the other"):
        expect(other.locator("#reasons")).to_contain_text(text)


@pytest.mark.usefixtures("whole_list")
def test_a_section_of_the_plan_from_before(phone: Phone, page: Page) -> None:
    phone.wait_until_kept("weekly")
    page.goto("/plan/reasons/edit")
    page.locator("textarea[name=lines]").first.fill("My sister")
    page.get_by_role("button", name="Save section").tap()
    page.wait_for_url("**/plan#*")
    phone.offline()
    page.goto("/plan/reasons/edit")
    boxes = page.locator("textarea[name=lines]")
    expect(boxes.first).to_have_value("My sister")
    boxes.nth(1).fill("The dog")
    page.get_by_role("button", name="Save section").tap()
    until(lambda: len(waiting(page)) == 1)
    phone.online()
    until_sent(page)
    page.goto("/plan")
    for text in ("My sister", "The dog"):
        expect(page.locator("#reasons")).to_contain_text(text)


def test_two_tabs_without_a_network(phone: Phone, page: Page, cast: Cast, watch: Watch) -> None:
    """What the second one does not show it does not replace."""
    watch.allow(409)
    log_urge(page, 5)
    other = phone.another_tab()
    other.goto(page.url)
    has_outbox(other)
    until(lambda: bool(page.evaluate(IS_KEPT)))
    phone.offline()
    for tab, text in ((page, "From the one"), (other, "From the other")):
        add_note(tab, text)
        expect(tab.locator("#answers .waiting-note")).to_be_visible()
    assert len(waiting(page)) == 2
    phone.online()
    page.goto("/waiting")
    until(lambda: [op["state"] for op in waiting(page)] == ["refused"])
    assert [row.note for row in rows(cast, Urge)] == ["From the one"]
    page.locator("[data-waiting-list] > li").get_by_role("button", name="Look and fix").tap()
    expect(page.get_by_role("main")).to_contain_text("From the one")
    expect(page.get_by_role("main")).to_contain_text("From the other")
