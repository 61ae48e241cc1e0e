"""What a phone can hold: many entries, a full disk, a clock that was wrong, scripts of another version."""

from uuid import RFC_4122, UUID

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.e2e.conftest import Watch
from tests.e2e.offline.entries import log_urge, operations, rows, strengths, until_sent, waiting
from tests.e2e.offline.phone import Phone
from tests.support.browser import until
from webapp.models import CheckIn

pytestmark = pytest.mark.usefixtures("cast")


def test_eighty_wait(phone: Phone, page: Page, cast: Cast) -> None:
    """The campaign has 500."""
    phone.offline()
    page.goto("/urges/new")
    page.evaluate("""async () => {
      for (let n = 0; n < 80; n += 1) {
        const fields = [["id", Outbox.uuid7()], ["strength", String(n % 11)]];
        await Outbox.put(Outbox.operation(Outbox.uid, "/urges", fields, { kind: "urge" }));
      }
    }""")
    page.goto("/waiting")
    expect(page.locator("[data-waiting-list] > li")).to_have_count(80)
    phone.online()
    until_sent(page)
    assert sorted(strengths(cast)) == sorted(n % 11 for n in range(80))
    assert operations(cast) == 80


def test_an_operation_of_a_later_version_of_the_script_is_left_alone(phone: Phone, page: Page, cast: Cast) -> None:
    phone.offline()
    log_urge(page, 5)
    page.evaluate("""async () => {
      const fields = [["id", Outbox.uuid7()], ["strength", "9"]];
      await Outbox.put({ ...Outbox.operation(Outbox.uid, "/urges", fields, { kind: "urge" }), format: 99 });
    }""")
    phone.online()
    page.goto("/waiting")
    until(lambda: len(waiting(page)) == 1)
    assert strengths(cast) == [5]


def test_a_full_phone_says_so_and_loses_nothing(phone: Phone, page: Page, cast: Cast) -> None:
    # given no room at all on the phone
    phone.close()
    page = phone.start(offline=True)
    devtools = page.context.new_cdp_session(page)
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": phone.address, "quotaSize": 1})
    phone.offline()
    page.goto("/check-ins/new")
    page.locator("label:has(input[name=mood][value='4'])").tap()
    page.locator("textarea[name=note]").fill("Long enough to need room. " * 350)
    page.locator("main form button.button-primary").tap()
    # then it is not shown as saved, and what was typed is there
    expect(page.get_by_text("storage is full")).to_be_visible()
    expect(page.locator("textarea[name=note]")).to_have_value("Long enough to need room. " * 350)
    assert waiting(page) == []
    # and with a network it is saved without room
    phone.online()
    page.locator("main form button.button-primary").tap()
    page.wait_for_url("**/check-ins/*-*")
    assert len(rows(cast, CheckIn)) == 1


def test_on_a_full_phone_what_the_server_answers_is_shown(phone: Phone, page: Page, watch: Watch) -> None:
    # given a phone without room, on which nobody is signed in
    watch.allow(401)
    phone.context.clear_cookies()
    page.goto("/plan")
    expect(page.locator("input[name=password]")).to_be_visible()
    devtools = page.context.new_cdp_session(page)
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": phone.address, "quotaSize": 1})
    # when she signs in
    phone.has_cookie_of("maya")
    page.goto("/plan")
    # then it is not called 'no network' because it cannot be noted
    expect(page.locator(".dock")).to_be_visible()
    page.goto("/help")
    expect(page.locator(".dock")).to_be_visible()


def test_a_browser_that_keeps_nothing_sends_plain_forms(phone: Phone, cast: Cast) -> None:
    phone.context.add_init_script(
        "delete self.indexedDB; Object.defineProperty(self, 'indexedDB', { value: undefined });"
    )
    phone.has_cookie_of("maya")
    page = phone.page
    page.goto("/urges/new")
    expect(page.get_by_text("This browser keeps nothing on the phone.")).to_be_visible()
    page.locator("button[name=strength][value='6']").tap()
    page.wait_for_url("**/urges/*-*")
    assert strengths(cast) == [6]


def test_a_time_that_a_wrong_clock_wrote_holds_nothing_back(phone: Phone, page: Page, cast: Cast) -> None:
    phone.offline()
    log_urge(page, 5)
    # given a try that failed while the phone's clock was a year ahead
    page.evaluate("""() => Outbox.change(Outbox.uid, async (ops) => {
      for (const op of await Outbox.settled(ops.getAll())) {
        await Outbox.settled(ops.put({ ...op, next: Date.now() + 31_536_000_000 }));
      }
    })""")
    phone.online()
    page.evaluate("() => Outbox.flush(Outbox.uid, 'timer')")
    until(lambda: strengths(cast) == [5])


def test_ids_are_such_and_always_rise(phone: Phone, page: Page) -> None:
    ids = page.evaluate("() => Array.from({ length: 300 }, Outbox.uuid7)")
    assert ids == sorted(set(ids))
    for one in ids:
        made = UUID(one)
        assert str(made) == one and made.version == 7 and made.variant == RFC_4122
