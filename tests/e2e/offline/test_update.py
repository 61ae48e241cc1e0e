"""A new version: offered, taken over on a tap, never under somebody who types; old and new understand each other."""

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.e2e.axe import check
from tests.e2e.offline.conftest import Served
from tests.e2e.offline.phone import Phone, is_ready, visit_once
from tests.support.browser import until_true
from tests.support.scene import Scene
from webapp import assets, create_app

Release = Callable[[], None]


@pytest.fixture
def release(stage: Flask, served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Release]:
    """From when it is called, the server runs a version with other style and scripts."""
    made: list[Flask] = []

    def release() -> None:
        source = tmp_path / "static"
        copytree(assets.SOURCE, source)
        for name, line in (
            ("css/90-utilities.css", ".the-new-version { top: 0 }"),
            ("js/app.js", "/* the new version */"),
        ):
            with (source / name).open("a") as file:
                file.write(f"\n{line}\n")
        monkeypatch.setattr(assets, "SOURCE", source)
        app = create_app(stage.extensions["settings"])
        app.testing = True
        made.append(app)
        served.app = app

    yield release
    served.app = stage
    for app in made:
        app.extensions["foothold_engine"].dispose()


def look_for_update(page: Page) -> None:
    page.evaluate("async () => { await (await navigator.serviceWorker.getRegistration()).update(); }")


def is_new(page: Page) -> bool:
    style = page.locator("link[rel=stylesheet]").get_attribute("href")
    return bool(page.evaluate("async (path) => (await (await fetch(path)).text()).includes('the-new-version')", style))


def has_a_waiting_worker(page: Page) -> bool:
    return bool(page.evaluate("async () => !!(await navigator.serviceWorker.getRegistration()).waiting"))


def test_a_tap_takes_the_new_version(phone: Phone, scene: Scene, release: Release) -> None:
    page = visit_once(phone, "maya")
    assert not is_new(page)
    release()
    look_for_update(page)
    expect(page.get_by_text("A new version is ready.")).to_be_visible()
    check(page)
    with page.expect_event("load"):
        page.get_by_role("button", name="Use it").tap()
    is_ready(page)
    assert is_new(page)
    assert not has_a_waiting_worker(page)


def test_a_form_that_is_being_filled_in_stays(phone: Phone, scene: Scene, release: Release) -> None:
    page = visit_once(phone, "maya")
    page.goto("/people/new")
    is_ready(page)
    page.locator("input[name=name]").fill("Sam from work")
    release()
    look_for_update(page)
    page.get_by_role("button", name="Use it").tap()
    until_true(page, "async () => !(await navigator.serviceWorker.getRegistration()).waiting")
    page.wait_for_timeout(1500)
    expect(page.locator("input[name=name]")).to_have_value("Sam from work")
    # the page of the old version, the worker and the server of the new one
    page.locator("input[name=phone]").fill("(202) 555-0147")
    page.locator("main form button.button-primary").last.tap()
    page.wait_for_url("**/people#*")
    expect(page.get_by_role("main")).to_contain_text("Sam from work")
    assert is_new(page)


def test_without_a_tap_the_old_worker_serves_the_new_pages(phone: Phone, scene: Scene, release: Release) -> None:
    page = visit_once(phone, "maya")
    release()
    page.goto("/plan")
    is_ready(page)
    assert is_new(page)
    until_true(page, "async () => !!(await navigator.serviceWorker.getRegistration()).waiting")
    # without a network: the page of the new version with its own style
    phone.offline()
    page.goto("/plan")
    expect(page.locator(".notice-kept")).to_be_visible()
    assert is_new(page)


def test_pages_of_the_old_version_open_under_the_new_one(phone: Phone, scene: Scene, release: Release) -> None:
    page = visit_once(phone, "maya")
    release()
    look_for_update(page)
    with page.expect_event("load"):
        page.get_by_role("button", name="Use it").tap()
    is_ready(page)
    # a page that was kept before, with nothing of the old version left on the phone but the page
    phone.offline()
    page.evaluate(
        """async () => {
          const shells = (await caches.keys()).filter((name) => name.startsWith("shell-"));
          for (const name of shells.slice(0, -1)) await caches.delete(name);
        }"""
    )
    page.goto("/safety-plan")
    expect(page.locator(".notice-kept")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.dock')).display") == "flex"
    check(page)


def test_nothing_is_reloaded_on_the_first_visit(phone: Phone, scene: Scene) -> None:
    phone.has_cookie_of("maya")
    loads: list[str] = []
    phone.page.on("load", lambda page: loads.append(page.url))
    phone.page.goto("/")
    is_ready(phone.page)
    phone.page.wait_for_timeout(1000)
    assert len(loads) == 1
    expect(phone.page.get_by_text("A new version is ready.")).to_have_count(0)
