"""A group, its week, and days away: by a participant's thumb and a counselor's keyboard, on a phone and a laptop."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.e2e.axe import check
from tests.e2e.conftest import PHONE
from tests.e2e.words import Words
from webapp.extensions import db
from webapp.groups.services import this_monday
from webapp.models import (
    Account,
    GroupMember,
    GroupWeek,
    Practice,
    TherapyGroup,
    WeekOptIn,
    uuid7,
)

Enter = Callable[..., Page]
LAPTOP = {"viewport": {"width": 1280, "height": 800}, "has_touch": False, "is_mobile": False}
SIZES = {"laptop": LAPTOP, "phone": {"viewport": PHONE}}


def gather(cast: Cast) -> None:
    """Maya is in a group; she and four others are counted in last week, and used one skill."""
    cast.consents("maya", "urges", "check-ins")
    with cast.app.app_context(), db.writing() as session:
        monday = this_monday() - timedelta(days=7)
        group = TherapyGroup(name="Evening group")
        session.add(group)
        session.flush()
        week = GroupWeek(group_id=group.id, monday=monday, people=5)
        session.add_all([week, GroupMember(group_id=group.id, account_id=cast["maya"], joined_on=monday)])
        others = [
            Account(id=uuid7(), role="participant", username=f"o{n}", name=f"O{n}", password_hash="") for n in range(4)
        ]
        session.add_all(others)
        session.flush()
        for person in (cast["maya"], *(other.id for other in others)):
            at = datetime.combine(monday, datetime.min.time()).astimezone()
            session.add(WeekOptIn(owner_id=person, week_id=week.id))
            session.add(
                Practice(owner_id=person, skill_key="long-out-breath", occurred_at=at, utc_offset=0, day=monday)
            )


def go_to(page: Page, name: str) -> None:
    """Tab until the link or button with this name has the focus, then Enter."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if name in page.evaluate("document.activeElement.innerText || ''"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"no way by keyboard to {name}")


@pytest.mark.parametrize("size", SIZES)
def test_group_week_and_cover(enter: Enter, cast: Cast, words: Words, size: str) -> None:
    gather(cast)
    # given Maya says with one tap that she is counted this week, and takes it back with another
    maya = enter("maya", words.language, **SIZES[size])
    maya.goto("/group-weeks")
    check(maya)
    maya.get_by_role("button", name=words("Count me in this week")).click()
    expect(maya.get_by_text(words("You are counted this week."))).to_be_visible()
    check(maya)
    maya.get_by_role("button", name=words("Do not count me")).click()
    expect(maya.get_by_text(words("You are not counted this week."))).to_be_visible()
    # when Dana opens her groups and the week with the keyboard alone
    dana = enter("dana", words.language, **SIZES[size])
    dana.goto("/counselor")
    go_to(dana, words("Groups"))
    expect(dana.get_by_role("heading", level=1)).to_have_text(words("Groups"))
    check(dana)
    go_to(dana, words("Our week"))
    expect(dana.locator(".bars strong")).to_have_text(
        "4 people or more" if words.language == "en" else "4 personas o más"
    )
    expect(dana.locator("main")).not_to_contain_text("Maya")
    check(dana)
    # and hands her caseload over for two days
    go_to(dana, words("Who covers"))
    expect(dana.get_by_role("heading", level=1)).to_have_text(words("Who covers"))
    check(dana)
    first = dana.get_by_label(words("First day"))
    day = first.get_attribute("min")
    first.fill(str(day))
    dana.get_by_label(words("Last day")).fill(str(day))
    dana.get_by_label(words("Who covers")).focus()
    dana.keyboard.type("Lee")
    go_to(dana, words("Save"))
    expect(dana.get_by_text(words("%(name)s covers", name="Lee"))).to_be_visible()
    check(dana)
    # then Maya reads who else sees what she shares, beside the button that saves
    maya.goto("/check-ins/new")
    expect(maya.get_by_text("Lee (")).to_be_visible()
