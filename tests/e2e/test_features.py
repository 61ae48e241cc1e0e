"""The rest of a day: check-in, practice, plan, days; and what staff do."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.e2e.axe import check
from tests.e2e.conftest import Watch
from tests.e2e.words import Words
from tests.support.browser import follow
from webapp.enums import ConsentCategory
from webapp.extensions import db
from webapp.models import Person

Enter = Callable[..., Page]


def test_a_check_in_from_today(enter: Enter, words: Words) -> None:
    page = enter("maya", words.language)
    page.goto("/")
    page.locator("button[name=mood][value='4']").first.tap()
    page.wait_for_url("**/check-ins/*-*")
    check(page)
    page.goto("/log")
    expect(page.locator("main a[href^='/check-ins/']").first).to_be_visible()
    check(page)
    page.goto("/")
    check(page)


def test_a_practice_with_the_player(enter: Enter) -> None:
    # given a guided skill
    page = enter("maya")
    page.goto("/skills/stop-and-step-back")
    check(page)
    page.locator("a[href*='/practice']").first.tap()
    # when the rating before is given and the player is started
    page.locator("label:has(input[name=before][value='7'])").first.tap()
    page.get_by_role("button", name="Start").tap()
    check(page)
    # then the rating after saves both
    page.locator("button[name=after][value='3']").evaluate("(button) => button.click()")
    page.wait_for_url(re.compile("/practices/"))
    expect(page.get_by_role("main")).to_contain_text("7")
    check(page)


def test_a_plan_section(enter: Enter, words: Words) -> None:
    page = enter("maya", words.language)
    page.goto("/plan/reasons/edit")
    page.locator("label.chip:has(input[name=picks])").first.tap()
    page.locator("textarea[name=lines]").first.fill("Мои дети 🧡")
    check(page)
    page.get_by_role("button", name=words("Save section")).tap()
    page.wait_for_url("**/plan#*")
    expect(page.locator("#reasons")).to_contain_text("Мои дети 🧡")
    check(page)


def test_two_browsers_save_one_section(enter: Enter, cast: Cast, watch: Watch) -> None:
    # given the same section is open on two phones
    one, other = enter("maya"), enter("maya")
    for page in (one, other):
        page.goto("/plan/reasons/edit")
    one.locator("textarea[name=lines]").first.fill("From the first phone")
    one.get_by_role("button", name="Save section").tap()
    one.wait_for_url("**/plan#*")
    # when the second one is saved too
    watch.allow(409)
    other.locator("textarea[name=lines]").first.fill("From the second phone")
    other.get_by_role("button", name="Save section").tap()
    # then both are on the screen, and both can be kept
    expect(other.get_by_role("main")).to_contain_text("From the first phone")
    expect(other.get_by_role("main")).to_contain_text("From the second phone")
    check(other)


def test_days(enter: Enter, words: Words) -> None:
    page = enter("maya", words.language)
    page.goto("/days/new")
    page.locator("input[name=started_on]").fill("2026-06-01")
    check(page)
    page.get_by_role("button", name=words("Save"), exact=True).tap()
    page.wait_for_url("**/days")
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"\d+"))
    check(page)


def test_a_person_to_call(enter: Enter, words: Words) -> None:
    page = enter("maya", words.language)
    page.goto("/people/new")
    page.locator("input[name=name]").fill("Sam")
    page.locator("input[name=phone]").fill("(202) 555-0147")
    page.locator("main form button.button-primary").last.tap()
    page.wait_for_url("**/people#*")
    expect(page.locator("a[href='tel:+12025550147']").first).to_be_visible()
    check(page)
    # and there the moment it is needed
    page.goto("/help")
    expect(page.locator("a[href='tel:+12025550147']").first).to_be_visible()


def test_a_lapse_starts_with_safety(enter: Enter, words: Words) -> None:
    page = enter("maya", words.language)
    page.goto("/lapses/new")
    expect(page.locator("input[name=safe]").first).to_be_attached()
    check(page)
    ask = page.locator("#call-me").get_by_role("button")
    expect(ask).to_be_hidden()
    page.locator("label:has(input[name=safe][value=no])").tap()
    expect(ask).to_be_visible()
    page.locator("main form button.button-primary").last.tap()
    page.wait_for_url("**/lapses/*-*")
    expect(page.get_by_role("main")).not_to_contain_text(re.compile(r"\b0 (days|días)"))
    check(page)


def test_a_trigger_and_its_plan(enter: Enter) -> None:
    page = enter("maya")
    page.goto("/triggers/new")
    page.locator("label.chip:has(input[name=common])").first.tap()
    page.locator("main form button.button-primary").last.tap()
    page.wait_for_url("**/triggers")
    check(page)
    follow(page.locator("main a[href^='/triggers/']").first)
    check(page)


def test_the_admin_invites_and_the_person_joins(enter: Enter) -> None:
    # given the admin makes an invite
    desk = enter("alex", viewport={"width": 1280, "height": 800}, is_mobile=False, has_touch=False)
    desk.goto("/admin")
    check(desk)
    desk.goto("/admin/invites/new")
    check(desk)
    desk.get_by_role("button", name="Make the invite").click()
    code = desk.locator(".secret-code").inner_text().strip()
    check(desk)
    # when somebody types it
    phone = enter("nobody")
    phone.goto("/join")
    phone.get_by_label("Invite code").fill(code.lower())
    phone.get_by_label("Choose a name to sign in with").fill("robin")
    phone.get_by_label("Choose a password").fill("lantern-orbit-mustard-58")
    phone.get_by_role("button", name="Start").tap()
    # then they are in, and the admin sees them
    phone.wait_for_url("**/welcome")
    desk.goto("/admin")
    expect(desk.get_by_role("main")).to_contain_text("robin")


def test_a_counselor_sees_what_is_shared(enter: Enter, cast: Cast) -> None:
    # given Maya shares urges, logs a strong one, and keeps another private
    cast.consents("maya", ConsentCategory.URGES)
    phone = enter("maya")
    phone.goto("/urges/new")
    phone.locator("button[name=strength][value='9']").tap()
    phone.wait_for_url("**/urges/*-*")
    phone.goto("/urges/new")
    phone.locator("button[name=strength][value='6']").tap()
    phone.wait_for_url("**/urges/*-*")
    phone.locator("label:has(input[name=private])").tap()
    expect(phone.locator("#answers-state [role=status]")).to_have_text("Saved")
    # when Dana looks
    desk = enter("dana", viewport={"width": 1280, "height": 800}, is_mobile=False, has_touch=False)
    desk.goto("/counselor")
    expect(desk.get_by_role("main")).to_contain_text("Maya")
    check(desk)
    desk.get_by_role("link", name="Maya").first.click()
    # then she sees the one and not the other
    expect(desk.locator(".timeline")).to_contain_text("9")
    expect(desk.locator(".timeline")).not_to_contain_text("6 of 10")
    check(desk)


def test_asking_for_a_call_reaches_the_team(enter: Enter, cast: Cast) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.add(Person(owner_id=cast["maya"], name="Sam", phone="(202) 555-0147"))
    phone = enter("maya")
    phone.goto("/help")
    phone.locator("#call-me button").tap()
    expect(phone.locator("#call-me [role=status]")).to_be_visible()
    desk = enter("dana", viewport={"width": 1280, "height": 800}, is_mobile=False, has_touch=False)
    desk.goto("/counselor")
    expect(desk.locator("#calls")).to_contain_text("Maya")
    check(desk)
    lee = enter("lee", viewport={"width": 1280, "height": 800}, is_mobile=False, has_touch=False)
    lee.goto("/counselor")
    expect(lee.get_by_role("main")).not_to_contain_text("Maya")
