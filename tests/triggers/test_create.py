"""Common triggers are taken into the list with a tap; own ones are named and say their kind."""

from typing import Any

import pytest

from tests.cast import Cast
from tests.triggers.rows import add_trigger, triggers
from webapp.models import uuid7


def form(**more: Any) -> dict[str, Any]:
    return {"id": uuid7(), "operation": uuid7()} | more


def test_it_offers_what_fits_the_focus_in_groups(cast: Cast) -> None:
    html = cast.as_("maya").get("/triggers/new").text
    for text in ("Alcohol at home", "Good mood", "Testing myself", "People", "Thoughts"):
        assert text in html
    assert "A casino or betting shop" not in html


def test_what_is_on_the_list_is_not_offered_again(cast: Cast) -> None:
    add_trigger(cast, slug="payday", name="")
    assert 'value="payday"' not in cast.as_("maya").get("/triggers/new").text


def test_common_ones_and_an_own_one(cast: Cast) -> None:
    sent = form(common=["payday", "stress"], name="5 to 7 pm 🌙", category="situation")
    answer = cast.as_("maya").post("/triggers", data=sent)
    assert (answer.status_code, answer.location) == (303, "/triggers")
    kept = {(row.slug, row.name, row.category) for row in triggers(cast)}
    assert kept == {("payday", "", "external"), ("stress", "", "internal"), (None, "5 to 7 pm 🌙", "situation")}
    assert sent["id"] in {row.id for row in triggers(cast)}


def test_the_same_form_twice_stores_once_and_succeeds_twice(cast: Cast) -> None:
    maya, sent = cast.as_("maya"), form(common=["payday"], name="5 to 7 pm", category="external")
    assert [maya.post("/triggers", data=sent).status_code for _ in range(2)] == [303, 303]
    assert len(triggers(cast)) == 2


def test_the_same_operation_with_another_name_is_a_conflict(cast: Cast) -> None:
    maya, sent = cast.as_("maya"), form(name="5 to 7 pm", category="external")
    maya.post("/triggers", data=sent)
    assert maya.post("/triggers", data=sent | {"name": "other"}).status_code == 409
    assert [row.name for row in triggers(cast)] == ["5 to 7 pm"]


def test_somebody_elses_id_is_a_conflict(cast: Cast) -> None:
    sent = form(id=add_trigger(cast, owner="jordan"), name="Mine", category="external")
    assert cast.as_("maya").post("/triggers", data=sent).status_code == 409
    assert [row.name for row in triggers(cast)] == ["5 to 7 pm"]


def test_a_hidden_one_comes_back_instead_of_a_second(cast: Cast) -> None:
    add_trigger(cast, hidden=True)
    add_trigger(cast, slug="payday", name="", hidden=True)
    maya = cast.as_("maya")
    assert 'value="payday"' in maya.get("/triggers/new").text
    maya.post("/triggers", data=form(common=["payday"], name="5 TO 7 PM", category="internal"))
    assert [(row.hidden, row.category) for row in triggers(cast)] == [(False, "external")] * 2


@pytest.mark.parametrize(
    ("wrong", "message", "field"),
    [
        ({}, "Pick at least one, or write your own.", "name"),
        ({"name": "  "}, "Pick at least one, or write your own.", "name"),
        ({"name": "5 to 7 pm"}, "Please say which kind it is.", "category"),
        ({"name": "5 to 7 pm", "category": "nearby"}, "Please choose one from the list.", "category"),
        ({"common": ["payday", "nonsense"], "name": "5 to 7 pm"}, "Please choose one from the list.", "common"),
        ({"name": "x" * 201, "category": "external"}, "This is too long. 200 characters fit.", "name"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_kept(cast: Cast, wrong: dict[str, Any], message: str, field: str) -> None:
    answer = cast.as_("maya").post("/triggers", data=form(**wrong))
    assert answer.status_code == 422
    assert f'href="#{field}">{message}' in answer.text
    assert f'id="{field}"' in answer.text
    assert wrong.get("name", "").strip() in answer.text
    assert triggers(cast) == []


def test_it_says_who_reads_it(cast: Cast) -> None:
    maya = cast.as_("maya")
    assert "Only you can see this." in maya.get("/triggers/new").text
    cast.consents("maya", "triggers")
    assert "Dana can read this weekdays 9 to 5, not right away." in maya.get("/triggers/new").text


def test_others_are_refused(cast: Cast) -> None:
    sent = form(common=["payday"])
    assert cast.as_("nobody").post("/triggers", data=sent).status_code == 401
    assert cast.as_("dana").post("/triggers", data=sent).status_code == 403
    assert cast.as_("dana").get("/triggers/new").status_code == 403
    assert triggers(cast) == []
