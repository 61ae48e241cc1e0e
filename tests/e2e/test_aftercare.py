"""The plan for after the program built with the counselor, the last day, and Today three weeks later."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.aftercare.rows import discharged, in_days
from tests.cast import Cast
from tests.e2e.axe import check
from tests.e2e.conftest import Watch
from tests.e2e.words import Words
from tests.people.rows import added as added_people
from tests.support.browser import follow
from webapp.content.consent import CURRENT

Enter = Callable[..., Page]


def test_from_the_plan_to_three_weeks_after_it(enter: Enter, words: Words, cast: Cast, watch: Watch) -> None:
    # given Maya shares her plan for after the program with Dana, and has Ruth on her list
    cast.consents("maya", "aftercare")
    added_people(cast, "Ruth")
    maya, dana = enter("maya", words.language), enter("dana", words.language)
    record = f"/counselor/participants/{cast['maya']}"
    # when she puts in her steps, first with the days the wrong way round
    maya.goto("/more")
    follow(maya.get_by_role("link", name=words("After the program"), exact=True))
    check(maya)
    follow(maya.locator("#after-stages").get_by_role("link").first)
    check(maya)
    maya.locator("#from-2").fill(in_days(3).isoformat())
    maya.locator("#until-2").fill(in_days(-60).isoformat())
    watch.allow(422)
    maya.get_by_role("button", name=words("Save section")).tap()
    expect(maya.get_by_role("alert")).to_be_visible()
    check(maya)
    maya.locator("#from-2").fill(in_days(-60).isoformat())
    maya.locator("#until-2").fill(in_days(3).isoformat())
    maya.get_by_role("button", name=words("Save section")).tap()
    expect(maya.locator("#after-stages")).to_contain_text(words("Intensive outpatient program (IOP)"))
    # and what she will do in the third week, and who is by her side
    follow(maya.locator("#after-weeks").get_by_role("link").first)
    check(maya)
    maya.locator("#week-3").fill("Sunday dinner with Mia")
    maya.get_by_role("button", name=words("Save section")).tap()
    expect(maya.locator("#after-weeks")).to_contain_text("Sunday dinner with Mia")
    maya.locator("#after-people").get_by_role("link").first.tap()
    maya.locator(".chip", has_text="Ruth").tap()
    maya.get_by_role("button", name=words("Save section")).tap()
    expect(maya.locator("#after-people")).to_contain_text("Ruth")
    check(maya)
    # then Dana reads it, and sets the last day with her
    dana.goto(record)
    expect(dana.locator("main")).to_contain_text("Sunday dinner with Mia")
    check(dana)
    follow(dana.locator("#discharge").get_by_role("link"))
    check(dana)
    dana.locator("#discharge_on").fill(in_days(3).isoformat())
    dana.get_by_role("button", name=words("Save"), exact=True).tap()
    expect(dana.locator("#discharge")).not_to_contain_text(words("Not set yet."))
    check(dana)
    # who sees it on Today, and what comes then
    maya.goto("/")
    stage = maya.locator("section[aria-labelledby=stage-title]")
    expect(stage).to_contain_text(words("See what stays, and who reads then."))
    check(maya)
    stage.get_by_role("link").tap()
    expect(maya.locator("main")).to_contain_text(words("What stays"))
    check(maya)
    maya.get_by_role("link", name=words("My plans to take along")).tap()
    expect(maya.locator("main")).to_contain_text("Sunday dinner with Mia")
    check(maya)
    # three weeks after it, Dana is refused
    discharged(cast, 21)
    watch.allow(404)
    answer = dana.goto(record)
    assert answer and answer.status == 404
    dana.goto("/counselor")
    expect(dana.locator("main")).not_to_contain_text("Maya")
    # and Today asks less, and says the week, its line and who reads
    maya.goto("/")
    expect(stage).to_contain_text(words("Week %(n)s after the program", n=3))
    expect(stage).to_contain_text("Sunday dinner with Mia")
    expect(stage).to_contain_text(words("Nobody on your care team reads what is in here now."))
    expect(maya.locator("#check-in")).to_have_count(0)
    expect(maya.get_by_role("link", name=words("Check in, if you like"))).to_be_visible()
    check(maya)
    # when she lets the team read for some time
    maya.goto("/discharge")
    check(maya)
    follow(maya.get_by_role("link", name=words("Let them read for some time")))
    check(maya)
    maya.get_by_label(CURRENT.categories["aftercare"].name[words.language]).check()
    maya.get_by_role("button", name=words("Save"), exact=True).tap()
    expect(maya.locator("#shared-now")).to_contain_text(CURRENT.categories["aftercare"].name[words.language])
    # then Dana reads on
    dana.goto(record)
    expect(dana.locator("main")).to_contain_text("Sunday dinner with Mia")
