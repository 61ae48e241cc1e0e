"""Ten minutes before the session, in it, and after: the sheet, the screen for both, what was agreed, and the answer."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.cast import Cast
from tests.e2e.axe import check
from tests.e2e.conftest import Watch
from tests.e2e.words import Words
from webapp.enums import ConsentCategory

Enter = Callable[..., Page]
LAPTOP = {"viewport": {"width": 1280, "height": 800}, "has_touch": False, "is_mobile": False}


def press(page: Page, wanted: Locator, key: str = "Enter") -> None:
    """Reach something by Tab alone, from where the focus is, and use it."""
    for _step in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            page.keyboard.press(key) if key else None
            return
    raise AssertionError(f"{wanted} is not reached by Tab")


def test_a_session(enter: Enter, words: Words, cast: Cast, watch: Watch) -> None:
    # given Maya shares all, and checked in
    cast.consents("maya", *ConsentCategory)
    maya, dana = enter("maya", words.language), enter("dana", words.language, **LAPTOP)
    maya.goto("/")
    maya.locator("button[name=mood][value='4']").first.tap()
    maya.wait_for_url("**/check-ins/*-*")
    # when Dana opens the sheet with the keyboard alone: 2 presses from the caseload
    dana.goto("/counselor")
    press(dana, dana.locator("a.stretch", has_text="Maya"))
    press(dana, dana.get_by_role("link", name=words("Sheet: since we last met")))
    expect(dana.locator("#counts")).to_be_visible()
    check(dana)
    # then turns the screen: nothing on it but Maya’s, and one way back
    press(dana, dana.get_by_role("link", name=words("Look at it together")))
    expect(dana.locator("h1")).to_contain_text("Maya")
    expect(dana.locator("nav, form")).to_have_count(0)
    check(dana)
    press(dana, dana.get_by_role("link", name=words("Done")))
    # and writes down what they agree: 1 press after the words
    press(dana, dana.locator("#text"), key="")
    dana.keyboard.type("Walk home past the library.")
    press(dana, dana.get_by_role("button", name=words("Save for both")))
    expect(dana.locator("#agreed")).to_contain_text("Walk home past the library.")
    check(dana)
    # then Maya reads it and puts it right: her words stand beside Dana’s
    maya.goto("/more")
    maya.get_by_role("link", name=words("What we agreed")).tap()
    expect(maya.locator("main")).to_contain_text("Walk home past the library.")
    check(maya)
    watch.allow(422)
    maya.get_by_role("button", name=words("Save my words")).tap()
    expect(maya.get_by_role("alert")).to_be_visible()
    check(maya)
    maya.locator("#answer").fill("On Fridays.")
    maya.get_by_role("button", name=words("That is right")).tap()
    expect(maya.locator("main")).to_contain_text(words("You said: that is right."))
    check(maya)
    # which Dana reads on her telephone, and next time it is what was agreed last time
    phone = enter("dana", words.language)
    phone.goto(dana.url.split("#")[0])
    expect(phone.locator("#agreed")).to_contain_text("On Fridays.")
    check(phone)
    phone.goto(dana.url.split("#")[0].replace("/sheet", "/together"))
    check(phone)
