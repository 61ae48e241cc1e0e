"""A phone whose database does not answer: nothing hangs without a word, nothing is lost, help opens."""

from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.e2e.offline.entries import check_in, log_urge, operations, rows, strengths, waiting
from tests.e2e.offline.phone import Phone, visit_once
from tests.e2e.offline.test_lock import HIDE, set_pin
from tests.e2e.offline.test_privacy import sign_in
from tests.support.browser import has_outbox, until
from webapp.models import CheckIn

NOTE = "What is still here 5521"
STUCK = """() => {
  const never = () => ({});
  self.answering = IDBFactory.prototype.open;
  IDBFactory.prototype.open = never;
}"""
"""From here on the database is silent, as it may be in WebKit."""
ANSWERING = "() => { IDBFactory.prototype.open = self.answering; }"
FROM_THE_START = f"({STUCK})(); IDBFactory.prototype.databases = () => new Promise(() => {{}}); undefined;"
STOPS_AFTER = """
  const open = IDBFactory.prototype.open;
  let opened = 0;
  IDBFactory.prototype.open = function (...given) { return (opened += 1) > ANSWERS ? {} : open.apply(this, given); };
"""


def fill_in(page: Page) -> None:
    page.goto("/check-ins/new")
    has_outbox(page)
    page.evaluate("() => Outbox.ready")
    page.locator("label:has(input[name=mood][value='4'])").tap()
    page.locator("textarea[name=note]").fill(NOTE)


def save(page: Page) -> None:
    page.locator("main form button.button-primary").tap()


def test_a_form_says_so_and_keeps_the_text(phone: Phone, cast: Cast) -> None:
    page = visit_once(phone, "maya")
    fill_in(page)
    # given a database that stops to answer, and no network
    phone.offline()
    page.evaluate(STUCK)
    save(page)
    # then within seconds it is said, and not shown as saved
    expect(page.get_by_text("This phone’s storage does not answer")).to_be_visible(timeout=20_000)
    expect(page.locator("textarea[name=note]")).to_have_value(NOTE)
    expect(page.locator("form[aria-busy]")).to_have_count(0)
    # and saved again when it answers, it is one entry
    page.evaluate(ANSWERING)
    save(page)
    page.wait_for_url("**/check-ins/waiting#*")
    assert [op["kind"] for op in waiting(page)] == ["check-in"]
    phone.online()
    until(lambda: [row.note for row in rows(cast, CheckIn)] == [NOTE])
    assert operations(cast) == 1


def test_with_a_network_it_is_sent_without_being_kept(phone: Phone, cast: Cast) -> None:
    page = visit_once(phone, "maya")
    fill_in(page)
    page.evaluate(STUCK)
    save(page)
    page.wait_for_url("**/check-ins/*-*", timeout=20_000)
    assert [row.note for row in rows(cast, CheckIn)] == [NOTE]


def test_a_page_that_begins_like_that_sends_plain_forms(phone: Phone, cast: Cast) -> None:
    visit_once(phone, "maya")
    phone.context.add_init_script(FROM_THE_START)
    page = phone.page
    page.goto("/check-ins/new")
    page.locator("label:has(input[name=mood][value='4'])").tap()
    page.locator("textarea[name=note]").fill(NOTE)
    phone.offline()
    # saved before it is known: without a network the page says that it was not sent, and keeps the text
    phone.context.service_workers[0].evaluate(FROM_THE_START)
    save(page)
    expect(page.locator(".notice-unsent")).to_be_visible(timeout=20_000)
    expect(page.locator("textarea[name=note]")).to_have_value(NOTE)
    phone.online()
    save(page)
    until(lambda: [row.note for row in rows(cast, CheckIn)] == [NOTE])


def test_pages_open_and_help_first(phone: Phone, cast: Cast) -> None:
    page = visit_once(phone, "maya")
    phone.offline()
    phone.context.service_workers[0].evaluate(FROM_THE_START)
    page.goto("/help", timeout=20_000)
    expect(page.get_by_role("heading", level=1)).to_contain_text("You don’t have")
    page.goto("/safety-plan", timeout=20_000)
    expect(page.locator(".notice-kept")).to_be_visible()


def test_signing_out_wipes_nothing_that_it_could_not_look_at(phone: Phone, cast: Cast) -> None:
    page = visit_once(phone, "maya")
    phone.offline()
    log_urge(page, 6)
    phone.online()
    phone.network.rate = 1.0
    page.goto("/more")
    page.route("**/urges", lambda route: route.abort())
    page.evaluate("() => Outbox.ready")
    page.evaluate(STUCK)
    page.get_by_role("button", name="Sign out of this device").tap()
    page.wait_for_url("**/sign-in", timeout=20_000)
    page.unroute("**/urges")
    # then it is sent when she is back
    sign_in(page, "maya")
    until(lambda: strengths(cast) == [6])


def test_a_page_without_a_pin_is_never_left_covered(phone: Phone, cast: Cast) -> None:
    visit_once(phone, "maya")
    phone.context.add_init_script(FROM_THE_START)
    page = phone.page
    page.goto("/log")
    page.evaluate(HIDE, True)
    page.evaluate(HIDE, False)
    expect(page.locator("html[data-covered]")).to_have_count(0, timeout=20_000)
    expect(page.locator("main h1")).to_be_visible()


def test_with_a_pin_it_asks_and_says_what_to_do(phone: Phone, cast: Cast) -> None:
    sign_in(phone.page, "maya")
    page = phone.page
    set_pin(page)
    page.goto("/log")
    page.wait_for_timeout(500)
    page.evaluate(STUCK)
    page.evaluate(HIDE, True)
    page.evaluate(HIDE, False)
    page.locator("#open-pin").fill("270419", timeout=20_000)
    page.get_by_role("button", name="Open", exact=True).tap()
    expect(page.locator("#open-pin-error")).to_contain_text("This phone does not answer", timeout=20_000)
    page.evaluate(ANSWERING)
    page.locator("#open-pin").fill("270419")
    page.get_by_role("button", name="Open", exact=True).tap()
    expect(page.locator("[data-unlock]")).to_have_count(0)
    check_in(page, 3, NOTE)
    until(lambda: [row.note for row in rows(cast, CheckIn)] == [NOTE])


def test_one_that_stops_while_a_page_loads_throws_nothing(phone: Phone, cast: Cast) -> None:
    visit_once(phone, "maya")
    for answers in range(1, 5):
        page = phone.another_tab()
        page.add_init_script(STOPS_AFTER.replace("ANSWERS", str(answers)))
        page.goto("/check-ins/new")
    # then nothing is thrown when the wait for it is over, which the phone holds against the page
    page.wait_for_timeout(6500)
    expect(page.locator("textarea[name=note]")).to_be_editable()
