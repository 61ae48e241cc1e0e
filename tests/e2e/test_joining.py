"""Coming in: from an invite to Today, with the keyboard only, in another language, without signing in at all."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.cast import PASSWORD, Cast
from tests.e2e.axe import check
from tests.e2e.conftest import Watch
from tests.e2e.words import Words
from tests.support.scene import INVITE_CODE, SALT
from webapp.accounts.codes import hash_code
from webapp.enums import Role
from webapp.extensions import db
from webapp.models import Invite

Enter = Callable[..., Page]
GOOD = "lantern-orbit-mustard-58"


def invite(cast: Cast) -> None:
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    with cast.app.app_context(), db.writing() as session:
        session.add(Invite(code_hash=hash_code(INVITE_CODE, SALT), role=Role.PARTICIPANT, expires_at=tomorrow))


def test_from_an_invite_to_today(enter: Enter, cast: Cast, words: Words) -> None:
    # given somebody scanned the square on their invite
    invite(cast)
    page = enter("nobody", words.language)
    page.goto(f"/join#{INVITE_CODE}")
    expect(page.get_by_label(words("Invite code"))).to_have_value(INVITE_CODE)
    check(page)
    # when they choose a name and a password, and what they work on
    page.get_by_label(words("Choose a name to sign in with")).fill("sam")
    page.get_by_label(words("Choose a password")).fill(GOOD)
    page.get_by_role("button", name=words("Start")).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("Good that you are here"))
    check(page)
    page.get_by_label(words("What should we call you?")).fill("Sam")
    page.locator("label.chip:has(input[value=alcohol])").tap()
    page.get_by_role("button", name=words("Go on")).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("Do you want to count days?"))
    check(page)
    page.get_by_role("link", name=words("Skip"), exact=True).tap()
    # then consent is asked with every box empty, and 'not now' is as big as 'yes'
    expect(page.get_by_role("heading", level=1)).to_have_text(words("What may your care team see?"))
    assert page.locator("input[name=share]:checked").count() == 0
    yes, no = (page.locator(f"button[name=answer][value={answer}]").bounding_box() for answer in ("ticked", "nothing"))
    assert yes and no and yes["height"] == no["height"] and abs(yes["width"] - no["width"]) < 2
    check(page)
    page.get_by_role("button", name=words("Not now")).tap()
    # and Today is there, with their word
    page.wait_for_url("**/")
    expect(page.get_by_text(words.urge("i_have"))).to_be_visible()
    check(page)


def test_keyboard_only(enter: Enter, cast: Cast) -> None:
    page = enter("nobody", is_mobile=False, has_touch=False)
    page.goto("/sign-in")
    tab_to(page, "#username")
    page.keyboard.type("maya")
    tab_to(page, "#password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    tab_to(page, "a[href='/urges/new']")
    assert is_ringed(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/urges/new")
    tab_to(page, "button[name=strength][value='6']")
    assert is_ringed(page)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved. You noticed it.")).to_be_visible()
    # and on to an answer
    tab_to(page, "#answers .chips input")
    page.keyboard.press("Space")
    expect(page.locator("#answers-state [role=status]")).to_have_text("Saved")


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"{selector} is not reached with the keyboard")


def is_ringed(page: Page) -> bool:
    """Whether the focus can be seen: an outline of at least 2 px."""
    ring = page.evaluate(
        "() => { const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);"
        " return [outlineStyle, outlineWidth]; }"
    )
    return bool(ring[0] != "none" and float(ring[1].removesuffix("px")) >= 2)


def test_help_before_sign_in(enter: Enter, words: Words) -> None:
    page = enter("nobody", words.language)
    page.goto("/sign-in")
    page.get_by_role("link", name=words("Help now")).first.tap()
    page.wait_for_url("**/help")
    expect(page.locator("a[href='tel:911']").first).to_be_visible()
    first = page.locator("main a[href^='tel:']").first
    expect(first).to_be_in_viewport()
    check(page)


def test_another_language(enter: Enter) -> None:
    page = enter("nobody")
    page.goto("/sign-in")
    page.get_by_role("button", name="Español").tap()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    check(page)
    page.goto("/help")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    page.goto("/sign-in")
    page.get_by_role("button", name="English").tap()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_wrong_password_says_so(enter: Enter, words: Words, watch: Watch) -> None:
    watch.allow(422)
    page = enter("nobody", words.language)
    page.goto("/sign-in")
    page.locator("#username").fill("maya")
    page.locator("#password").fill("not it")
    page.get_by_role("button", name=words("Sign in")).tap()
    message = words("The name and the password do not belong together. Check both, then try again.")
    expect(page.get_by_text(message).first).to_be_visible()
    expect(page.locator("#username")).to_have_value("maya")
    check(page)


def test_quick_exit_leaves_nothing_on_the_screen(enter: Enter, watch: Watch) -> None:
    page = enter("maya")
    page.goto("/urges/new")
    watch.expected_texts.append("net::")  # there is no network where the tests run
    with page.expect_event("requestfailed", lambda request: request.url == "https://www.weather.gov/"):
        page.locator("[data-quick-exit]").tap()
    page.wait_for_url("chrome-error://**")
    assert "craving" not in page.content().lower()
    assert watch.troubles.pop(0) == "asked elsewhere: https://www.weather.gov/"


def test_settings_show_at_once(enter: Enter) -> None:
    page = enter("maya")
    page.goto("/account")
    page.get_by_label("Dark", exact=True).check(force=True)
    page.get_by_label("Larger", exact=True).check(force=True)
    page.get_by_role("button", name="Save", exact=True).tap()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("html")).to_have_attribute("data-text", "larger")
    check(page)


def test_signing_out_closes_the_door(enter: Enter, watch: Watch) -> None:
    watch.allow(401)
    page = enter("maya")
    page.goto("/")
    page.goto("/account")
    page.get_by_role("button", name="Sign out of this device").tap()
    page.wait_for_url("**/sign-in")
    page.go_back()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    expect(page.get_by_text("Sign out of this device")).to_have_count(0)
