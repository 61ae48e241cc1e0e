"""The pages of what waits: made beforehand, for any entry, and with nothing of the person's own entries in them."""

import pytest
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.outbox.phone import send, urge
from tests.outbox.test_acknowledged import urges
from webapp.templating import NO_ID

STAND_INS = {
    "/urges/waiting": "/urges",
    "/urges/waiting-strong": "/urges",
    "/lapses/waiting": "/lapses",
    "/check-ins/waiting": "/check-ins",
}


def page(cast: Cast, path: str) -> BeautifulSoup:
    answer = cast.as_("maya").get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


@pytest.mark.parametrize(("path", "folder"), list(STAND_INS.items()))
def test_a_page_stands_in_for_any_entry(cast: Cast, path: str, folder: str) -> None:
    soup = page(cast, path)
    assert soup.select_one(f"[data-stand-in='{folder}/{NO_ID}']")
    offline = [form["action"] for form in soup.select("form[data-offline]")]
    assert f"{folder}/{NO_ID}/deletion" in offline
    assert all(str(NO_ID) in str(action) for action in offline), "each form is of the entry that it stands in for"
    assert urges(cast) == [], "GET stores nothing"


def test_a_strong_one_has_people_and_the_questions(cast: Cast) -> None:
    strong, other = page(cast, "/urges/waiting-strong"), page(cast, "/urges/waiting")
    assert strong.select_one("form.safety") and strong.select_one("main a[href='tel:988']")
    assert not other.select_one("form.safety")


def test_after_a_lapse_help_is_there_for_whoever_is_not_safe(cast: Cast) -> None:
    hidden = page(cast, "/lapses/waiting").select_one("[data-if-unsafe]")
    assert hidden and hidden.has_attr("hidden") and hidden.select_one("a[href='tel:988']")


@pytest.mark.parametrize("path", list(STAND_INS))
def test_the_page_of_an_entry_on_the_server_does_not_stand_in(cast: Cast, path: str) -> None:
    form = urge(9)
    send(cast, "maya", "/urges", form)
    assert not page(cast, f"/urges/{form['id']}").select("[data-stand-in], [data-stand-text]")
    assert form["id"] not in page(cast, path).decode()


def test_what_waits_has_a_page(cast: Cast) -> None:
    soup = page(cast, "/waiting")
    assert soup.select_one("[data-waiting=whole]")
    assert soup.select_one("noscript")


@pytest.mark.parametrize("path", ["/", "/log"])
def test_today_and_the_log_have_room_for_what_waits(cast: Cast, path: str) -> None:
    (section,) = page(cast, path).select("[data-waiting]")
    assert section.has_attr("hidden")
    assert "<strong>Craving</strong>" in cast.as_("maya").get(path).text, "in the person's own word"


def test_the_time_that_a_form_begins_with_is_marked(cast: Cast) -> None:
    """So that a page of yesterday does not say that it happened yesterday."""
    assert page(cast, "/check-ins/new").select_one("input[name=occurred][data-now='America/New_York']")
    refused = cast.as_("maya").post("/check-ins", data={"mood": "9", "occurred": "2026-06-01T12:00"})
    assert not BeautifulSoup(refused.text, "html.parser").select("[data-now]"), "what was typed stays"
