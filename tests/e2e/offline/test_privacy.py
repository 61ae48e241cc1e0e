"""Whose pages are on the phone: nobody's after signing out, never two people's, and none that are not for keeping."""

import time
from datetime import UTC, datetime

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlmodel import select

from tests.cast import PASSWORD
from tests.e2e.conftest import Watch
from tests.e2e.offline.conftest import NewPhone
from tests.e2e.offline.phone import ALL, Phone, is_ready, visit_once
from tests.e2e.offline.test_pages import ON_THIS_PHONE
from tests.guards.pages import opens, page_rows
from tests.support.browser import until_true
from tests.support.scene import Scene
from tests.support.toxic import Mode, Toxic
from webapp.digests import hash_token
from webapp.extensions import db
from webapp.models import Device
from webapp.offline.rules import KEPT

AGO = """async (days) => {
  const device = await caches.open("device");
  const known = await (await device.match("/device")).json();
  known.contact -= days * 86_400_000;
  await device.put("/device", new Response(JSON.stringify(known)));
}"""


def sign_in(page: Page, name: str) -> None:
    page.goto("/sign-in")
    page.locator("input[name=username]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").tap()
    page.wait_for_url("**/")
    is_ready(page)


def sign_out(page: Page) -> None:
    page.goto("/more")
    page.get_by_role("button", name="Sign out of this device").tap()
    page.wait_for_url("**/sign-in")
    is_ready(page)


def personal(phone: Phone) -> list[str]:
    return [one for one in phone.kept() if one.startswith("pages-")]


def end_device(scene: Scene, name: str) -> None:
    """Somebody signs this phone out from another one."""
    with scene.cast.app.app_context(), db.writing() as session:
        query = select(Device).where(Device.token_hash == hash_token(f"token-of-{name}"))
        session.execute(query).scalar_one().ended_at = datetime.now(UTC)


@pytest.mark.usefixtures("whole_list")
def test_signing_out_leaves_nothing_to_read(phone: Phone, scene: Scene) -> None:
    # given a phone full of pages; the control: what was written can be found on its disk
    sign_in(phone.page, "maya")
    phone.wait_until_kept(*ALL)
    texts = [scene.texts[f"maya {name}"] for name in ("urge note", "person name", "reason 2", "trigger")]
    phone.close()
    assert all(phone.says_on_disk(text) for text in texts)
    # when she signs out
    page = phone.start()
    sign_out(page)
    # then nothing is left: in caches, storage, or anywhere in the profile
    assert personal(phone) == []
    left = page.evaluate("async () => [localStorage.length, sessionStorage.length, await caches.has('device')]")
    assert left[:2] == [0, 0]
    phone.close()
    assert {text: files for text in texts if (files := phone.says_on_disk(text))} == {}
    # and without a network there is help, and nothing of hers
    page = phone.start()
    phone.offline()
    page.goto("/")
    expect(page.locator("#kept-none")).to_be_visible()
    expect(page.get_by_role("link", name="Call 988")).to_be_visible()


def test_signing_out_without_a_network(phone: Phone, scene: Scene, watch: Watch) -> None:
    watch.allow(401)
    page = visit_once(phone, "maya")
    phone.offline()
    page.goto("/more")
    page.get_by_role("button", name="Sign out of this device").tap()
    # then nothing of hers is there, now and when there is a network again
    expect(page.locator("#kept-none")).to_be_visible()
    assert personal(phone) == []
    phone.online()
    page.goto("/")
    expect(page.locator("input[name=password]")).to_be_visible()
    assert [one["name"] for one in page.context.cookies() if one["name"] in {"fh", "fh-left"}] == []


def test_an_answer_that_comes_after_signing_out_is_not_kept(phone: Phone, scene: Scene, network: Toxic) -> None:
    page = visit_once(phone, "maya")
    page.goto("/more")
    is_ready(page)
    # given a page that was asked for, and comes late
    network.mode, network.delay = Mode.SLOW, 8
    asked = len(network.requests)
    page.evaluate("() => { fetch('/plan', { headers: { 'HX-Request': 'true' } }).catch(() => {}); }")
    while len(network.requests) == asked:
        time.sleep(0.05)
    network.mode = Mode.PASS
    # when she is signed out before it is there
    page.get_by_role("button", name="Sign out of this device").tap()
    page.wait_for_url("**/sign-in")
    assert personal(phone) == []
    # then it is not kept either
    time.sleep(9)
    assert personal(phone) == []


def test_another_person_signs_in(phone: Phone, scene: Scene, watch: Watch) -> None:
    """Maya’s session ended while her pages were kept; Jordan signs in, and sees only his."""
    page = visit_once(phone, "maya")
    hers = phone.account()
    watch.allow(401)  # what her page asks for before he is in
    phone.context.clear_cookies()
    sign_in(page, "jordan")
    assert phone.account() not in ("", hers)
    assert f"pages-{hers}" not in page.evaluate("caches.keys()")
    phone.wait_until_kept("often", "daily")
    phone.offline()
    for path in ("/", "/log", "/people", "/plan", "/help"):
        page.goto(path)
        expect(page.locator(".notice-kept")).to_be_visible()
        assert "zqmaya" not in page.content()


def test_her_pages_go_before_his_first_is_shown(phone: Phone, scene: Scene) -> None:
    """The browser was killed while she was signed in."""
    page = visit_once(phone, "maya")
    hers = phone.account()
    phone.kill()
    page = phone.start()
    phone.context.clear_cookies()
    page.goto("/sign-in")
    # what is kept, at the moment at which his first page is looked at for the first time
    page.add_init_script("window.keptThen = caches.keys();")
    page.locator("input[name=username]").fill("jordan")
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").tap()
    page.wait_for_url("**/")
    assert f"pages-{hers}" not in page.evaluate("window.keptThen")
    assert page.locator("html").get_attribute("data-account") != hers


def test_a_second_tab_of_hers_is_emptied(phone: Phone, scene: Scene, watch: Watch) -> None:
    page = visit_once(phone, "maya")
    page.goto("/log")
    expect(page.get_by_role("main")).to_contain_text("zqmaya")
    watch.allow(401)  # what her page asks for before he is in
    phone.context.clear_cookies()
    sign_in(phone.another_tab(), "jordan")
    until_true(page, "() => !document.documentElement.textContent.includes('zqmaya')")


def test_a_session_that_ended_shows_nothing_from_the_next_contact_on(phone: Phone, scene: Scene, watch: Watch) -> None:
    watch.allow(401)
    page = visit_once(phone, "maya")
    # without contact nobody can know
    phone.offline()
    end_device(scene, "maya")
    page.goto("/plan")
    expect(page.locator(".notice-kept")).to_be_visible()
    # the next contact is the last one
    phone.online()
    page.goto("/plan")
    expect(page.locator("input[name=password]")).to_be_visible()
    assert personal(phone) == []
    phone.offline()
    page.goto("/plan")
    expect(page.locator("#kept-none")).to_be_visible()


def test_a_kept_page_goes_from_the_screen_when_a_late_answer_says_so(
    phone: Phone, scene: Scene, network: Toxic, watch: Watch
) -> None:
    watch.allow(401)
    page = visit_once(phone, "maya")
    network.mode, network.delay = Mode.SLOW, 5
    end_device(scene, "maya")
    page.goto("/plan", wait_until="domcontentloaded")
    expect(page.locator(".notice-kept")).to_be_visible()
    network.mode = Mode.PASS
    expect(page.locator("input[name=password]")).to_be_visible()
    assert personal(phone) == []


def test_after_7_days_without_contact_the_pages_go(phone: Phone, scene: Scene) -> None:
    page = visit_once(phone, "maya")
    for days, is_kept in ((6, True), (1.1, False)):
        page.evaluate(AGO, days)
        phone.close()
        page = phone.start()
        phone.offline()
        page.goto("/plan")
        expect(page.locator(".notice-kept")).to_have_count(1 if is_kept else 0)
    assert personal(phone) == []


def test_pages_that_are_not_for_keeping_are_in_no_cache(new_phone: NewPhone, scene: Scene, stage: Flask) -> None:
    """Everything that each of them can open is opened; only the list’s pages, and only a participant’s, are kept."""
    rules = stage.url_map.bind("")
    for member in ("maya", "dana", "alex"):
        phone = new_phone()
        phone.has_cookie_of(member)
        phone.page.goto("/")
        is_ready(phone.page)
        for row in page_rows():
            if member in opens(row) and row.path(scene) not in ON_THIS_PHONE:
                phone.page.goto(row.path(scene), wait_until="domcontentloaded")
        phone.page.goto("/offline")
        kept = [one.split(" ")[1] for one in phone.kept() if not one.startswith(("shell-", "device"))]
        wrong = [path for path in kept if rules.match(path.split("?")[0])[0] not in KEPT]
        assert wrong == []
        assert bool(kept) == (member == "maya")
        shells = {one.split(" ")[1].split("?")[0] for one in phone.kept() if one.startswith("shell-")}
        assert {path for path in shells if not path.startswith("/static/")} == {"/offline", "/help", "/locked"}


def test_the_kill_switch(phone: Phone, scene: Scene, stage: Flask) -> None:
    """Pages and worker go; what waits to be sent stays."""
    page = visit_once(phone, "maya")
    page.evaluate("() => new Promise((done) => { indexedDB.open('fh-outbox-test').onsuccess = done; })")
    settings = stage.extensions["settings"]
    settings.offline = False
    try:
        page.evaluate("async () => { await (await navigator.serviceWorker.getRegistration()).update(); }")
        until_true(
            page,
            "async () => !(await caches.keys()).length && !(await navigator.serviceWorker.getRegistrations()).length",
        )
    finally:
        settings.offline = True
    assert "fh-outbox-test" in page.evaluate("async () => (await indexedDB.databases()).map((one) => one.name)")
