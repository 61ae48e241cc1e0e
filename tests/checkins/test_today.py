"""What Today takes from the check-ins: the newest of the day, the card, and the days on which somebody wrote."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup, Tag

from tests.cast import Cast
from tests.checkins.stories import ZONE, ago, checked_in, form, has_signs, noon, ticked
from webapp import entries
from webapp.checkins import queries
from webapp.extensions import db
from webapp.models import CheckIn, Lapse, Logged, Practice, SignCheck, Urge, now
from webapp.moments import moment


def card(cast: Cast) -> Tag:
    """The check-in on Maya's Today."""
    found = BeautifulSoup(cast.as_("maya").get("/").text, "html.parser").select_one("form#check-in")
    assert found is not None
    return found


def test_the_card_has_five_moods_that_save_at_once(cast: Cast) -> None:
    form_on_page = card(cast)
    buttons = form_on_page.find_all("button")
    assert [button.get_text(strip=True) for button in buttons] == ["Rough", "Low", "Okay", "Good", "Great"]
    fields = {field["name"]: field["value"] for field in form_on_page.find_all("input")}
    answer = cast.as_("maya").post(form_on_page["action"], data=fields | {"mood": buttons[3]["value"]})
    assert answer.location == f"/check-ins/{fields['id']}"


def test_the_card_shows_the_newest_of_today(cast: Cast) -> None:
    checked_in(cast, mood=1, occurred=noon(1))
    assert "How are you feeling?" in card(cast).text
    checked_in(cast, mood=2)
    newest = checked_in(cast, mood=5)
    shown = card(cast)
    assert "You checked in: Great" in shown.text
    assert shown.a["href"] == f"/check-ins/{newest}"
    assert len(shown.find_all("button")) == 5


def test_deleted_ones_and_other_peoples_are_not_shown(cast: Cast) -> None:
    check_in = checked_in(cast)
    cast.as_("maya").post(f"/check-ins/{check_in}/deletion")
    cast.as_("jordan").post("/check-ins", data=form(3))
    assert "How are you feeling?" in card(cast).text


@pytest.mark.parametrize("model", [Urge, Lapse, CheckIn, Practice, SignCheck])
def test_every_kind_of_entry_is_showing_up(cast: Cast, model: type[Logged]) -> None:
    needed = {Urge: {"strength": 3}, CheckIn: {"mood": 3}, Practice: {"skill_key": "x"}, SignCheck: {"level": "steady"}}
    with cast.app.app_context(), db.writing() as session:
        for days, more in ((2, {}), (2, {}), (5, {}), (3, {"deleted_at": now()}), (20, {})):
            when = entries.when(moment(ZONE, now() - timedelta(days=days)))
            session.add(model(owner_id=cast["maya"], **(when | {"day": ago(days)} | needed.get(model, {}) | more)))
        session.add(model(owner_id=cast["jordan"], **(entries.when(moment(ZONE)) | needed.get(model, {}))))
    with cast.app.app_context():
        assert queries.showed_up(cast["maya"], ago(13)) == {ago(2), ago(5)}


def test_the_list_is_due_after_a_week(cast: Cast) -> None:
    def due(days_ahead: int = 0) -> bool:
        with time_machine.travel(now() + timedelta(days=days_ahead), tick=False):
            return "Your warning signs this week" in cast.as_("maya").get("/").text

    assert not due(), "without signs nothing is due"
    signs = has_signs(cast, drifting=["I rush"])
    assert due()
    check = ticked(cast)
    assert not due()
    assert (due(6), due(7)) == (False, True)
    cast.as_("maya").post(f"/warning-signs/checks/{check}/deletion")
    assert due()
    cast.as_("maya").post(f"/warning-signs/{signs['I rush']}/hiding")
    assert not due()
