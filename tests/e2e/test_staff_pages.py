"""A page of the staff that nobody uses is covered; words that were not sent are not left behind by a slip."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.accounts.conftest import give_app
from tests.cast import PASSWORD, Cast
from tests.e2e.axe import check
from tests.e2e.conftest import Watch
from tests.e2e.test_second_step import DESK, idle
from tests.e2e.words import Words
from tests.support.second_step import code
from webapp.digests import hash_token
from webapp.extensions import db
from webapp.models import Account, Device, now

Enter = Callable[..., Page]


@pytest.fixture
def sheet(enter: Enter, cast: Cast, words: Words) -> Page:
    """Dana wrote half a note about Maya, and went away."""
    give_app(cast, "dana")
    cast.consents("maya", "urges")
    page = enter("dana", words.language, **(DESK if words.language == "en" else {}))
    page.clock.install()
    page.goto(f"/counselor/participants/{cast['maya']}/sheet")
    page.locator("#text").fill("Half a note")
    return page


def test_nobody_there(sheet: Page, cast: Cast, words: Words, watch: Watch) -> None:
    sheet.clock.fast_forward("14:00")
    expect(sheet.locator("#text")).to_be_visible()
    sheet.mouse.move(5, 5)
    sheet.clock.fast_forward("14:00")
    expect(sheet.locator("#text")).to_be_visible()
    # when nobody touches it for fifteen minutes, then nothing of it is seen
    sheet.clock.fast_forward("01:10")
    expect(sheet.get_by_text(words("This page is covered"))).to_be_visible()
    expect(sheet.locator("main")).to_be_hidden()
    expect(sheet.locator("nav.dock")).to_be_hidden()
    check(sheet)
    # while the session lasts, by another tab, a press shows it
    again = sheet.get_by_role("button", name=words("Show it again"))
    expect(again).to_be_focused()
    sheet.keyboard.press("Enter")
    expect(sheet.locator("#text")).to_be_visible()
    expect(sheet.locator("#text")).to_have_value("Half a note")
    # after it: password and code
    sheet.clock.fast_forward("15:10")
    idle(cast)
    watch.allow(401)
    again.click()
    panel = sheet.locator("#sign-in-again")
    panel.get_by_label(words("Your name to sign in with")).fill("dana")
    panel.get_by_label(words("Password")).fill(PASSWORD)
    panel.get_by_role("button", name=words("Sign in")).click()
    expect(sheet.locator("main")).to_be_hidden()
    panel.get_by_label(words("Code from your app, or a recovery code")).fill(code())
    panel.get_by_role("button", name=words("Go on")).click()
    expect(sheet.locator("#text")).to_be_visible()
    expect(sheet.locator("#text")).to_have_value("Half a note")


def test_under_another_name_it_is_not_shown(sheet: Page, cast: Cast, words: Words, watch: Watch) -> None:
    watch.allow(404)
    sheet.clock.fast_forward("15:10")
    with cast.app.app_context(), db.writing() as session:  # Lee signed in, in another tab
        session.get_one(Account, cast["lee"]).language = words.language
        session.add(Device(account_id=cast["lee"], token_hash=hash_token("lee-here"), label="x", second_step_at=now()))
    (cookie,) = [one for one in sheet.context.cookies() if one["name"] == "fh"]
    sheet.context.add_cookies([{**cookie, "value": "lee-here"}])  # type: ignore[typeddict-item]  # read back as it was set
    sheet.get_by_role("button", name=words("Show it again")).click()
    expect(sheet.locator("#text")).to_have_count(0)
    expect(sheet.get_by_role("heading", level=1)).to_have_text(words("This page is not here"))


def test_a_slip_asks_first(sheet: Page, words: Words, watch: Watch) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    sheet.on("dialog", stay)
    sheet.get_by_role("link", name=words("7 days")).click()
    sheet.get_by_role("link", name=words("30 days")).click()
    assert asked == ["beforeunload"] * 2
    expect(sheet.locator("#text")).to_have_value("Half a note")
    # sending it asks nothing, and neither does leaving fast
    sheet.get_by_role("button", name=words("Save for both")).click()
    expect(sheet.locator("#agreed")).to_contain_text("Half a note")
    sheet.locator("#agreed summary").click()
    sheet.locator("#text").fill("One more")
    watch.expected_texts.append("net::")  # there is no network where the tests run
    with sheet.expect_event("requestfailed", lambda request: request.url == "https://www.weather.gov/"):
        sheet.locator("[data-quick-exit]").click()
    assert asked == ["beforeunload"] * 2
    assert watch.troubles.pop(0) == "asked elsewhere: https://www.weather.gov/"
