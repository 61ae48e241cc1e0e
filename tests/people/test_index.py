"""The address book: who to call first, with buttons that dial."""

import pytest
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.people.rows import added, form
from tests.plan.rows import speak_spanish
from tests.support.snapshots import Snapshot


def test_people_stand_in_order_with_call_and_text(cast: Cast) -> None:
    added(cast, "Ruth", "Ana")
    html = cast.as_("maya").get("/people").text
    assert html.index("Ruth") < html.index("Ana")
    assert html.count('href="tel:+12025550142"') == 2
    assert "Text Ruth" not in html, "texting is off unless it is chosen"


def test_what_they_wrote_is_shown(cast: Cast) -> None:
    maya = cast.as_("maya")
    maya.post(
        "/people",
        data=form("Ruth", relation="Mom", when="before 10 pm", say="I need you", can_text="true", agreed="true"),
    )
    text = BeautifulSoup(maya.get("/people").text, "html.parser").get_text(" ", strip=True)
    assert "Mom, before 10 pm" in text and "I need you" in text and "They know" in text
    assert 'href="sms:+12025550142"' in maya.get("/people").text


def test_somebody_without_a_number_has_no_buttons(cast: Cast) -> None:
    maya = cast.as_("maya")
    maya.post("/people", data=form("Ruth", phone=""))
    html = maya.get("/people").text
    assert "No number yet" in html and "tel:" not in html


def test_an_empty_list_offers_a_start(cast: Cast) -> None:
    html = cast.as_("maya").get("/people").text
    assert "Nobody is on your list yet." in html
    assert "Ask my team to call me" in html


def test_others_lists_stay_out_of_it(cast: Cast) -> None:
    added(cast, "Jordan’s sister", owner="jordan")
    assert "Jordan" not in cast.as_("maya").get("/people").text


def test_it_speaks_spanish(cast: Cast) -> None:
    added(cast, "Ruth")
    speak_spanish(cast)
    html = cast.as_("maya").get("/people").text
    assert "Agregar una persona" in html and "Solo tú ves esta lista." in html


@pytest.mark.parametrize("path", ["/people", "/people/new"])
def test_others_are_refused(cast: Cast, path: str) -> None:
    assert cast.as_("nobody").get(path).status_code == 401
    assert cast.as_("dana").get(path).status_code == 403
    assert cast.as_("alex").get(path).status_code == 403


def test_reading_writes_nothing(cast: Cast) -> None:
    (person,) = added(cast, "Ruth")
    before = Snapshot(cast.app.extensions["foothold_engine"])
    for path in ("/people", "/people/new", f"/people/{person}/edit", f"/people/{person}/deleted"):
        assert cast.as_("maya").get(path).status_code == 200
    assert before.changes(Snapshot(cast.app.extensions["foothold_engine"])) == {}
