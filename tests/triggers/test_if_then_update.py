"""A plan is reworded, rests, is used, removed and brought back; never more than three are active."""

from typing import Any
from uuid import UUID

import pytest
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.support.queries import CountVisit
from tests.triggers.rows import add_plan, add_trigger, edit_form, plan_form, plans
from webapp.models import now, uuid7


def active(cast: Cast) -> list[bool]:
    return [plan.active for plan in plans(cast) if not plan.removed_at]


def three_and_one(cast: Cast) -> list[UUID]:
    return [add_plan(cast, act=f"plan {n}", active=n < 3) for n in range(4)]


def test_the_page_holds_the_words_and_keeps_them(cast: Cast) -> None:
    trigger = add_trigger(cast)
    plan_id = add_plan(cast, backup="go to the 6 pm group", skill_key="urge-surfing", trigger_id=trigger)
    maya = cast.as_("maya")
    soup = BeautifulSoup(maya.get(f"/if-thens/{plan_id}/edit").text, "html.parser")
    held = {str(box["name"]): str(box["value"]) for box in soup.select("main input:not([type=radio])")}
    held["trigger"] = str(soup.select_one("option[selected]")["value"])
    assert maya.post(f"/if-thens/{plan_id}", data=held).status_code == 303
    (plan,) = plans(cast)
    assert (plan.cue, plan.act, plan.backup) == ("it is payday", "call Ana", "go to the 6 pm group")
    assert (plan.skill_key, plan.trigger_id, plan.version) == ("urge-surfing", trigger, 2)


def test_new_words_are_kept_and_the_skill_is_let_go(cast: Cast) -> None:
    plan_id = add_plan(cast, skill_key="urge-surfing")
    sent = edit_form(plans(cast)[0], act="call Ruth", act_pick="take another street")
    cast.as_("maya").post(f"/if-thens/{plan_id}", data=sent)
    assert (plans(cast)[0].act, plans(cast)[0].skill_key) == ("call Ruth", None)


def test_a_pick_replaces_words_that_were_not_touched(cast: Cast) -> None:
    plan_id = add_plan(cast)
    sent = edit_form(plans(cast)[0], act_pick="skill:urge-surfing", backup_pick="I call or text 988")
    cast.as_("maya").post(f"/if-thens/{plan_id}", data=sent)
    (plan,) = plans(cast)
    assert (plan.act, plan.skill_key) == ("I use “Urge surfing”", "urge-surfing")
    assert (plan.cue, plan.backup) == ("it is payday", "I call or text 988")


def test_the_same_form_twice_succeeds_twice(cast: Cast) -> None:
    plan_id = add_plan(cast)
    maya, sent = cast.as_("maya"), edit_form(plans(cast)[0], act="call Ruth")
    assert [maya.post(f"/if-thens/{plan_id}", data=sent).status_code for _ in range(2)] == [303, 303]
    assert plans(cast)[0].version == 2
    assert maya.post(f"/if-thens/{plan_id}", data=sent | {"act": "call Marcus"}).status_code == 409


def test_a_stale_form_is_merged(cast: Cast) -> None:
    plan_id = add_plan(cast)
    first = edit_form(plans(cast)[0], act="words from the phone")
    second = edit_form(plans(cast)[0], act="words from the laptop", backup="I call or text 988")
    maya = cast.as_("maya")
    maya.post(f"/if-thens/{plan_id}", data=first)
    stale = maya.post(f"/if-thens/{plan_id}", data=second)
    assert stale.status_code == 409
    assert "words from the phone" in stale.text and "words from the laptop" in stale.text
    assert plans(cast)[0].act == "words from the phone"
    form = BeautifulSoup(stale.text, "html.parser").select_one("main form")
    mine = {str(box["name"]): str(box["value"]) for box in form.select("input")}
    assert maya.post(str(form["action"]), data=mine).status_code == 303
    assert (plans(cast)[0].act, plans(cast)[0].backup) == ("words from the laptop", "I call or text 988")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"cue": ""}, "Pick a moment, or write your own."),
        ({"act": "z" * 201}, "This is too long. 200 characters fit."),
        ({"version": "x"}, "Please give a number."),
        ({"trigger": uuid7()}, "Please choose one from the list."),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_kept(cast: Cast, wrong: dict[str, Any], message: str) -> None:
    plan_id = add_plan(cast)
    sent = edit_form(plans(cast)[0], backup="words just typed") | wrong
    answer = cast.as_("maya").post(f"/if-thens/{plan_id}", data=sent)
    assert answer.status_code == 422
    assert message in answer.text and "words just typed" in answer.text
    assert (plans(cast)[0].backup, plans(cast)[0].version) == ("", 1)


def test_one_rests_so_that_another_is_used(cast: Cast) -> None:
    ids = three_and_one(cast)
    maya = cast.as_("maya")
    assert maya.post(f"/if-thens/{ids[3]}/activation", data={"instead_of": ids[1]}).status_code == 303
    assert active(cast) == [True, False, True, True]


def test_the_merge_page_says_which_trigger(cast: Cast) -> None:
    payday, party = add_trigger(cast, name="Payday"), add_trigger(cast, name="Parties")
    plan_id, maya = add_plan(cast), cast.as_("maya")
    first = plans(cast)[0]
    maya.post(f"/if-thens/{plan_id}", data=edit_form(first, trigger=payday))
    text = maya.post(f"/if-thens/{plan_id}", data=edit_form(first, trigger=party)).text
    assert "This plan is for" in text
    assert "Payday" in text and "Parties" in text


@pytest.mark.parametrize("instead_of", [None, "itself", "nobody's", "words"])
def test_a_fourth_is_not_used_until_one_rests(cast: Cast, instead_of: str | None) -> None:
    ids = three_and_one(cast)
    known = {"itself": str(ids[3]), "nobody's": str(uuid7())}
    sent = {} if instead_of is None else {"instead_of": known.get(instead_of, instead_of)}
    answer = cast.as_("maya").post(f"/if-thens/{ids[3]}/activation", data=sent)
    assert answer.status_code == 422
    assert "Please choose which one should rest." in answer.text
    assert active(cast) == [True, True, True, False]


def test_somebody_elses_plan_cannot_be_put_to_rest(cast: Cast) -> None:
    ids = three_and_one(cast)
    theirs = add_plan(cast, owner="jordan")
    answer = cast.as_("maya").post(f"/if-thens/{ids[3]}/activation", data={"instead_of": theirs})
    assert answer.status_code == 422
    assert active(cast) == [True, True, True, False, True]


def test_it_rests_and_is_used_again(cast: Cast) -> None:
    plan_id = add_plan(cast)
    maya = cast.as_("maya")
    resting = maya.post(f"/if-thens/{plan_id}/deactivation", follow_redirects=True)
    assert active(cast) == [False]
    assert "Use this plan" in resting.text
    maya.post(f"/if-thens/{plan_id}/activation")
    maya.post(f"/if-thens/{plan_id}/activation")
    assert active(cast) == [True]


def test_removing_can_be_undone(cast: Cast) -> None:
    plan_id = add_plan(cast)
    maya = cast.as_("maya")
    gone = maya.post(f"/if-thens/{plan_id}/removal", follow_redirects=True)
    assert "Undo: bring it back" in gone.text and "call Ana" in gone.text
    assert "call Ana" not in maya.get("/if-thens").text
    for action in ("/edit", "/activation", "/deactivation", ""):
        answer = (
            maya.get(f"/if-thens/{plan_id}{action}") if action == "/edit" else maya.post(f"/if-thens/{plan_id}{action}")
        )
        assert answer.status_code == 404
    maya.post(f"/if-thens/{plan_id}/restoration")
    assert active(cast) == [True]
    assert "call Ana" in maya.get("/if-thens").text


def test_brought_back_as_a_fourth_it_is_kept(cast: Cast) -> None:
    plan_id = add_plan(cast, removed_at=now())
    for _turn in range(3):
        add_plan(cast)
    maya = cast.as_("maya")
    assert "kept for later" in maya.post(f"/if-thens/{plan_id}/restoration", follow_redirects=True).text
    maya.post(f"/if-thens/{plan_id}/restoration")
    assert active(cast) == [False, True, True, True]


def test_restoring_what_is_there_changes_nothing(cast: Cast) -> None:
    ids = three_and_one(cast)
    cast.as_("maya").post(f"/if-thens/{ids[0]}/restoration")
    assert active(cast) == [True, True, True, False]


def test_the_list_says_how_many_are_active(cast: Cast) -> None:
    three_and_one(cast)
    html = cast.as_("maya").get("/if-thens").text
    assert "Active: 3 of 3" in html
    assert html.index("plan 2") < html.index("Kept for later") < html.index("plan 3")


def test_an_empty_list(cast: Cast) -> None:
    assert "No plans yet." in cast.as_("maya").get("/if-thens").text


def test_a_stranger_finds_nothing(cast: Cast) -> None:
    plan_id = add_plan(cast)
    jordan = cast.as_("jordan")
    assert jordan.get(f"/if-thens/{plan_id}").status_code == 404
    assert jordan.get(f"/if-thens/{plan_id}/edit").status_code == 404
    sent = edit_form(plans(cast)[0], act="theirs")
    for action in ("", "/activation", "/deactivation", "/removal", "/restoration"):
        assert jordan.post(f"/if-thens/{plan_id}{action}", data=sent).status_code == 404
    assert "call Ana" not in jordan.get("/if-thens").text
    assert (plans(cast)[0].act, plans(cast)[0].active, plans(cast)[0].removed_at) == ("call Ana", True, None)


def test_others_are_refused(cast: Cast) -> None:
    plan_id = add_plan(cast)
    for path in ("/if-thens", f"/if-thens/{plan_id}", f"/if-thens/{plan_id}/edit"):
        assert cast.as_("nobody").get(path).status_code == 401
        assert cast.as_("dana").get(path).status_code == 403
    for action in ("", "/activation", "/deactivation", "/removal", "/restoration"):
        assert cast.as_("nobody").post(f"/if-thens/{plan_id}{action}", data=plan_form()).status_code == 401
        assert cast.as_("dana").post(f"/if-thens/{plan_id}{action}", data=plan_form()).status_code == 403


def test_the_number_of_queries_is_the_same_for_many(cast: Cast, queries: CountVisit) -> None:
    plan_id = add_plan(cast, trigger_id=add_trigger(cast))
    few = queries("/if-thens"), queries(f"/if-thens/{plan_id}")
    for n in range(6):
        add_plan(cast, trigger_id=add_trigger(cast, name=f"Trigger {n}"), active=n < 2)
    assert (queries("/if-thens"), queries(f"/if-thens/{plan_id}")) == few == (3, 4)
