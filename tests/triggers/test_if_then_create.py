"""A plan is picked from lists or written; the first three are active, the others kept."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from tests.cast import Cast
from tests.support.queries import CountVisit
from tests.triggers.rows import (
    BREATHING,
    SURFING,
    add_plan,
    add_practice,
    add_trigger,
    met_three_times,
    plan_form,
    plans,
)
from webapp.extensions import db
from webapp.models import Person, Skill, uuid7


def picks(html: str, name: str) -> list[Tag]:
    return BeautifulSoup(html, "html.parser").select(f"input[name={name}]")


def picked(html: str, name: str) -> list[str]:
    return [str(box["value"]) for box in picks(html, name) if box.has_attr("checked")]


def test_it_offers_what_fits(cast: Cast) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.add(Person(owner_id=cast["maya"], name="Marcus"))
    html = cast.as_("maya").get("/if-thens/new").text
    cues = [str(box["value"]) for box in picks(html, "cue_pick")]
    assert cues[0] == "I drive past the store"
    assert "an ad with odds comes up" not in cues
    assert [str(box["value"]) for box in picks(html, "backup_pick")] == ["I call Marcus", "I call or text 988"]
    assert picked(html, "cue_pick") == picked(html, "act_pick") == []


def test_for_a_trigger_its_name_and_what_worked_for_it_are_picked(cast: Cast) -> None:
    trigger = add_trigger(cast)
    met_three_times(cast, trigger, BREATHING)
    for _turn in range(3):
        add_practice(cast, SURFING, 9, 1)
    html = cast.as_("maya").get(f"/if-thens/new?trigger={trigger}").text
    assert [str(box["value"]) for box in picks(html, "act_pick")][:2] == [f"skill:{BREATHING}", f"skill:{SURFING}"]
    assert picked(html, "act_pick") == [f"skill:{BREATHING}"]
    assert picked(html, "cue_pick") == ["“5 to 7 pm” comes up"]
    assert BeautifulSoup(html, "html.parser").select_one("option[selected]")["value"] == str(trigger)


def test_a_picked_skill_is_linked_and_said_in_words(cast: Cast) -> None:
    trigger = add_trigger(cast)
    sent = plan_form(
        cue="", act="", cue_pick="it is payday", act_pick=f"skill:{SURFING}", trigger=trigger, backup="call Ana"
    )
    answer = cast.as_("maya").post("/if-thens", data=sent, follow_redirects=True)
    (plan,) = plans(cast)
    assert (plan.id, plan.trigger_id, plan.skill_key) == (sent["id"], trigger, SURFING)
    assert (plan.cue, plan.act, plan.backup) == ("it is payday", "I use “Urge surfing”", "call Ana")
    assert "Saved and active" in answer.text
    assert f"/skills/{SURFING}" in answer.text


def test_a_very_long_name_fits(cast: Cast) -> None:
    with cast.app.app_context(), db.writing() as session:
        skill = Skill(owner_id=cast["maya"], name="s" * 200)
        session.add(skill)
    trigger = add_trigger(cast, name="t" * 200)
    maya = cast.as_("maya")
    cue = str(picks(maya.get(f"/if-thens/new?trigger={trigger}").text, "cue_pick")[0]["value"])
    sent = plan_form(cue="", act="", cue_pick=cue, act_pick=f"skill:own:{skill.id}")
    assert maya.post("/if-thens", data=sent).status_code == 303
    assert plans(cast)[0].act.startswith("I use “sss")


def test_own_words_win_over_a_pick(cast: Cast) -> None:
    cast.as_("maya").post("/if-thens", data=plan_form(cue="it is Friday", cue_pick="it is payday"))
    assert plans(cast)[0].cue == "it is Friday"


def test_words_that_look_like_a_skill_stay_words(cast: Cast) -> None:
    cast.as_("maya").post("/if-thens", data=plan_form(act="skill:nothing"))
    assert (plans(cast)[0].act, plans(cast)[0].skill_key) == ("skill:nothing", None)


def test_the_same_form_twice_stores_once_and_succeeds_twice(cast: Cast) -> None:
    maya, sent = cast.as_("maya"), plan_form()
    assert [maya.post("/if-thens", data=sent).status_code for _ in range(2)] == [303, 303]
    assert len(plans(cast)) == 1


@pytest.mark.parametrize("other", [{"act": "call Ruth"}, {"operation": uuid7()}])
def test_the_same_id_with_something_else_is_a_conflict(cast: Cast, other: dict[str, Any]) -> None:
    maya, sent = cast.as_("maya"), plan_form()
    maya.post("/if-thens", data=sent)
    assert maya.post("/if-thens", data=sent | other).status_code == 409
    assert [plan.act for plan in plans(cast)] == ["call Ana"]


def test_somebody_elses_id_is_a_conflict(cast: Cast) -> None:
    sent = plan_form(id=add_plan(cast, owner="jordan"))
    assert cast.as_("maya").post("/if-thens", data=sent).status_code == 409
    assert len(plans(cast)) == 1


def test_the_fourth_is_kept_and_the_page_says_so(cast: Cast) -> None:
    for n in range(3):
        add_plan(cast, act=f"plan {n}")
    add_plan(cast, act="resting", active=False)
    answer = cast.as_("maya").post("/if-thens", data=plan_form(), follow_redirects=True)
    assert "Saved and kept for later" in answer.text
    assert "Use this one instead of" in answer.text
    choices = [str(box["value"]) for box in picks(answer.text, "instead_of")]
    assert choices == [str(plan.id) for plan in plans(cast)[:3]]
    assert [plan.active for plan in plans(cast)] == [True, True, True, False, False]


def test_somebody_elses_plans_do_not_count(cast: Cast) -> None:
    for _turn in range(3):
        add_plan(cast, owner="jordan")
    cast.as_("maya").post("/if-thens", data=plan_form())
    assert plans(cast)[-1].active


@pytest.mark.parametrize(
    ("wrong", "message", "field"),
    [
        ({"cue": " "}, "Pick a moment, or write your own.", "cue"),
        ({"act": ""}, "Pick what you will do, or write it.", "act"),
        ({"act": "", "act_pick": "skill:nothing"}, "Please choose one from the list.", "act"),
        ({"act": "z" * 201}, "This is too long. 200 characters fit.", "act"),
        ({"backup": "two\nlines"}, "This cannot be saved as it is. Please change it.", "backup"),
        ({"trigger": uuid7()}, "Please choose one from the list.", "trigger"),
        ({"trigger": "here"}, "Please choose one from the list.", "trigger"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_kept(cast: Cast, wrong: dict[str, Any], message: str, field: str) -> None:
    typed = {"cue": "it is my birthday", "act": "bake a cake", "backup_pick": "I call or text 988"} | wrong
    answer = cast.as_("maya").post("/if-thens", data=plan_form(**typed))
    assert answer.status_code == 422
    assert f'href="#{field}">{message}' in answer.text
    assert all(str(text).strip() in answer.text for name, text in typed.items() if name in {"cue", "act", "backup"})
    assert picked(answer.text, "backup_pick") == ["I call or text 988"]
    assert plans(cast) == []


def test_a_trigger_of_somebody_else(cast: Cast) -> None:
    trigger = add_trigger(cast, owner="jordan", name="of somebody else")
    maya = cast.as_("maya")
    assert maya.get(f"/if-thens/new?trigger={trigger}").status_code == 404
    answer = maya.post("/if-thens", data=plan_form(trigger=trigger))
    assert answer.status_code == 422
    assert "of somebody else" not in answer.text


def test_it_says_who_reads_it(cast: Cast) -> None:
    cast.consents("maya", "triggers")
    assert "Dana can read this weekdays 9 to 5" in cast.as_("maya").get("/if-thens/new").text


def test_others_are_refused(cast: Cast) -> None:
    assert cast.as_("nobody").post("/if-thens", data=plan_form()).status_code == 401
    assert cast.as_("dana").post("/if-thens", data=plan_form()).status_code == 403
    assert cast.as_("dana").get("/if-thens/new").status_code == 403
    assert plans(cast) == []


def test_the_number_of_queries_is_the_same_for_many(cast: Cast, queries: CountVisit) -> None:
    trigger = add_trigger(cast)
    met_three_times(cast, trigger, BREATHING)
    few = queries(f"/if-thens/new?trigger={trigger}")
    met_three_times(cast, trigger, SURFING)
    for n in range(5):
        add_trigger(cast, name=f"Trigger {n}")
        with cast.app.app_context(), db.writing() as session:
            session.add(Person(owner_id=cast["maya"], name=f"Person {n}"))
    assert queries(f"/if-thens/new?trigger={trigger}") == few
