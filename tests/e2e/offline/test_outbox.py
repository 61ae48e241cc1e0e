"""Logging without a network: on the phone at once, sent by itself, each entry exactly once and in its order."""

from datetime import timedelta
from functools import partial
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.e2e.conftest import Watch
from tests.e2e.offline.entries import log_urge, operations, rows, strengths, until_sent, waiting
from tests.e2e.offline.phone import Phone, is_ready
from tests.support.browser import has_outbox, until
from tests.support.toxic import Mode, Toxic
from webapp.models import Practice, now

pytestmark = pytest.mark.usefixtures("cast")


def posts(network: Toxic) -> list[str]:
    return [line.split(" ")[1] for line in network.requests if line.startswith("POST ")]


@pytest.mark.parametrize("end", ["close", "kill"])
def test_twenty_entries_survive_the_end_of_the_browser(
    phone: Phone, page: Page, network: Toxic, cast: Cast, end: str
) -> None:
    # given 20 urges without a network
    phone.offline()
    asked, began = len(network.requests), now()
    logged = [n % 11 for n in range(20)]
    for strength in logged:
        log_urge(page, strength)
    # when the browser ends and is opened again, still without one
    getattr(phone, end)()
    page = phone.start(offline=True)
    page.goto("/")
    expect(page.locator("[data-waiting-list] > li")).to_have_count(20)
    expect(page.locator(".waiting-badge")).to_have_attribute("aria-label", "20 entries wait on this phone")
    assert len(network.requests) == asked, "nothing reached the server"
    # then all arrive, with a third of the answers lost on their way back
    if not page.context.cookies():
        phone.has_cookie_of("maya")
    network.rate = 0.3
    phone.online()
    network.mode = Mode.CUT_AFTER
    until_sent(page)
    arrived = rows(cast)
    assert [row.strength for row in arrived] == logged, "in the order in which they happened"
    assert all(one.occurred_at < other.occurred_at for one, other in pairwise(arrived))
    assert began - timedelta(seconds=1) < arrived[0].occurred_at < now()
    assert operations(cast) == 20


def test_steps_of_an_entry_that_is_on_the_phone(phone: Phone, page: Page, cast: Cast) -> None:
    # given an urge without a network: the page is the one that comes with a network
    phone.offline()
    log_urge(page, 6)
    expect(page.get_by_text("Saved on this phone, will send").first).to_be_visible()
    expect(page.get_by_text("Craving 6 of 10")).to_be_visible()
    # when details are given, and it is rated again
    page.locator("#answers .chips label").first.tap()
    expect(page.locator("#answers .waiting-note")).to_be_visible()
    page.locator("#answers details summary").tap()
    page.get_by_label("Anything to add?").fill("At the bus stop 🧡")
    page.get_by_role("button", name="Save details").tap()
    until(lambda: len(waiting(page)) == 2)
    page.locator("button[name=strength_now][value='2']").tap()
    until(lambda: len(waiting(page)) == 3)
    # then what was answered is in the form when the page is opened again
    page.reload()
    expect(page.get_by_label("Anything to add?")).to_have_value("At the bus stop 🧡")
    page.goto("/log")
    row = page.locator("[data-waiting-list] > li")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("6 then 2")
    # and all of it arrives
    phone.online()
    until_sent(page)
    (urge,) = rows(cast)
    assert (urge.strength, urge.strength_now, urge.note, urge.version) == (6, 2, "At the bus stop 🧡", 2)


def has_note(cast: Cast, text: str) -> bool:
    return rows(cast)[0].note == text


def test_answers_go_on_from_what_this_phone_sent_itself(phone: Phone, page: Page, cast: Cast) -> None:
    """The page was made before; another device would have been told of as a merge."""
    log_urge(page, 5)
    until(lambda: len(page.evaluate("caches.match(location.pathname).then((found) => [found].filter(Boolean))")) == 1)
    note = page.get_by_label("Anything to add?")
    page.locator("#answers details summary").tap()
    for text in ("first", "second"):
        note.fill(text)
        page.get_by_role("button", name="Save details").tap()
        until(partial(has_note, cast, text))
        expect(page.locator("#answers-state [role=status]")).to_have_text("Saved")
        until(lambda: not waiting(page))
    # without a network the old page comes back, made when nothing was answered
    phone.offline()
    page.reload()
    page.locator("#answers details summary").tap()
    note.fill("third, without a network")
    page.get_by_role("button", name="Save details").tap()
    until(lambda: len(waiting(page)) == 1)
    phone.online()
    until_sent(page)
    (urge,) = rows(cast)
    assert (urge.note, urge.version) == ("third, without a network", 4)


@pytest.mark.usefixtures("whole_list")
def test_a_practice_for_an_urge_waits_for_it(phone: Phone, page: Page, network: Toxic, cast: Cast) -> None:
    phone.wait_until_kept("weekly")
    phone.offline()
    log_urge(page, 7)
    urge = page.url.rpartition("#")[2]
    page.goto(f"/skills/box-breath/practice?urge={urge}")
    page.locator("button[name=after][value='3']").evaluate("(button) => button.click()")
    page.wait_for_url("**/urges/waiting#*")
    page.goto("/waiting")  # from here on no page is left with a request on its way
    sent = len(posts(network))
    phone.online()
    until(lambda: not waiting(page))
    assert posts(network)[sent:] == ["/urges", "/skills/box-breath/practices"]
    (row,), (practice,) = rows(cast), rows(cast, Practice)
    assert (row.strength_now, str(practice.urge_id)) == (3, urge)


def test_back_and_another_strength_is_one_entry(phone: Phone, page: Page, cast: Cast) -> None:
    phone.offline()
    log_urge(page, 4)
    page.go_back()
    page.wait_for_url("**/urges/new")
    page.locator("button[name=strength][value='8']").tap()
    page.wait_for_url("**/urges/waiting-strong#*")
    assert len(waiting(page)) == 1
    phone.online()
    until_sent(page)
    assert strengths(cast) == [8]


def test_back_and_another_strength_than_the_one_sent(page: Page, cast: Cast, watch: Watch) -> None:
    """The question whether to change it is answered: nothing is left on the phone that was not sent."""
    log_urge(page, 4)
    page.go_back()
    page.wait_for_url("**/urges/new")
    has_outbox(page)
    watch.allow(409)
    page.locator("button[name=strength][value='8']").tap()
    page.get_by_role("button", name="Change to 8").tap()
    expect(page.locator(".banner-good")).to_contain_text("8 of 10")
    assert strengths(cast) == [8]
    assert waiting(page) == []


def test_a_kept_form_used_twice_makes_two_entries(phone: Phone, page: Page, cast: Cast) -> None:
    phone.offline()
    for strength in (4, 4):
        log_urge(page, strength)
    phone.online()
    until_sent(page)
    assert strengths(cast) == [4, 4]


def test_two_taps_make_one_entry(phone: Phone, page: Page, network: Toxic, cast: Cast) -> None:
    network.mode, network.delay = Mode.SLOW, 1.0
    page.goto("/urges/new")
    page.locator("button[name=strength][value='6']").evaluate("(button) => { button.click(); button.click(); }")
    page.wait_for_url("**/urges/*-*")
    assert strengths(cast) == [6]


def test_undo_of_what_was_never_sent(phone: Phone, page: Page, network: Toxic, cast: Cast) -> None:
    phone.offline()
    sent = len(posts(network))
    log_urge(page, 5)
    page.get_by_role("button", name="Undo").tap()
    expect(page.get_by_role("heading", name="Deleted")).to_be_visible()
    assert waiting(page) == []
    phone.online()
    page.goto("/")
    is_ready(page)
    assert posts(network)[sent:] == []


def test_undo_of_what_may_have_arrived(phone: Phone, page: Page, network: Toxic, cast: Cast) -> None:
    # given an urge that reached the server, and whose answer was lost
    network.mode = Mode.CUT_AFTER
    log_urge(page, 5)
    until(lambda: strengths(cast) == [5])
    # when it is undone without a network
    phone.offline()
    page.get_by_role("button", name="Undo").tap()
    expect(page.get_by_role("heading", name="Deleted")).to_be_visible()
    # then the server is told
    phone.online()
    until_sent(page)
    (row,) = rows(cast)
    assert row.deleted_at is not None


def test_two_tabs_send_each_entry_once(phone: Phone, page: Page, network: Toxic, cast: Cast) -> None:
    other = phone.another_tab()
    phone.offline()
    for n in range(6):
        log_urge(page if n % 2 else other, n)
    for tab in (page, other):
        tab.goto("/waiting")  # from here on no page is left with a request on its way
    sent = len(posts(network))
    phone.online()
    until(lambda: not waiting(page) and not waiting(other))
    assert posts(network)[sent:] == ["/urges"] * 6
    assert strengths(cast) == list(range(6))


def test_what_was_sent_is_shown_until_the_pages_have_it(phone: Phone, page: Page, cast: Cast) -> None:
    """After sending in the background the kept Today is old: the entry would be on neither list."""
    phone.offline()
    log_urge(page, 6)
    page.goto("/")
    expect(page.locator("[data-waiting-list] > li")).to_contain_text("will send")
    phone.online()
    until(lambda: not waiting(page))
    expect(page.locator("[data-waiting-list] > li")).to_contain_text("Sent")
    until(lambda: page.evaluate("caches.match('/').then((kept) => kept.text())").count("/urges/") >= 2)
    page.goto("/")
    expect(page.locator("[data-waiting-list] > li")).to_have_count(0)
    expect(page.locator("main a[href^='/urges/']").last).to_be_visible()


def test_the_browser_sends_with_no_page_open(phone: Phone, page: Page, cast: Cast) -> None:
    """Background sync, where there is one."""
    phone.offline()
    log_urge(page, 6)
    page.wait_for_timeout(500)
    page.goto("about:blank")
    phone.online()
    until(lambda: strengths(cast) == [6])


def test_the_browser_sends_what_a_page_had_begun_to_send(phone: Phone, page: Page, cast: Cast) -> None:
    phone.offline()
    log_urge(page, 6)
    has_outbox(page)
    page.evaluate("""() => new Promise((has) => {
      navigator.locks.request(`fh-flush-${Outbox.uid}`, () => { has(); return new Promise(() => {}); });
    })""")
    phone.online()
    page.wait_for_timeout(2000)
    assert strengths(cast) == []
    page.goto("about:blank")
    until(lambda: strengths(cast) == [6])


def test_a_form_of_the_browser_itself_is_rescued_by_the_worker(phone: Phone, page: Page, cast: Cast) -> None:
    page.goto("/urges/new")
    is_ready(page)
    phone.offline()
    page.evaluate("""() => {
      const form = document.querySelector("form[data-offline]");
      const box = form.appendChild(document.createElement("input"));
      [box.name, box.value] = ["strength", "7"];
      HTMLFormElement.prototype.submit.call(form);
    }""")
    page.wait_for_url("**/waiting")
    expect(page.locator("[data-waiting-list] > li")).to_contain_text("7")
    phone.online()
    until_sent(page)
    assert strengths(cast) == [7]


def test_undo_takes_nothing_that_is_being_sent(phone: Phone, page: Page, cast: Cast) -> None:
    page.goto("/")
    has_outbox(page)
    # sent and undone in the same moment: it is on the server, or it is gone, and undo says which
    undone = page.evaluate("""async () => {
      const op = Outbox.operation(Outbox.uid, "/urges", [["id", Outbox.uuid7()], ["strength", "4"]], { kind: "urge" });
      await Outbox.put(op);
      const sent = Outbox.flush(Outbox.uid, "now");
      let undone = false;
      for (let turn = 0; turn < 40 && !undone && (await Outbox.count(Outbox.uid)); turn += 1) {
        undone = await Outbox.undo(Outbox.uid, op.entry);
      }
      await sent;
      return undone;
    }""")
    assert strengths(cast) == ([] if undone else [4])
