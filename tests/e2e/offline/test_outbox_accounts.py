"""Whose entries wait: kept when a sign-in ends, never sent under another name, sealed when their owner leaves."""

import time

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from tests.cast import PASSWORD, Cast
from tests.e2e.conftest import Watch
from tests.e2e.offline.entries import check_in, log_urge, rows, strengths, waiting
from tests.e2e.offline.phone import Phone
from tests.e2e.offline.test_privacy import sign_in
from tests.support.browser import until, until_true
from tests.support.toxic import Toxic
from webapp.extensions import db
from webapp.models import CheckIn, Device, now

NOTE = "What nobody else is to read 7391"
SEALED = """async () => {
  const found = [];
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith("fh-outbox-sealed-")) continue;
    const open = indexedDB.open(name);
    const base = await new Promise((done) => { open.onsuccess = () => done(open.result); });
    const kept = base.transaction("operations").objectStore("operations").getAll();
    found.push(...await new Promise((done) => { kept.onsuccess = () => done(kept.result); }));
    base.close();
  }
  return found.length;
}"""
SEND_FOR = """async (uid) => {
  const op = Outbox.operation(uid, "/urges", [["id", Outbox.uuid7()], ["strength", "7"]], { kind: "urge" });
  const { kind, reason } = await Outbox.submit(op);
  return [kind, reason];
}"""
READABLE = """async () => (await indexedDB.databases()).map(({ name }) => name)
  .filter((name) => name.startsWith("fh-outbox-") && !name.startsWith("fh-outbox-sealed-"))"""


@pytest.fixture
def page(phone: Phone, cast: Cast) -> Page:
    sign_in(phone.page, "maya")
    phone.wait_until_kept("often", "daily")
    return phone.page


def sign_out_from_elsewhere(cast: Cast, name: str) -> None:
    with cast.app.app_context(), db.writing() as session:
        for device in session.exec(select(Device).where(Device.account_id == cast[name])):
            device.ended_at = now()


def log_offline(phone: Phone, *strengths_of: int) -> None:
    phone.offline()
    for strength in strengths_of:
        log_urge(phone.page, strength)


def test_a_sign_in_that_ended_keeps_what_waits(
    phone: Phone, page: Page, network: Toxic, cast: Cast, watch: Watch
) -> None:
    watch.allow(401)
    # given two urges on the phone, which was signed out from elsewhere meanwhile
    log_offline(phone, 3, 4)
    sign_out_from_elsewhere(cast, "maya")
    # when the network is back
    phone.online()
    page.goto("/waiting")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    before = len(network.requests)
    time.sleep(6)
    assert len([line for line in network.requests[before:] if line.startswith("POST /urges")]) <= 1, "no storm"
    # then they are sent when the same person signs in, and not before
    assert strengths(cast) == []
    page.locator("input[name=username]").fill("maya")
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").tap()
    until(lambda: strengths(cast) == [3, 4])


def test_saving_while_signed_out_says_where_it_is(phone: Phone, page: Page, cast: Cast, watch: Watch) -> None:
    watch.allow(401)
    page.goto("/check-ins/new")
    sign_out_from_elsewhere(cast, "maya")
    page.locator("label:has(input[name=mood][value='4'])").tap()
    page.locator("main form button.button-primary").tap()
    expect(page.get_by_text("You were signed out meanwhile.")).to_be_visible()
    page.get_by_role("link", name="Sign in").tap()
    page.locator("input[name=username]").fill("maya")
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").tap()
    until(lambda: len(rows(cast, CheckIn)) == 1)


def test_a_tab_of_the_person_before_stores_nothing_under_another_name(
    phone: Phone, page: Page, cast: Cast, watch: Watch
) -> None:
    watch.allow(401, 409)
    # given Maya's page, and Jordan who signs in beside it
    page.goto("/urges/new")
    mayas = phone.account()
    other = phone.another_tab()
    phone.context.clear_cookies()
    sign_in(other, "jordan")
    # then Maya's page is gone
    until(lambda: phone.account() not in {"", mayas})
    # and what its script still sends, or sends later, is refused and kept
    said = page.evaluate(SEND_FOR, mayas)
    assert said == ["locked", "other-account"]
    assert page.evaluate("(uid) => Outbox.count(uid)", mayas) == 1
    assert strengths(cast, "jordan") == strengths(cast, "maya") == []


def test_somebody_else_signs_in_after_the_battery_was_empty(phone: Phone, page: Page, cast: Cast) -> None:
    # given Maya's entries on a phone that died while she was signed in
    phone.offline()
    check_in(page, 3, NOTE)
    page.wait_for_url("**/check-ins/waiting#*")
    page.wait_for_timeout(500)
    phone.kill()
    page = phone.start()
    phone.online()
    phone.context.clear_cookies()
    # when Jordan signs in
    sign_in(page, "jordan")
    # then nothing of Maya's is shown, sent, or to be read
    expect(page.locator(".waiting-badge")).to_have_count(0)
    until(lambda: page.evaluate(SEALED) == 1)
    assert page.evaluate(READABLE) in ([], [f"fh-outbox-{phone.account()}"])
    assert rows(cast, CheckIn) == []
    phone.close()
    assert phone.says_on_disk(NOTE) == []
    # and Maya finds it when she is back
    page = phone.start()
    phone.context.clear_cookies()
    sign_in(page, "maya")
    until(lambda: [row.note for row in rows(cast, CheckIn)] == [NOTE])
    assert rows(cast, CheckIn)[0].owner_id == cast["maya"]
    until(lambda: page.evaluate(SEALED) == 0)


def ask_to_sign_out(page: Page) -> None:
    page.goto("/more")
    page.get_by_role("button", name="Sign out of this device").tap()


def test_signing_out_sends_first(phone: Phone, page: Page, cast: Cast) -> None:
    phone.offline()
    log_urge(page, 5)
    page.goto("/more")
    phone.online()
    until_true(page, "() => navigator.onLine")
    page.get_by_role("button", name="Sign out of this device").tap()
    # on a slow machine four seconds may not be enough, and it asks
    send = page.locator("[data-choose=send]")
    page.locator("[data-choose=send], input[name=password]").first.wait_for()
    if send.is_visible():
        send.tap()
    page.wait_for_url("**/sign-in")
    assert strengths(cast) == [5]
    assert page.evaluate(READABLE) == []


def test_signing_out_keeps_what_waits_locked(phone: Phone, page: Page, watch: Watch, cast: Cast) -> None:
    watch.allow(401)  # what is being sent when she signs out
    # given an entry that cannot be sent
    phone.offline()
    check_in(page, 3, NOTE)
    page.wait_for_url("**/check-ins/waiting#*")
    page.goto("/more")
    button = page.get_by_role("button", name="Sign out of this device")
    button.tap()
    choice = page.locator("[data-part=sign-out]")
    expect(choice).to_contain_text("1 entry waits on this phone")
    choice.get_by_role("button", name="Send it now").tap()
    expect(choice.get_by_text("It could not be sent.")).to_be_visible()
    # when she keeps it here, locked, and then signs out with a network
    choice.get_by_role("button", name="Keep it here, locked").tap()
    until(lambda: page.evaluate(SEALED) == 1)
    expect(page.locator("#kept-none")).to_be_visible()
    phone.online()
    page.goto("/sign-in")
    phone.context.clear_cookies()
    phone.close()
    assert phone.says_on_disk(NOTE) == []
    # then it is sent at her next sign-in
    sign_in(phone.start(), "maya")
    until(lambda: [row.note for row in rows(cast, CheckIn)] == [NOTE])


def test_signing_out_may_discard_after_a_question(phone: Phone, page: Page, cast: Cast) -> None:
    log_offline(phone, 5)
    ask_to_sign_out(page)
    choice = page.locator("[data-part=sign-out]")
    choice.get_by_role("button", name="Discard it", exact=True).tap()
    expect(choice.get_by_text("cannot be brought back")).to_be_visible()
    choice.get_by_role("button", name="Yes, discard it").tap()
    until(lambda: page.evaluate(READABLE) == [] or waiting(page) == [])
    assert strengths(cast) == []
