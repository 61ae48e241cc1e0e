"""Dana reads, answers, suggests, asks; Maya sees it, says thanks, decides, and takes back what she shares."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.cast import Cast
from tests.e2e.axe import check
from tests.e2e.conftest import Watch
from tests.e2e.words import Words
from tests.team.rows import logged
from webapp.models import PlanVersion

Enter = Callable[..., Page]
LAPTOP = {"viewport": {"width": 1280, "height": 800}, "is_mobile": False, "has_touch": False}


def keys(page: Page, place: Locator, then: str = "Enter") -> None:
    """As somebody without a mouse."""
    place.focus()
    page.keyboard.press(then)


@pytest.mark.parametrize("screen", [{}, LAPTOP], ids=["phone", "laptop"])
def test_given_back_and_decided(
    enter: Enter, words: Words, cast: Cast, watch: Watch, screen: dict[str, object]
) -> None:
    # given Maya shares her urges and her plan, and logged one
    cast.consents("maya", "urges", "plan")
    urge = logged(cast, PlanVersion(owner_id=cast["maya"], section="reasons", number=1, author_id=cast["maya"]))
    dana, maya = enter("dana", words.language, **screen), enter("maya", words.language, **screen)
    record = f"/counselor/participants/{cast['maya']}"
    dana.goto(record)
    check(dana)
    entry = dana.locator(f"#entry-{urge}")
    # when Dana, with the keyboard alone, begins an answer and marks the entry as read: one press
    keys(dana, entry.locator("summary").first)
    dana.keyboard.press("Tab")
    dana.keyboard.type("Good that you")
    keys(dana, entry.get_by_role("button", name=words("Mark as read")))
    expect(entry).to_contain_text(words("Read by %(who)s", who="Dana"))
    expect(dana.locator(f"#marks-{urge}")).to_be_focused()
    # and goes on where she was, and sends it
    entry.get_by_role("textbox").focus()
    dana.keyboard.press("Control+End")
    dana.keyboard.type(" wrote it down.")
    check(dana)
    keys(dana, entry.get_by_role("button", name=words("Send answer")))
    expect(entry).to_contain_text("Good that you wrote it down.")
    expect(entry).to_be_focused()
    # and suggests a line, and asks for a module
    keys(dana, dana.get_by_role("link", name=words("Suggest for the plan")))
    expect(dana.locator("#suggestions")).to_be_visible()
    dana.goto(f"{record}/plan/reasons")
    check(dana)
    dana.locator("#text").fill("My sister")
    keys(dana, dana.get_by_role("button", name=words("Suggest it")))
    expect(dana.locator("#suggestions")).to_contain_text("My sister")
    dana.goto(record)
    keys(dana, dana.get_by_role("link", name=words("Ask for something")))
    expect(dana.locator("#what")).to_be_visible()
    check(dana)
    dana.locator("#what").select_option("module:sleep")
    keys(dana, dana.get_by_role("button", name=words("Ask for it")))
    expect(dana.locator("#tasks")).to_contain_text(words("Whether it is done is not shared"))
    check(dana)
    # then Maya is told on Today, and reads it under her entry
    maya.goto("/")
    check(maya)
    keys(maya, maya.get_by_role("link", name=words("%(name)s answered you in your log", name="Dana")))
    expect(maya.locator(f"#entry-{urge}")).to_contain_text(words("%(names)s answered", names="Dana"))
    check(maya)
    keys(maya, maya.locator(f"#entry-{urge} a"))
    expect(maya.locator("#team")).to_contain_text("Good that you wrote it down.")
    check(maya)
    keys(maya, maya.locator("#team").get_by_role("button", name=words("Thanks")))
    expect(maya.locator("#team")).to_contain_text(words("You said thanks."))
    # and adds the line to her plan
    maya.goto("/plan")
    expect(maya.locator("#reasons")).to_contain_text(words("%(name)s suggests", name="Dana"))
    check(maya)
    keys(maya, maya.locator("#reasons").get_by_role("button", name=words("Add to my plan")))
    expect(maya.locator("#reasons .plan-lines")).to_contain_text("My sister")
    maya.goto("/learn")
    expect(maya.locator("main")).to_contain_text(words("Asked by your team"))
    check(maya)
    # when she takes back her urges while Dana writes
    dana.goto(record)
    expect(dana.locator(f"#entry-{urge}")).to_contain_text(words("they said thanks"))
    keys(dana, dana.locator(f"details:has(#text-{urge}) > summary"))
    dana.locator(f"#text-{urge}").fill("One more thing.")
    cast.consents("maya", "urges", granted=False)
    watch.allow(404)
    keys(dana, dana.get_by_role("button", name=words("Send answer")))
    # then nothing is sent, and what was typed is there
    expect(dana.get_by_role("heading", level=1)).to_have_text(words("This is not shared with you now"))
    expect(dana.locator("#typed")).to_have_value("One more thing.")
    check(dana)


def test_the_place_is_kept_after_a_call(enter: Enter, words: Words, cast: Cast) -> None:
    """With the keyboard alone, one answers a request and goes on from there."""
    enter("maya", words.language).request.post("/call-requests", headers={"Sec-Fetch-Site": "same-origin"})
    dana = enter("dana", words.language, **LAPTOP)
    dana.goto("/counselor")
    asked = dana.locator("#calls .call-asked")
    keys(dana, asked.get_by_role("button", name=words("I will call")))
    expect(asked).to_contain_text(words("%(name)s will call.", name="Dana"))
    expect(asked).to_be_focused()
    check(dana)
    keys(dana, asked.get_by_role("button", name=words("I called")))
    expect(asked).to_have_count(0)
    expect(dana.locator("#caseload")).to_be_focused()
    check(dana)
