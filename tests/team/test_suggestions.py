"""A line suggested for the plan: it changes nothing until the person takes it, and the team sees what came of it."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.team.conftest import Room
from webapp.models import Audit, PlanSuggestion, PlanVersion, uuid7

Keep = Callable[..., None]


def suggest(room: Room, text: str = "zq-new", section: str = "reasons", **data: Any) -> Any:
    return room.post("dana", f"/plan/{section}/suggestions", **{"id": str(uuid7()), "text": text, **data})


def answer(room: Room, how: str, name: str = "maya", **data: Any) -> Any:
    (row,) = room.rows(PlanSuggestion)
    return room.cast.as_(name).post(f"/plan-suggestions/{row.id}/{how}", data={"operation": str(uuid7()), **data})


def texts(room: Room) -> list[list[str]]:
    return [[item["text"] for item in row.items] for row in room.rows(PlanVersion)]


@pytest.fixture
def plan(room: Room, keep: Keep) -> Room:
    owner = room.cast["maya"]
    items = [{"text": "Mia"}, {"text": "Saturdays"}]
    keep(PlanVersion(owner_id=owner, section="reasons", number=1, items=items, author_id=owner))
    return room


def test_it_is_offered_in_the_section_and_changes_nothing(plan: Room) -> None:
    assert suggest(plan, why="zq-why").status_code == 303
    shown = plan.own("/plan")
    assert "Dana suggests" in shown and "zq-new" in shown and "zq-why" in shown
    assert texts(plan) == [["Mia", "Saturdays"]]


def test_taken_it_is_a_version_by_the_person(plan: Room) -> None:
    suggest(plan)
    assert answer(plan, "acceptance").location == "/plan#saved-reasons"
    assert texts(plan) == [["Mia", "Saturdays"], ["Mia", "Saturdays", "zq-new"]]
    assert plan.rows(PlanVersion)[-1].author_id == plan.cast["maya"]
    assert "Dana suggests" not in plan.own("/plan")
    assert "Added to the plan" in plan.cast.as_("dana").get(f"{plan.record}/plan/reasons").text


def test_a_refused_one_shows_the_plan_and_is_a_look(plan: Room) -> None:
    assert "Saturdays" in suggest(plan, text="").text
    (look,) = [row for row in plan.rows(Audit) if row.action == "viewed"]
    assert (look.actor_id, look.owner_id, look.detail) == (plan.cast["dana"], plan.cast["maya"], "plan")


def test_instead_of_a_line_it_takes_its_place(plan: Room) -> None:
    suggest(plan, instead_of="Mia")
    answer(plan, "acceptance")
    assert texts(plan)[-1] == ["zq-new", "Saturdays"]


def test_instead_of_a_line_that_is_gone_it_comes_last(plan: Room) -> None:
    suggest(plan, instead_of="Long gone")
    answer(plan, "acceptance")
    assert texts(plan)[-1] == ["Mia", "Saturdays", "zq-new"]


def test_declined_nothing_changes_and_the_team_sees_it(plan: Room) -> None:
    suggest(plan)
    assert answer(plan, "decline").status_code == 303
    assert texts(plan) == [["Mia", "Saturdays"]]
    assert "Not for them" in plan.cast.as_("dana").get(f"{plan.record}/plan/reasons").text
    late = answer(plan, "acceptance")
    assert late.status_code == 409 and "You said already" in late.text
    assert texts(plan) == [["Mia", "Saturdays"]]


def test_the_same_answer_twice_is_one(plan: Room) -> None:
    suggest(plan)
    operation = str(uuid7())
    assert [answer(plan, "acceptance", operation=operation).status_code for _again in range(2)] == [303, 303]
    assert answer(plan, "acceptance").status_code == 303
    assert len(texts(plan)) == 2
    assert answer(plan, "decline", operation=operation).status_code == 409


def test_it_can_begin_a_section_that_was_never_written(plan: Room) -> None:
    suggest(plan, section="skills")
    answer(plan, "acceptance")
    assert texts(plan)[-1] == ["zq-new"]


def test_one_that_was_taken_back_cannot_be_taken_over(plan: Room) -> None:
    suggest(plan)
    (row,) = plan.rows(PlanSuggestion)
    assert plan.post("dana", f"/suggestions/{row.id}/withdrawal").status_code == 303
    assert "zq-new" not in plan.own("/plan")
    late = answer(plan, "acceptance")
    assert late.status_code == 409 and "taken back" in late.text
    assert len(texts(plan)) == 1


def test_a_full_section_says_so(plan: Room, keep: Keep) -> None:
    owner, items = plan.cast["maya"], [{"text": f"line {n}"} for n in range(80)]
    keep(PlanVersion(owner_id=owner, section="goals", number=1, items=items, author_id=owner))
    suggest(plan, section="goals")
    late = answer(plan, "acceptance")
    assert late.status_code == 409 and "no room" in late.text
    assert plan.rows(PlanSuggestion)[0].answered_at is None


@pytest.mark.parametrize(("name", "code"), [("nobody", 401), ("jordan", 404), ("dana", 403)])
def test_nobody_else_answers_it(plan: Room, name: str, code: int) -> None:
    suggest(plan)
    assert answer(plan, "acceptance", name).status_code == code
    assert len(texts(plan)) == 1


def test_without_the_plan_nothing_is_suggested_or_seen(plan: Room, cast: Cast) -> None:
    suggest(plan)
    (row,) = plan.rows(PlanSuggestion)
    cast.consents("maya", "plan", granted=False)
    late = suggest(plan, "zq-typed", why="zq-because")
    assert late.status_code == 404 and "zq-typed" in late.text and "zq-because" in late.text
    assert cast.as_("dana").get(f"{plan.record}/plan/reasons").status_code == 404
    assert plan.post("dana", f"/suggestions/{row.id}/withdrawal").status_code == 404
    assert "zq-new" in plan.own("/plan"), "the person keeps it"


@pytest.mark.parametrize("text", ["", "x" * 201, "two\nlines"])
def test_it_is_one_line(plan: Room, text: str) -> None:
    assert suggest(plan, text).status_code == 422
    assert plan.rows(PlanSuggestion) == []


def test_the_same_form_twice_is_one_suggestion(plan: Room) -> None:
    same = {"id": str(uuid7()), "operation": str(uuid7())}
    assert [suggest(plan, **same).status_code for _again in range(2)] == [303, 303]
    assert len(plan.rows(PlanSuggestion)) == 1


@pytest.mark.parametrize(("path", "section"), [("/safety-plan", "safety-worth"), ("/aftercare-plan", "after-goals")])
def test_in_the_other_plans(plan: Room, cast: Cast, path: str, section: str) -> None:
    cast.consents("maya", "aftercare")
    suggest(plan, section=section)
    assert "zq-new" in plan.own(path)
    assert answer(plan, "acceptance").location == f"{path}#saved-{section}"
