"""What a server answers, or somebody in its place: nothing leaves before it was taken, and a no can be put right."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.e2e.conftest import Watch
from tests.e2e.offline.conftest import Served
from tests.e2e.offline.entries import check_in, log_urge, rows, strengths, until_sent, waiting
from tests.e2e.offline.phone import Phone
from tests.support.browser import until
from tests.support.toxic import Mode, Toxic
from webapp.models import CheckIn

pytestmark = pytest.mark.usefixtures("cast")


@pytest.mark.parametrize("answer", ["portal", "204", "302", "another id", "500", "proxy's 404"])
def test_nothing_leaves_without_its_acknowledgement(
    phone: Phone, page: Page, network: Toxic, served: Served, cast: Cast, watch: Watch, answer: str
) -> None:
    watch.allow(404, 500)
    watch.expected_texts.append("Manifest: ")  # the portal answers that too
    page.goto("/urges/new")
    real = served.app
    if answer == "portal":
        network.mode = Mode.PORTAL
    else:
        served.app = Liar(real, answer)  # type: ignore[assignment]  # made for an app of Flask's
    page.locator("button[name=strength][value='6']").tap()
    page.locator(".banner-good").wait_for()
    assert [op["state"] for op in waiting(page)] == ["waiting"]
    assert strengths(cast) == []
    network.mode, served.app = Mode.PASS, real
    until_sent(page)
    assert strengths(cast) == [6]


class Liar:
    """Somebody between phone and app who answers forms in its place."""

    def __init__(self, app: WSGIApplication, answer: str) -> None:
        self.app, self.answer = app, answer

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "POST":
            return self.app(environ, start_response)
        status, headers = {
            "204": ("204 No Content", []),
            "302": ("302 Found", [("Location", "/sign-in")]),
            "another id": ("200 OK", [("FH-Ack", "01a00000-0000-7000-8000-000000000001")]),
            "500": ("500 Oops", []),
            "proxy's 404": ("404 Not Found", []),
        }[self.answer]
        start_response(status, [("Content-Type", "text/html"), *headers])
        return [b"<h1>Oops</h1>" if status[0] != "2" else b""]


def test_a_refused_entry_is_kept_and_can_be_put_right(phone: Phone, page: Page, cast: Cast, watch: Watch) -> None:
    watch.allow(422)
    # given a check-in with more than fits, between two that are fine
    phone.offline()
    for mood, note in ((2, "before"), (3, "x" * 10_001), (4, "after")):
        check_in(page, mood, note)
        page.wait_for_url("**/check-ins/waiting#*")
    # when the network is back
    phone.online()
    page.goto("/waiting")
    until(lambda: [op["state"] for op in waiting(page)] == ["refused"])
    assert [row.note for row in rows(cast, CheckIn)] == ["before", "after"], "the others went on"
    # then it is shown, opens with what was typed and the message, and can be sent
    row = page.locator("[data-waiting-list] > li")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("something in it needs a fix")
    row.get_by_role("button", name="Look and fix").tap()
    box = page.locator("textarea[name=note]")
    expect(box).to_have_value("x" * 10_001)
    expect(page.locator(".banner-error")).to_contain_text("too long")
    box.fill("short")
    page.locator("main form button.button-primary").tap()
    page.wait_for_url("**/check-ins/*-*")
    assert waiting(page) == []
    assert sorted(row.note for row in rows(cast, CheckIn)) == ["after", "before", "short"]


def test_a_refused_entry_can_be_discarded_after_a_question(phone: Phone, page: Page, watch: Watch) -> None:
    watch.allow(422)
    phone.offline()
    check_in(page, 3, "x" * 10_001)
    page.wait_for_url("**/check-ins/waiting#*")
    phone.online()
    page.goto("/waiting")
    row = page.locator("[data-waiting-list] > li")
    row.get_by_role("button", name="Discard").tap()
    expect(row).to_contain_text("cannot be brought back")
    row.get_by_role("button", name="Keep it").tap()
    row.get_by_role("button", name="Discard").tap()
    row.get_by_role("button", name="Yes, discard it").tap()
    expect(page.get_by_text("Everything is sent.")).to_be_visible()
    assert waiting(page) == []


@pytest.mark.usefixtures("whole_list")
def test_a_plan_section_changed_on_two_devices(phone: Phone, page: Page, cast: Cast, watch: Watch) -> None:
    watch.allow(409)
    # given a section written without a network, and the same one meanwhile from elsewhere
    phone.wait_until_kept("weekly")
    phone.offline()
    page.goto("/plan/reasons/edit")
    page.locator("textarea[name=lines]").first.fill("From the phone")
    page.get_by_role("button", name="Save section").tap()
    expect(page.get_by_text("Saved on this phone, will send")).to_be_visible()
    fields = {"operation": "01a00000-0000-7000-8000-00000000abcd", "base": 0, "lines": ["From the desk"]}
    assert cast.as_("maya").post("/plan/reasons", data=fields).status_code == 303
    # when it is sent
    phone.online()
    page.goto("/waiting")
    row = page.locator("[data-waiting-list] > li")
    expect(row).to_contain_text("changed on another device")
    row.get_by_role("button", name="Look and fix").tap()
    # then both are shown, and both can be kept
    expect(page.get_by_role("main")).to_contain_text("From the desk")
    expect(page.get_by_role("main")).to_contain_text("From the phone")
    page.get_by_role("button", name="Keep both").tap()
    page.wait_for_url("**/plan#*")
    expect(page.locator("#reasons")).to_contain_text("From the desk")
    expect(page.locator("#reasons")).to_contain_text("From the phone")
    assert waiting(page) == []


def test_a_step_on_an_entry_that_was_deleted_elsewhere(phone: Phone, page: Page, cast: Cast, watch: Watch) -> None:
    watch.allow(409)
    log_urge(page, 5)
    path = page.url.removeprefix(phone.address)
    until(lambda: f"pages-{phone.account()} {path}" in phone.kept())
    phone.offline()
    page.reload()
    page.locator("button[name=strength_now][value='2']").tap()
    until(lambda: len(waiting(page)) == 1)
    cast.as_("maya").post(f"{path}/deletion")
    phone.online()
    page.goto("/waiting")
    row = page.locator("[data-waiting-list] > li")
    expect(row).to_contain_text("the entry that it belongs to was deleted")
    expect(row.get_by_role("button", name="Look and fix")).to_have_count(0)
