"""Staff come in: an app set up with the keyboard alone, and what was typed when a session ran out."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pyotp
from playwright.sync_api import Page, expect
from sqlalchemy import update

from tests.accounts.conftest import give_app
from tests.cast import PASSWORD, Cast
from tests.e2e.axe import check
from tests.e2e.conftest import Watch
from tests.e2e.test_joining import is_ringed, tab_to
from tests.e2e.words import Words
from tests.support.second_step import RECOVERY, code
from webapp.extensions import db
from webapp.models import Account, Device

Enter = Callable[..., Page]
DESK = {"viewport": {"width": 1280, "height": 800}, "is_mobile": False, "has_touch": False}
LONG = "Monday, Tuesday and Thursday, 6 pm; on holidays we meet “upstairs” & bring something warm. " * 2


def types_password(page: Page) -> None:
    tab_to(page, "#username")
    page.keyboard.type("dana")
    tab_to(page, "#password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")


def test_an_app_is_set_up_and_asked_for(enter: Enter, cast: Cast, words: Words) -> None:
    """Sign in, Go on, I have them: three presses. Later two: Sign in, Go on."""
    page = enter("nobody", words.language, **(DESK if words.language == "es" else {"is_mobile": False}))
    with cast.app.app_context(), db.writing() as session:
        session.get_one(Account, cast["dana"]).language = words.language
    # given staff who sign in for the first time
    page.goto("/sign-in")
    types_password(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(words("Set up your second step"))
    check(page)
    # when they type the key into their app, and its code here
    app = pyotp.TOTP("".join(page.locator(".authenticator-key > span:not(.visually-hidden)").all_inner_texts()))
    tab_to(page, "#code")
    page.keyboard.type(app.now())
    page.keyboard.press("Enter")
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    check(page)
    first = page.locator(".recovery-codes li").first.inner_text()
    tab_to(page, "a[href='/counselor']")
    assert is_ringed(page)
    page.keyboard.press("Enter")
    # then they are in
    page.wait_for_url("**/counselor")
    page.goto("/account")
    expect(page.locator("#second-step")).to_contain_text("10")
    check(page)
    # and the next time the app is asked for; without the phone, a code from paper does
    page.locator("main form[action='/sign-out'] button").press("Enter")
    page.wait_for_url("**/sign-in")
    types_password(page)
    expect(page.locator("#code")).to_be_focused()
    check(page)
    tab_to(page, "summary")
    page.keyboard.press("Enter")
    check(page)
    tab_to(page, "#recovery")
    page.keyboard.type(first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/counselor")


def idle(cast: Cast) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.execute(update(Device).values(last_seen_at=datetime.now(UTC) - timedelta(minutes=16)))


def test_what_was_typed_is_sent_after_signing_in_again(enter: Enter, cast: Cast, watch: Watch) -> None:
    give_app(cast, "alex")
    watch.allow(401)
    page = enter("alex", **DESK)
    page.goto("/admin/groups/new")
    page.get_by_label("Name of the group").fill("Evening group")
    page.get_by_label("When it meets").fill(LONG)
    # the session runs out while they type
    idle(cast)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("What you typed is kept.")).to_be_visible()
    check(page)
    page.get_by_label("Your name to sign in with").fill("alex")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Code from your app").fill(code())
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".kept-text").last).to_have_text(LONG.strip())
    check(page)
    page.get_by_role("button", name="Send it now").click()
    page.wait_for_url(re.compile("/admin/groups(/|$)"))
    expect(page.get_by_role("main")).to_contain_text("Evening group")
    # a page asks again, and comes back
    idle(cast)
    page.goto("/admin/groups?from=here")
    page.get_by_label("Your name to sign in with").fill("alex")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("I don’t have my phone").click()
    page.get_by_label("Recovery code").fill(RECOVERY)
    page.get_by_role("button", name="Use this code").click()
    page.wait_for_url("**/admin/groups?from=here")


def test_a_form_of_a_script_stays_while_they_sign_in(enter: Enter, cast: Cast, watch: Watch) -> None:
    give_app(cast, "alex")
    watch.allow(401, 422)
    page = enter("alex", **DESK)
    page.goto("/admin/groups/new")
    page.locator("form[action='/admin/groups']").evaluate(
        "(form) => { form.setAttribute('data-hx-post', form.action); htmx.process(form); }"
    )
    page.get_by_label("Name of the group").fill("Evening group")
    page.get_by_label("When it meets").fill(LONG)
    idle(cast)
    page.get_by_role("button", name="Save").click()
    panel = page.locator("#sign-in-again")
    panel.get_by_label("Your name to sign in with").fill("alex")
    panel.get_by_label("Password").fill(PASSWORD)
    panel.get_by_role("button", name="Sign in").click()
    panel.get_by_label("Code from your app, or a recovery code").fill("000000")
    check(page)
    panel.get_by_role("button", name="Go on").click()
    expect(panel.get_by_role("alert")).to_contain_text("This code does not work.")
    panel.get_by_label("Code from your app, or a recovery code").fill(code())
    panel.get_by_role("button", name="Go on").click()
    expect(panel.locator("*")).to_have_count(0)
    expect(page.get_by_label("When it meets")).to_have_value(LONG)
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile("/admin/groups(/[0-9a-f-]+|$)"))
    expect(page.get_by_role("main")).to_contain_text("Evening group")
