"""After three urges with one trigger and no plan for it, a plan is suggested; 'not now' holds for three more."""

from datetime import UTC, datetime, timedelta

from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.triggers.rows import BREATHING, SURFING, add_plan, add_trigger, add_urge, met_three_times, plans
from webapp.extensions import db
from webapp.models import Skill, now, uuid7
from webapp.triggers.presenters import Suggestion, suggestion

ASKS = "Want a plan for it?"


def suggested(cast: Cast) -> Suggestion | None:
    with cast.app.app_context():
        return suggestion(cast["maya"])


def test_two_urges_are_not_enough(cast: Cast) -> None:
    trigger = add_trigger(cast)
    add_urge(cast, trigger)
    add_urge(cast, trigger)
    add_urge(cast, trigger, deleted_at=now())
    assert suggested(cast) is None
    assert ASKS not in cast.as_("maya").get("/triggers").text


def test_the_third_brings_the_card_with_what_worked(cast: Cast) -> None:
    trigger = add_trigger(cast)
    met_three_times(cast, trigger, BREATHING)
    found = suggested(cast)
    assert found and (found.trigger_id, found.times, found.cue) == (trigger, 3, "“5 to 7 pm” comes up")
    assert found.act.startswith("I use “") and found.why == "Down by 3 on average, 3 times"
    html = cast.as_("maya").get("/triggers").text
    assert "You met this 3 times. Want a plan for it?" in html
    assert f"If {found.cue}, then {found.act}." in html
    assert f"/if-thens/new?trigger={trigger}" in html


def test_what_worked_for_this_trigger_comes_before_what_worked_better_overall(cast: Cast) -> None:
    other, trigger = add_trigger(cast, name="Another"), add_trigger(cast)
    met_three_times(cast, other, SURFING)
    met_three_times(cast, other, SURFING)
    add_plan(cast, trigger_id=other)
    met_three_times(cast, trigger)
    assert "Urge surfing" in found_act(cast)
    met_three_times(cast, trigger, BREATHING)
    assert "Urge surfing" not in found_act(cast)


def found_act(cast: Cast) -> str:
    found = suggested(cast)
    assert found
    return found.act


def test_a_hidden_skill_is_not_suggested(cast: Cast) -> None:
    met_three_times(cast, add_trigger(cast), BREATHING)
    with cast.app.app_context(), db.writing() as session:
        session.add(Skill(owner_id=cast["maya"], slug=BREATHING, hidden=True))
    assert found_act(cast) == ""


def test_a_plan_ends_it_and_so_does_hiding(cast: Cast) -> None:
    planned = add_trigger(cast, name="Planned")
    met_three_times(cast, planned)
    add_plan(cast, trigger_id=planned, active=False)
    met_three_times(cast, add_trigger(cast, name="Hidden", hidden=True))
    assert suggested(cast) is None


def test_the_most_met_is_suggested_first(cast: Cast) -> None:
    met_three_times(cast, add_trigger(cast, name="Three"))
    often = add_trigger(cast, name="Four")
    met_three_times(cast, often)
    add_urge(cast, often)
    found = suggested(cast)
    assert found and (found.name, found.times) == ("Four", 4)


def test_not_now_holds_until_three_more(cast: Cast) -> None:
    trigger = add_trigger(cast)
    met_three_times(cast, trigger)
    maya = cast.as_("maya")
    answer = maya.post(f"/triggers/{trigger}/postponement", data={"operation": uuid7()}, follow_redirects=True)
    assert answer.status_code == 200 and ASKS not in answer.text
    add_urge(cast, trigger)
    add_urge(cast, trigger)
    assert suggested(cast) is None
    add_urge(cast, trigger)
    found = suggested(cast)
    assert found and found.times == 6


def test_urges_entered_later_count_from_when_they_were_entered(cast: Cast) -> None:
    trigger = add_trigger(cast)
    yesterday = datetime.now(UTC) - timedelta(days=1)
    for _turn in range(3):
        add_urge(cast, trigger, received_at=yesterday)
    add_plan(cast, trigger_id=trigger, removed_at=now())
    assert suggested(cast) is None


def test_not_now_is_no_plan(cast: Cast) -> None:
    trigger = add_trigger(cast)
    met_three_times(cast, trigger)
    maya, sent = cast.as_("maya"), {"operation": uuid7()}
    answers = [maya.htmx(f"/triggers/{trigger}/postponement", data=sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert BeautifulSoup(answers[0].text, "html.parser").select_one("[role=status]#suggestion")
    (stored,) = plans(cast)
    assert stored.removed_at and not stored.active
    assert "comes up" not in maya.get("/if-thens").text
    assert maya.get(f"/if-thens/{stored.id}").status_code == 404
    assert maya.post(f"/if-thens/{stored.id}/restoration").status_code == 404


def test_not_now_needs_its_operation(cast: Cast) -> None:
    trigger = add_trigger(cast)
    assert cast.as_("maya").post(f"/triggers/{trigger}/postponement").status_code == 400
    assert plans(cast) == []
