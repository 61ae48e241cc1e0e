"""The lock of the app: what a PIN hides, on the screen and in the files of the browser, and what it leaves open."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.offline.entries import check_in, log_urge, rows, strengths, waiting
from tests.e2e.offline.locking import AGO, HIDE, KEY_AT_HAND, NOTE, SHOWN, STORED, is_locked, reopen, set_pin, unlock
from tests.e2e.offline.phone import NEEDED, Phone
from tests.e2e.offline.test_privacy import sign_in
from tests.support.browser import has_outbox, until
from tests.support.scene import Scene
from webapp.models import CheckIn


@pytest.fixture
def page(phone: Phone, scene: Scene) -> Page:
    """Maya's phone; she signed in with her password."""
    sign_in(phone.page, "maya")
    return phone.page


def test_a_locked_phone_tells_nothing(phone: Phone, page: Page, scene: Scene) -> None:
    # given a phone full of pages, with a PIN, and an entry that waits
    phone.wait_until_kept(*NEEDED)
    texts = [scene.texts[f"maya {name}"] for name in ("urge note", "person name", "reason 2", "trigger")]
    stored = page.evaluate(STORED)
    assert all(any(text in one for one in stored) for text in texts), "the control: it can be found"
    set_pin(page)
    phone.wait_until_kept(*NEEDED)
    phone.offline()
    check_in(page, 3, NOTE)
    page.wait_for_url("**/check-ins/waiting#*")
    uid = phone.account()
    # when it is locked
    page.evaluate(HIDE, True)
    until(lambda: not page.evaluate(KEY_AT_HAND, uid))
    # then nothing of hers can be read by a script
    stored = page.evaluate(STORED)
    assert [text for text in [*texts, NOTE, "zqmaya"] if any(text in one for one in stored)] == []
    # nor on the disk, also after the phone was switched off
    phone.close()
    assert {text: files for text in [*texts, NOTE] if (files := phone.says_on_disk(text))} == {}
    # and each page asks for the PIN, with and without a network
    page = phone.start()
    for path in ("/", "/log", "/plan", "/people", "/safety-plan", "/waiting", "/account", "/nowhere"):
        page.goto(path)
        is_locked(page)
        assert "zqmaya" not in page.content()
    phone.online()
    for path in ("/", "/log", "/safety-plan", "/account"):
        page.goto(path)
        is_locked(page)
        assert "zqmaya" not in page.content()


def test_the_pin_opens_it_without_a_network_and_everything_is_there(phone: Phone, page: Page, scene: Scene) -> None:
    set_pin(page)
    phone.wait_until_kept(*NEEDED)
    phone.offline()
    check_in(page, 3, NOTE)
    page.wait_for_url("**/check-ins/waiting#*")
    page = reopen(phone, "/log")
    is_locked(page)
    unlock(page)
    # the page that was asked for, with what is hers
    expect(page.locator(".notice-kept")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("zqmaya")
    assert [op["kind"] for op in waiting(page)] == ["check-in"]
    # she goes on, and all is sent when there is a network
    log_urge(page, 6)
    phone.online()
    page.goto("/")
    until(lambda: any(row.note == NOTE for row in rows(scene.cast, CheckIn)))
    until(lambda: 6 in strengths(scene.cast))


def test_going_from_page_to_page_asks_for_nothing(phone: Phone, page: Page) -> None:
    set_pin(page)
    for path in ("/", "/log", "/plan"):
        page.goto(path)
        expect(page.locator("main h1")).not_to_have_text("Locked")
    page.get_by_role("link", name="Today").first.tap()
    page.wait_for_url("**/")
    expect(page.locator("[data-unlock]")).to_have_count(0)


def test_leaving_covers_the_page_and_keeps_what_was_typed(phone: Phone, page: Page) -> None:
    set_pin(page)
    page.goto("/check-ins/new")
    has_outbox(page)
    page.locator("textarea[name=note]").fill(NOTE)
    page.wait_for_timeout(500)
    # the picture that the phone takes of the page is empty: before anything has to be waited for
    hidden = page.evaluate(
        f"() => {{ ({HIDE})(true); return getComputedStyle(document.querySelector('main h1')).visibility; }}"
    )
    assert hidden == "hidden"
    assert page.evaluate(SHOWN).strip().partition("\n")[0] in ("", "Locked")
    page.evaluate(HIDE, False)
    is_locked(page)
    assert page.title().startswith("Locked")
    expect(page.locator("textarea[name=note]")).not_to_be_visible()
    assert page.evaluate("() => document.querySelector('main').inert")
    unlock(page)
    expect(page.locator("textarea[name=note]")).to_have_value(NOTE)
    expect(page.locator("textarea[name=note]")).to_be_visible()
    assert page.title().startswith("Check in")


def test_it_locks_after_a_while(phone: Phone, page: Page) -> None:
    set_pin(page, leaving=False)
    page.goto("/log")
    page.wait_for_timeout(500)
    # left for a moment: covered, and open again
    page.evaluate(HIDE, True)
    assert page.evaluate(SHOWN).strip() == ""
    page.evaluate(HIDE, False)
    expect(page.locator("main h1")).to_be_visible()
    expect(page.locator("[data-unlock]")).to_have_count(0)
    # closed for a moment: still open
    page = reopen(phone)
    expect(page.locator("[data-unlock]")).to_have_count(0)
    # and for longer than was chosen: not any more
    uid = phone.account()
    page.wait_for_timeout(500)
    page.evaluate(AGO, [uid, 4])
    page = reopen(phone)
    expect(page.locator("[data-unlock]")).to_have_count(0)
    page.wait_for_timeout(500)
    page.evaluate(AGO, [uid, 6])
    page = reopen(phone)
    is_locked(page)
    assert not page.evaluate(KEY_AT_HAND, uid)


def test_another_tab_locks_and_opens_with_it(phone: Phone, page: Page) -> None:
    set_pin(page, leaving=False)
    page.goto("/log")
    other = phone.another_tab()
    other.goto("/plan")
    other.wait_for_timeout(500)
    page.evaluate("(uid) => Outbox.lock(uid)", phone.account())
    is_locked(page)
    is_locked(other)
    unlock(other)
    for tab in (page, other):
        expect(tab.locator("[data-unlock]")).to_have_count(0)
        expect(tab.locator("main h1")).to_be_visible()


def test_help_now_is_open_and_names_nobody(phone: Phone, page: Page, scene: Scene) -> None:
    set_pin(page)
    phone.wait_until_kept(*NEEDED)
    page = reopen(phone)
    for cut in (False, True):
        if cut:
            phone.offline()
        page.goto("/log")
        is_locked(page)
        page.get_by_role("link", name="Help now").tap()
        expect(page.get_by_role("heading", name="You don’t have to do this alone")).to_be_visible()
        expect(page.get_by_role("link", name="988").first).to_be_visible()
        assert "zqmaya" not in page.content()


def test_the_safety_plan_is_open_if_she_wants_it(phone: Phone, page: Page, scene: Scene) -> None:
    set_pin(page, safety=True)
    phone.wait_until_kept(*NEEDED)
    phone.offline()
    page = reopen(phone)
    is_locked(page)
    page.get_by_role("link", name="My safety plan").tap()
    expect(page.locator("#safety-lines")).to_be_visible()
    # also after it was left and seen again; what it leads to asks for the PIN
    page.evaluate(HIDE, True)
    assert page.evaluate(SHOWN).strip() == ""
    page.evaluate(HIDE, False)
    expect(page.locator("#safety-lines")).to_be_visible()
    page.goto("/plan")
    is_locked(page)


def test_somebody_else_signs_in_on_a_locked_phone(phone: Phone, page: Page, scene: Scene) -> None:
    set_pin(page)
    phone.wait_until_kept(*NEEDED)
    phone.offline()
    check_in(page, 3, NOTE)
    page.wait_for_url("**/check-ins/waiting#*")
    phone.close()
    page = phone.start()
    phone.online()
    phone.context.clear_cookies()
    # when Jordan signs in, with Maya's app locked
    sign_in(page, "jordan")
    expect(page.locator("[data-unlock]")).to_have_count(0)
    assert not any(NOTE in one or "zqmaya" in one for one in page.evaluate(STORED))
    # then Maya finds what she left, by her password alone
    phone.context.clear_cookies()
    sign_in(page, "maya")
    until(lambda: any(row.note == NOTE and row.owner_id == scene.cast["maya"] for row in rows(scene.cast, CheckIn)))
