"""Pages with no network: which open, what stands in for the others, how long one waits."""

import re
import time
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import check, violations
from tests.e2e.conftest import Watch
from tests.e2e.offline.phone import ALL, NEEDED, Phone, is_ready, visit_once
from tests.e2e.words import Words
from tests.support.scene import Scene
from tests.support.toxic import Mode, Toxic
from webapp.extensions import db
from webapp.models import Account

ONE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/skills/)[a-z-]+|(?<=/plan/)[a-z-]+|(?<=/)\d+")
"""What differs between two pages of one kind."""
ON_THIS_PHONE = {"/urges/waiting", "/urges/waiting-strong", "/lapses/waiting", "/check-ins/waiting", "/locked"}
"""Pages of an entry that is not sent yet; without one they lead on."""

NOT_ANSWERED = """async (paths) => {
  const missing = [];
  for (const path of paths) {
    const answer = await fetch(path, { headers: { "HX-Request": "true" } }).catch(() => undefined);
    if (answer?.status !== 200 || !/<html data-kept/.test(await answer.text())) missing.push(path);
  }
  return missing;
}"""


def listed(phone: Phone) -> list[str]:
    groups: dict[str, list[str]] = phone.page.evaluate("async () => (await fetch('/offline/list')).json()")
    return [path for group in groups.values() for path in group]


def is_from_the_phone(page: Page) -> None:
    """It says so, and when it was last up to date."""
    expect(page.locator(".notice-kept")).to_contain_text(str(datetime.now(UTC).year))


@pytest.mark.usefixtures("whole_list")
def test_every_page_of_the_list_opens(phone: Phone, scene: Scene, network: Toxic) -> None:
    """After one visit with a network: each is answered without one, and one of each kind is looked at closely."""
    # given one visit
    page = visit_once(phone, "maya", *ALL)
    paths = listed(phone)
    assert len(paths) > 150
    # when there is no network
    phone.offline()
    asked = len(network.requests)
    # then
    assert page.evaluate(NOT_ANSWERED, paths) == []
    kinds = {ONE.sub("…", path.split("?")[0]): path for path in reversed(paths) if path not in ON_THIS_PHONE}
    assert len(kinds) > 25
    wrong: dict[str, str] = {}
    for path in kinds.values():
        page.goto(path)
        is_from_the_phone(page)
        if found := violations(page):
            wrong[path] = str(found)
    assert wrong == {}
    assert len(network.requests) == asked, "a request got through"


@pytest.mark.usefixtures("whole_list")
def test_what_a_person_wrote_is_there(phone: Phone, scene: Scene) -> None:
    page = visit_once(phone, "maya", *ALL)
    phone.offline()
    for path, text in (
        ("/log", "urge note"),
        (f"/urges/{scene.id('maya urge')}", "urge thought"),
        ("/people", "person name"),
        ("/help", "person name"),
        ("/plan", "reason 2"),
        ("/triggers", "trigger"),
    ):
        page.goto(path)
        expect(page.get_by_role("main")).to_contain_text(scene.texts[f"maya {text}"])


@pytest.mark.usefixtures("whole_list")
def test_what_was_not_kept_says_what_is(phone: Phone, scene: Scene, words: Words) -> None:
    with scene.cast.app.app_context(), db.writing() as session:
        session.get_one(Account, scene.cast["maya"]).language = words.language
    page = visit_once(phone, "maya", *ALL)
    phone.offline()
    page.goto("/account")
    expect(page.get_by_role("heading", level=1)).to_have_text(words("There is no network right now"))
    assert page.locator("html").get_attribute("lang") == words.language
    expect(page.get_by_text(words("This page is not on this phone. What you saved is safe."))).to_be_visible()
    check(page)
    # the list leads to pages that open
    links = page.locator("#kept-here li:visible a")
    expect(links).to_have_count(10)
    page.locator("#kept-lessons summary").tap()
    page.locator("#kept-lessons a").first.tap()
    page.wait_for_url("**/learn/*")
    is_from_the_phone(page)


def test_a_form_that_needs_the_server_is_not_lost(phone: Phone, scene: Scene) -> None:
    page = visit_once(phone, "maya")
    page.goto("/account")
    page.locator("input[name=name]").fill("Sam from work")
    phone.offline()
    page.locator("form:has(input[name=name]) button").last.tap()
    expect(page.get_by_text("That was not sent")).to_be_visible()
    expect(page.locator("input[name=name]")).to_have_value("Sam from work")
    check(page)
    # and with a network the same tap sends it
    phone.online()
    page.locator("form:has(input[name=name]) button").last.tap()
    expect(page.get_by_text("That was not sent")).to_have_count(0)
    page.wait_for_load_state()
    page.goto("/account")
    expect(page.locator("input[name=name]")).to_have_value("Sam from work")


def test_after_a_restart(phone: Phone, scene: Scene, network: Toxic) -> None:
    visit_once(phone, "maya")
    for stop in (phone.close, phone.kill):
        stop()
        page = phone.start()
        phone.offline()
        asked = len(network.requests)
        page.goto("/")
        is_from_the_phone(page)
        expect(page.get_by_role("link", name=re.compile("I have|Log"))).not_to_have_count(0)
        assert len(network.requests) == asked


def test_a_slow_network_shows_the_kept_page_after_3_seconds(phone: Phone, scene: Scene, network: Toxic) -> None:
    page = visit_once(phone, "maya")
    network.mode, network.delay = Mode.SLOW, 40
    started = time.monotonic()
    page.goto("/plan", wait_until="domcontentloaded")
    took = time.monotonic() - started
    is_from_the_phone(page)
    assert 2.5 < took < 20
    # and the next one does not make them wait as long
    started = time.monotonic()
    page.goto("/safety-plan", wait_until="domcontentloaded")
    assert time.monotonic() - started < 20
    network.mode = Mode.PASS


def test_a_network_that_answers_nothing(phone: Phone, scene: Scene, network: Toxic) -> None:
    page = visit_once(phone, "maya")
    network.mode = Mode.BLACKHOLE
    page.goto("/help", wait_until="domcontentloaded")
    is_from_the_phone(page)
    network.mode = Mode.REFUSE


def test_a_portal_is_not_kept(phone: Phone, scene: Scene, network: Toxic) -> None:
    page = visit_once(phone, "maya")
    network.mode = Mode.PORTAL
    for path in ("/plan", "/skills/new"):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_have_text("Accept our terms")
    assert not [one for one in phone.kept() if one.endswith("/skills/new")]
    phone.offline()
    page.goto("/plan")
    is_from_the_phone(page)
    expect(page.get_by_role("main")).to_contain_text(scene.texts["maya reason 2"])


def test_a_server_in_trouble_shows_the_kept_page(phone: Phone, scene: Scene, network: Toxic, watch: Watch) -> None:
    watch.allow(502)
    page = visit_once(phone, "maya")
    network.mode = Mode.TROUBLE
    page.goto("/plan")
    is_from_the_phone(page)
    network.mode = Mode.PASS
    page.goto("/plan")
    expect(page.locator(".notice-kept")).to_have_count(0)


def test_today_and_the_log_are_new_after_an_entry(phone: Phone, scene: Scene) -> None:
    page = visit_once(phone, "maya")
    page.goto("/urges/new")
    page.locator("button[name=strength][value='3']").tap()
    page.wait_for_url("**/urges/*-*")
    is_ready(page)
    entry = page.url.removeprefix(phone.address).split("#")[0]
    phone.wait_until_kept(*NEEDED)
    phone.offline()
    for path in ("/", "/log"):
        page.goto(path)
        is_from_the_phone(page)
        expect(page.locator(f"main a[href='{entry}']").first).to_be_visible()


@pytest.mark.usefixtures("whole_list")
def test_a_deleted_entry_does_not_stay(phone: Phone, scene: Scene) -> None:
    page = visit_once(phone, "maya", *ALL)
    entry = f"/urges/{scene.id('maya urge')}"
    assert f"pages-{phone.account()} {entry}" in phone.kept()
    page.goto(entry)
    page.locator(f"form[action='{entry}/deletion'] button").evaluate("(button) => button.click()")
    page.wait_for_url("**/deleted")
    is_ready(page)
    until = time.monotonic() + 10
    while [one for one in phone.kept() if entry in one] and time.monotonic() < until:
        time.sleep(0.2)
    assert [one for one in phone.kept() if entry in one] == []


def test_help_opens_for_everybody(phone: Phone, scene: Scene, words: Words) -> None:
    """After one visit, signed out, no cookies."""
    page = phone.page
    phone.context.set_extra_http_headers({"Accept-Language": words.language})
    page.goto("/sign-in")
    is_ready(page)
    phone.offline()
    page.goto("/help")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("a[href='tel:988']").first).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text(words("There is no network right now"))
    expect(page.locator("#kept-none")).to_be_visible()
    assert [one for one in phone.kept() if one.startswith("pages-")] == []


def test_a_portals_page_does_not_take_the_place_of_a_file(phone: Phone, scene: Scene, network: Toxic) -> None:
    page = visit_once(phone, "maya")
    page.goto("/install")
    path = page.locator("script[src*='/install.']").get_attribute("src")
    assert path
    drop = "async (path) => { for (const name of await caches.keys()) await (await caches.open(name)).delete(path); }"
    page.evaluate(drop, path)
    # given a portal that answers to the file too
    network.mode = Mode.PORTAL
    page.evaluate("(path) => fetch(path, { cache: 'reload' }).catch(() => {})", path)
    assert not [one for one in phone.kept() if one.endswith(path)]
    # then it is there afterwards, as it is
    network.mode = Mode.PASS
    assert "beforeinstallprompt" in page.evaluate("async (path) => (await fetch(path)).text()", path)
