"""Dana says what she did about a flag; Maya reads it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.e2e.axe import check
from tests.e2e.words import Words
from tests.team.rows import logged
from webapp.models import Lapse, now

LAPTOP = {"viewport": {"width": 1280, "height": 800}, "is_mobile": False, "has_touch": False}


@pytest.mark.parametrize("screen", [{}, LAPTOP], ids=["phone", "laptop"])
def test_answered_with_the_keyboard_alone(
    enter: Callable[..., Page], words: Words, cast: Cast, screen: dict[str, object]
) -> None:
    # given Maya told of a lapse
    at = now()
    logged(cast, Lapse(owner_id=cast["maya"], told_team=True, kind="use", occurred_at=at, utc_offset=0, day=at.date()))
    dana = enter("dana", words.language, **screen)
    dana.goto("/counselor")
    check(dana)
    dana.get_by_role("link", name=words("Say what you did")).focus()
    dana.keyboard.press("Enter")
    expect(dana.get_by_role("heading", level=1)).to_have_text(words("Needs a look: %(name)s", name="Maya"))
    check(dana)
    # when Dana writes a line and presses Enter, then nothing is said that she did not choose
    line = dana.get_by_label(words("A line for %(name)s, if you like", name="Maya"))
    line.fill("I am glad that we talked")
    line.press("Enter")
    expect(line).to_have_value("I am glad that we talked")
    maya = enter("maya", words.language)
    maya.goto("/flags")
    expect(maya.locator("main")).not_to_contain_text("Dana")
    # and what she chooses stands there for both
    dana.get_by_role("button", name=words("Called")).first.focus()
    dana.keyboard.press("Enter")
    expect(dana.get_by_text(words("%(who)s called", who="Dana"))).to_be_visible()
    check(dana)
    maya.reload()
    expect(maya.locator("main")).to_contain_text("I am glad that we talked")
