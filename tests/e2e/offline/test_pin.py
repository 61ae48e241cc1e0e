"""The PIN of the app lock: set, changed, forgotten, guessed."""

import pytest
from playwright.sync_api import Page, expect

from tests.cast import PASSWORD
from tests.e2e.conftest import Watch
from tests.e2e.offline.entries import check_in, rows, strengths
from tests.e2e.offline.locking import FILLED, NOTE, PIN, STORED, is_locked, reopen, set_pin, turn_on, unlock
from tests.e2e.offline.phone import NEEDED, Phone, is_ready
from tests.e2e.offline.test_privacy import personal, sign_in
from tests.support.browser import has_outbox, until
from tests.support.scene import Scene
from tests.support.toxic import Mode
from webapp.models import CheckIn


@pytest.fixture
def page(phone: Phone, scene: Scene) -> Page:
    """Maya's phone; she signed in with her password."""
    sign_in(phone.page, "maya")
    return phone.page


def test_wrong_pins_have_to_wait(phone: Phone, page: Page) -> None:
    set_pin(page)
    page = reopen(phone)
    error = page.locator("#open-pin-error")
    for _turn in range(4):
        unlock(page, "1111")
        expect(error).to_have_text("That is not the PIN. Try again.")
        page.evaluate("() => { document.querySelector('#open-pin-error').textContent = ''; }")
    unlock(page, "1111")
    expect(error).to_contain_text("Please wait")
    # then the right one is not tried either, and closing the app forgives nothing
    page = reopen(phone)
    unlock(page)
    expect(page.locator("#open-pin-error")).to_contain_text("Please wait")
    is_locked(page)
    # until the time is over
    page.evaluate(
        "(uid) => Outbox.metaOf(uid).then(({ pin }) => Outbox.note(uid, 'pin', { ...pin, until: Date.now() }))",
        page.evaluate("Outbox.account()"),
    )
    unlock(page)
    expect(page.locator("[data-unlock]")).to_have_count(0)


def test_a_forgotten_pin_costs_nothing(phone: Phone, page: Page, scene: Scene, watch: Watch) -> None:
    # given a locked phone on which an entry waits
    set_pin(page)
    phone.wait_until_kept(*NEEDED)
    phone.offline()
    check_in(page, 3, NOTE)
    page.wait_for_url("**/check-ins/waiting#*")
    page = reopen(phone)
    is_locked(page)
    # when she says that she forgot it: not without a network
    page.get_by_text("I forgot my PIN").tap()
    page.get_by_role("button", name="Sign out and sign in again").tap()
    expect(page.locator("#open-pin-error")).to_contain_text("Signing in needs one.")
    phone.online()
    page.get_by_role("button", name="Sign out and sign in again").tap()
    page.wait_for_url("**/sign-in")
    assert personal(phone) == []
    # then even the right PIN opens nothing here any more, until she signs in with her password
    stored = page.evaluate(STORED)
    assert not any(NOTE in one for one in stored)
    assert rows(scene.cast, CheckIn)[-1].note != NOTE
    page.locator("input[name=username]").fill("maya")
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").tap()
    page.wait_for_url("**/")
    is_ready(page)
    until(lambda: any(row.note == NOTE for row in rows(scene.cast, CheckIn)))
    page = reopen(phone)
    expect(page.locator("[data-unlock]")).to_have_count(0)
    page.goto("/app-lock")
    expect(page.get_by_role("button", name="Turn the lock on")).to_be_visible()


def test_the_lock_is_changed_and_turned_off_with_the_pin_only(phone: Phone, page: Page) -> None:
    set_pin(page, leaving=True)
    page.goto("/app-lock")
    error = page.locator("[data-app-lock] form [role=alert]")
    page.get_by_role("button", name="Turn the lock off").tap()
    expect(error).to_have_text("That is not the PIN. Try again.")
    page.locator("#pin").fill(PIN)
    page.locator("input[name=leaving]").set_checked(False, force=True)
    page.locator("label:has(input[name=minutes][value='15'])").tap()
    page.get_by_role("button", name="Save").tap()
    expect(page.locator("#pin")).to_have_value("")
    page = reopen(phone, "/app-lock")
    expect(page.locator("input[name=leaving]")).not_to_be_checked()
    expect(page.locator("input[name=minutes][value='15']")).to_be_checked()
    page.locator("#pin").fill(PIN)
    page.get_by_role("button", name="Turn the lock off").tap()
    expect(page.locator("[data-is-off]")).to_be_visible()
    page = reopen(phone, "/log")
    expect(page.locator("[data-unlock]")).to_have_count(0)
    phone.wait_until_kept(*NEEDED)


def test_pages_that_went_for_a_new_pin_come_back(phone: Phone, page: Page) -> None:
    """They are fetched anew, also by a worker that was not there when they went."""
    # given a phone that has all its pages since a moment ago
    until(lambda: page.evaluate(FILLED))
    page.goto("/app-lock")
    is_ready(page)
    # when the lock is turned on without a network, and the app closed
    phone.offline()
    turn_on(page)
    until(lambda: f"pages-{phone.account()} /people" not in phone.kept())
    phone.close()
    # then opening it with a network brings them back
    phone.network.mode = Mode.PASS
    page = phone.start()
    page.goto("/")
    unlock(page)
    is_ready(page)
    phone.wait_until_kept(*NEEDED)


def test_a_pin_that_is_none_is_refused(phone: Phone, page: Page) -> None:
    page.goto("/app-lock")
    error = page.locator("[data-app-lock] form [role=alert]")
    for first, second, said in (("123", "123", "4 to 8 digits"), ("12345", "12346", "not the same")):
        page.locator("#pin").fill(first)
        page.locator("#pin-again").fill(second)
        page.get_by_role("button", name="Turn the lock on").tap()
        expect(error).to_contain_text(said)
    assert page.evaluate("async (uid) => (await Outbox.metaOf(uid)).pin === undefined", phone.account())


def test_what_waits_is_sent_before_the_lock_is_set(phone: Phone, page: Page, scene: Scene) -> None:
    page.goto("/app-lock")
    has_outbox(page)
    page.locator("#pin").fill(PIN)
    page.locator("#pin-again").fill(PIN)
    phone.offline()
    page.evaluate(
        """(uid) => Outbox.put(
          Outbox.operation(uid, "/urges", [["id", Outbox.uuid7()], ["strength", "7"]], { kind: "urge" }))""",
        phone.account(),
    )
    page.get_by_role("button", name="Turn the lock on").tap()
    expect(page.locator("[data-app-lock] form [role=alert]")).to_contain_text("was not sent yet")
    phone.online()
    page.get_by_role("button", name="Turn the lock on").tap()
    expect(page.locator("[data-is-on]")).to_be_visible()
    assert 7 in strengths(scene.cast)


def test_tries_in_many_tabs_at_once_are_all_counted(phone: Phone, page: Page) -> None:
    set_pin(page)
    uid = phone.account()
    said = page.evaluate("(uid) => Promise.all(Array.from({ length: 8 }, () => Outbox.unlock(uid, '1111')))", uid)
    assert sum(one is False for one in said) <= 4, "the others have to wait"
    assert page.evaluate("async (uid) => (await Outbox.metaOf(uid)).pin.tries", uid) >= 5


def test_a_clock_that_was_ahead_does_not_lock_for_good(phone: Phone, page: Page) -> None:
    set_pin(page)
    uid = phone.account()
    page.evaluate(
        "(uid) => Outbox.metaOf(uid).then(({ pin }) => Outbox.note(uid, 'pin', { ...pin, until: Date.now() + 1e12 }))",
        uid,
    )
    page.evaluate("(uid) => Outbox.unlock(uid, '1111')", uid)
    until_ = page.evaluate("async (uid) => (await Outbox.metaOf(uid)).pin.until - Date.now()", uid)
    assert until_ <= 15 * 60_000
