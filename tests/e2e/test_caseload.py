"""Who needs me, and why: a counselor with the keyboard alone, another beside her, and the person whom it is about."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.cast import Cast
from tests.e2e.axe import check
from tests.e2e.conftest import Watch
from tests.e2e.test_joining import is_ringed
from tests.e2e.words import Words
from tests.support.browser import follow
from webapp.extensions import db
from webapp.models import Account, Assignment, Urge

Enter = Callable[..., Page]
DESK = {"viewport": {"width": 1280, "height": 800}, "is_mobile": False, "has_touch": False}
PHONE = {"is_mobile": False, "has_touch": False}


class Keys:
    """Somebody without a mouse: what they use is reached by Tab and seen to be reached, and each press is counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses = page, 0

    def to(self, wanted: Locator) -> None:
        for _step in range(60):
            self.page.keyboard.press("Tab")
            if wanted.evaluate("element => element === document.activeElement"):
                assert is_ringed(self.page), f"the focus on {wanted} cannot be seen"
                return
        raise AssertionError(f"{wanted} is not reached by Tab")

    def press(self, wanted: Locator) -> None:
        self.to(wanted)
        self.page.keyboard.press("Enter")
        self.presses += 1

    def type(self, wanted: Locator, text: str) -> None:
        self.to(wanted)
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(text)

    def takes(self, presses: int) -> None:
        assert self.presses == presses
        self.presses = 0


def urge(cast: Cast, name: str, hours: int, strength: int) -> UUID:
    at = datetime.now(UTC) - timedelta(hours=hours)
    when: dict[str, Any] = {"occurred_at": at, "utc_offset": -300, "day": (at - timedelta(hours=5)).date()}
    row = Urge(owner_id=cast[name], word="craving", strength=strength, **when)
    with cast.app.app_context(), db.writing() as session:
        session.add(row)
    return row.id


@pytest.fixture
def strong(cast: Cast) -> UUID:
    """Maya shares two strong urges, José a light one; Dana looks after both, and Lee after Maya. Her newest."""
    with cast.app.app_context(), db.writing() as session:
        session.get_one(Account, cast["jordan"]).name = "José"
        session.add(Assignment(participant_id=cast["jordan"], counselor_id=cast["dana"]))
        session.add(Assignment(participant_id=cast["maya"], counselor_id=cast["lee"]))
    for name in ("maya", "jordan"):
        cast.consents(name, "urges")
    urge(cast, "jordan", 3, 4)
    urge(cast, "maya", 20, 8)
    return urge(cast, "maya", 2, 9)


def names(page: Page) -> list[str]:
    return page.locator(".caseload > li:visible .case-who a").all_inner_texts()


@pytest.mark.parametrize(("language", "screen"), [("en", DESK), ("es", PHONE)], ids=["laptop", "phone"])
def test_ten_minutes_before_group(
    enter: Enter, words: Words, cast: Cast, watch: Watch, strong: UUID, screen: dict[str, Any]
) -> None:
    dana, lee = enter("dana", words.language, **screen), enter("lee", words.language, **screen)
    keys, others = Keys(dana), Keys(lee)
    what = words.urge("one_of_ten", n=9)
    # when Dana comes in, those who need her come first, with the reason
    dana.goto("/counselor")
    assert names(dana) == ["Maya", "José"]
    assert dana.locator("section:has(.caseload) h2").all_inner_texts() == [
        words("Look today"),
        words("Everybody else"),
    ]
    mayas = dana.locator(".caseload > li", has_text="Maya")
    expect(mayas).to_contain_text(what)
    check(dana)
    # the Tab key goes as the eye does
    keys.to(dana.get_by_role("link", name=words("Needs a look"), exact=True))
    for place in (dana.locator("#find"), *dana.locator(".caseload > li a").all()):
        dana.keyboard.press("Tab")
        expect(place).to_be_focused()
    # 1 press leaves those who need a look, 1 shows everybody again
    dana.goto("/counselor")
    keys.press(dana.get_by_role("link", name=words("Needs a look"), exact=True))
    dana.wait_for_url("**?show=needs-a-look")
    assert names(dana) == ["Maya"]
    check(dana)
    keys.takes(1)
    keys.press(dana.get_by_role("link", name=words("Everybody"), exact=True))
    dana.wait_for_url("**/counselor")
    keys.takes(1)
    # a name is found while it is typed, and how many is said
    finds(dana, keys, words)
    # 1 press opens the person, at what they share
    keys.press(dana.locator("a.stretch", has_text="Maya"))
    expect(dana.locator(f"#entry-{strong}")).to_be_visible()
    check(dana)
    keys.takes(1)
    # 1 more leads to the reason, and from there to its entry
    flags = f"/counselor/participants/{cast['maya']}/flags"
    keys.press(dana.get_by_role("link", name=words("Say what you did")))
    dana.wait_for_url(f"**{flags}")
    check(dana)
    keys.press(dana.get_by_role("link", name=words("See the entry")))
    expect(dana.locator(".timeline > li").first).to_have_attribute("id", f"entry-{strong}")
    keys.takes(2)
    # 2 presses take it, and Lee, who has the page open, is told so when she answers too
    lee.goto(flags)
    dana.goto("/counselor")
    keys.press(mayas.get_by_role("link", name=words("Say what you did")))
    keys.press(dana.get_by_role("button", name=words("I have it")))
    expect(mayas).to_contain_text(words("%(who)s has it", who="Dana"))
    keys.takes(2)
    others.press(lee.get_by_role("button", name=words("Will raise it in session")))
    expect(lee.locator(".banner-good")).to_contain_text(words("Somebody answered this before you."))
    for answer in ("%(who)s has it", "%(who)s will raise it in session"):
        expect(lee.locator("main")).to_contain_text(words(answer, who="Dana" if "has" in answer else "Lee"))
    check(lee)
    # 2 presses say what was done, with a line for Maya
    keys.press(mayas.get_by_role("link", name=words("Say what you did")))
    keys.type(dana.locator("#words-1"), "Good that we talked.")
    keys.press(dana.get_by_role("button", name=words("Called")))
    expect(dana.locator("main")).to_contain_text(words("%(who)s called", who="Dana"))
    expect(dana.locator(".banner-good")).to_have_count(0)
    check(dana)
    keys.takes(2)
    # Maya reads the same: the reason, its rule, who did what; and comes to her entry
    maya = enter("maya", words.language, **screen)
    maya.goto("/flags")
    card = maya.locator("section[aria-labelledby=flag-1]")
    rule = words("Strength %(strength)s or more, twice in %(hours)s hours", strength=8, hours=48)
    for text in (what, rule, words("%(who)s called", who="Dana"), "Good that we talked."):
        expect(card).to_contain_text(text)
    check(maya)
    Keys(maya).press(card.get_by_role("link", name=words("See the entry")))
    maya.wait_for_url(f"**/urges/{strong}")
    # when she takes her consent back while Dana types: nothing is saved, nothing is told, her words are there
    watch.allow(404, 409)
    keys.type(dana.locator("#words-1"), "One more thing.")
    cast.consents("maya", "urges", granted=False)
    keys.press(dana.get_by_role("button", name=words("Plan changed")))
    expect(dana.get_by_role("heading", level=1)).to_have_text(words("Not shown any more"))
    expect(dana.locator("#typed + p")).to_have_text("One more thing.")
    for hers in ("Maya", what):
        expect(dana.locator("main")).not_to_contain_text(hers)
    check(dana)
    lee.goto(flags)
    expect(lee.locator("main")).not_to_contain_text("Maya")
    keys.press(dana.locator(".topbar a").first)
    expect(dana.locator(".case-who a")).to_have_text(["José"])


def finds(page: Page, keys: Keys, words: Words) -> None:
    """By part of a name, with accents or without; in a list with nobody of that name it says so."""
    field, said = page.locator("#find"), page.locator("[data-find-person] [role=status]")
    for text, shown, told in (
        ("jose", ["José"], None),
        ("SÉ ", ["José"], None),
        ("zzz", [], words("Nobody of that name in this list.")),
        ("j", ["José"], None),
        ("may", ["Maya"], None),
    ):
        keys.type(field, text)
        assert names(page) == shown
        expect(said).to_have_text(told) if told else expect(said).to_contain_text("1")
        field.evaluate("element => element.blur()")
    keys.type(field, " ")
    assert names(page) == ["Maya", "José"]
    expect(said).to_be_empty()


def test_without_a_script_the_parts_are_links(enter: Enter, strong: UUID) -> None:
    page = enter("dana", java_script_enabled=False)
    page.goto("/counselor")
    expect(page.locator("#find")).to_be_hidden()
    assert names(page) == ["Maya", "José"]
    follow(page.get_by_role("link", name="Needs a look", exact=True))
    assert names(page) == ["Maya"]
