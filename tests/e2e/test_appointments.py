"""A group every week from More, one day left out, and the calendar that reads it. In both languages, on a phone."""

from collections.abc import Callable

from icalendar import Calendar
from playwright.sync_api import Page, expect

from tests.appointments.rows import here
from tests.cast import Cast
from tests.e2e.axe import check
from tests.e2e.conftest import Watch
from tests.e2e.words import Words
from tests.people.rows import added as added_people
from tests.support.browser import follow
from webapp.appointments.presenters import weekday
from webapp.i18n import speaking

Enter = Callable[..., Page]


def test_a_week_that_holds(enter: Enter, words: Words, cast: Cast, watch: Watch) -> None:
    # given Maya has Ruth on her list, and comes from More
    added_people(cast, "Ruth")
    page = enter("maya", words.language)
    page.goto("/more")
    page.get_by_role("link", name=words("Groups and appointments"), exact=True).tap()
    expect(page.locator("main")).to_contain_text(words("Nothing is here yet. One meeting a week is a good start."))
    check(page)
    # when she adds a group on this weekday, first without its name
    follow(page.get_by_role("link", name=words("Add one")))
    check(page)
    with speaking(words.language):
        today = weekday(here().weekday())
    page.locator(".chip", has_text=today).tap()
    page.locator("#begins").fill("23:59")
    page.locator("#place").fill("Room 4")
    page.locator(".chip", has_text="Ruth").tap()
    page.locator("#title").evaluate("box => box.required = false")
    watch.allow(422)
    page.get_by_role("button", name=words("Save")).tap()
    expect(page.get_by_role("alert")).to_be_visible()
    check(page)
    page.locator("#title").fill("AA meeting")
    page.get_by_role("button", name=words("Save")).tap()
    # then it is there twice in two weeks, with Ruth
    visits = page.locator(".timeline .entry")
    expect(visits).to_have_count(2)
    expect(visits.first).to_contain_text(words("With %(name)s", name="Ruth"))
    expect(visits.first.locator("a[href^='tel:']")).to_be_visible()
    check(page)
    # and quietly on Today, until she leaves this one out
    page.goto("/")
    expect(page.locator("section[aria-labelledby=coming-title]")).to_contain_text("AA meeting")
    check(page)
    page.get_by_role("link", name=words("Coming up")).tap()
    visits.first.get_by_role("button", name=words("Skip this day")).tap()
    expect(visits.first).to_contain_text(words("You skip this one."))
    check(page)
    page.goto("/")
    expect(page.locator("section[aria-labelledby=coming-title]")).to_have_count(0)
    # when she turns the calendar's address on
    page.goto("/calendar")
    check(page)
    page.get_by_role("button", name=words("Turn it on")).tap()
    address = page.locator("#link").input_value()
    assert page.get_by_role("link", name=words("Open in my calendar")).get_attribute("href") == "webcal" + address[4:]
    check(page)
    # then a program without her cookie reads it, and it says nothing
    program = enter("nobody")
    answer = program.request.get(address)
    (event,) = Calendar.from_ical(answer.body()).events
    assert event["summary"] == words("Appointment") and "AA" not in answer.text()
    # and turned off it is gone
    page.goto("/calendar")
    page.get_by_role("button", name=words("Turn it off")).tap()
    expect(page.locator("main")).to_contain_text(words("It is turned off."))
    assert program.request.get(address).status == 404
