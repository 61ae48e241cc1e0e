"""One trigger: how often and how strong, what worked for it, its plans; hidden and brought back."""

from tests.cast import Cast
from tests.support.queries import CountVisit
from tests.triggers.rows import (
    BREATHING,
    SURFING,
    add_plan,
    add_practice,
    add_trigger,
    add_urge,
    met_three_times,
    triggers,
)
from webapp.models import uuid7


def test_it_says_how_often_how_strong_and_what_worked(cast: Cast) -> None:
    trigger = add_trigger(cast)
    met_three_times(cast, trigger, BREATHING)
    add_practice(cast, SURFING, 9, 1, add_urge(cast, trigger, 9))
    html = cast.as_("maya").get(f"/triggers/{trigger}").text
    assert "4 times" in html
    assert "6.8" in html
    assert "Down by 3 on average, 3 times" in html
    assert "Urge surfing" not in html, "one use says nothing"


def test_what_worked_elsewhere_is_not_claimed_here(cast: Cast) -> None:
    met_three_times(cast, add_trigger(cast, name="Another"), BREATHING)
    html = cast.as_("maya").get(f"/triggers/{add_trigger(cast)}").text
    assert "Down by" not in html
    assert "Not enough to say yet." in html


def test_its_plans_are_there_with_their_state(cast: Cast) -> None:
    trigger = add_trigger(cast)
    add_plan(cast, trigger_id=trigger, act="take Linden Street")
    add_plan(cast, trigger_id=trigger, act="stay in bed", active=False)
    add_plan(cast, act="of no trigger")
    html = cast.as_("maya").get(f"/triggers/{trigger}").text
    assert (
        html.index("take Linden Street")
        < html.index("Active")
        < html.index("stay in bed")
        < html.index("Kept for later")
    )
    assert "of no trigger" not in html


def test_hiding_loses_nothing(cast: Cast) -> None:
    trigger = add_trigger(cast)
    add_urge(cast, trigger)
    maya = cast.as_("maya")
    hidden = maya.post(f"/triggers/{trigger}/hiding", follow_redirects=True)
    assert triggers(cast)[0].hidden
    assert "It is off your lists." in hidden.text
    back = maya.post(f"/triggers/{trigger}/restoration", follow_redirects=True)
    assert not triggers(cast)[0].hidden
    assert "Came up" in back.text and "1 time" in back.text


def test_a_common_one_cannot_be_renamed(cast: Cast) -> None:
    trigger = add_trigger(cast, slug="payday", name="")
    maya = cast.as_("maya")
    assert "Change name or kind" not in maya.get(f"/triggers/{trigger}").text
    assert maya.get(f"/triggers/{trigger}/edit").status_code == 404
    sent = {"version": "external:", "name": "Mine", "category": "external"}
    assert maya.post(f"/triggers/{trigger}", data=sent).status_code == 404
    assert triggers(cast)[0].name == ""


def test_a_stranger_finds_nothing(cast: Cast) -> None:
    trigger = add_trigger(cast)
    jordan = cast.as_("jordan")
    assert jordan.get(f"/triggers/{trigger}").status_code == 404
    assert jordan.get(f"/triggers/{trigger}/edit").status_code == 404
    for action in ("hiding", "restoration", "postponement"):
        assert jordan.post(f"/triggers/{trigger}/{action}", data={"operation": uuid7()}).status_code == 404
    assert not triggers(cast)[0].hidden


def test_others_are_refused(cast: Cast) -> None:
    trigger = add_trigger(cast)
    for action in ("", "/hiding", "/restoration", "/postponement"):
        assert cast.as_("nobody").post(f"/triggers/{trigger}{action}").status_code == 401
        assert cast.as_("dana").post(f"/triggers/{trigger}{action}").status_code == 403


def test_the_number_of_queries_is_the_same_for_many(cast: Cast, queries: CountVisit) -> None:
    trigger = add_trigger(cast)
    few = queries(f"/triggers/{trigger}")
    met_three_times(cast, trigger, BREATHING)
    met_three_times(cast, trigger, SURFING)
    for _turn in range(5):
        add_plan(cast, trigger_id=trigger)
    assert queries(f"/triggers/{trigger}") == few == 6
