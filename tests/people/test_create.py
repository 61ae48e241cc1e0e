"""Adding a person. Only the name is needed; a number must be one that can be called."""

from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.people.rows import added, form, names, people
from webapp.models import uuid7


def test_it_saves_and_leads_to_the_person(cast: Cast) -> None:
    asked = form(
        "Marcus", relation="peer support", when="any time", say="Can you talk?", can_text="true", agreed="true"
    )
    answer = cast.as_("maya").post("/people", data=asked)
    assert answer.status_code == 303
    assert answer.location == f"/people#person-{asked['id']}"
    (person,) = people(cast)
    assert (person.name, person.relation, person.when, person.say) == (
        "Marcus",
        "peer support",
        "any time",
        "Can you talk?",
    )
    assert person.phone == "(202) 555-0142" and person.can_text and person.agreed


def test_new_people_come_last(cast: Cast) -> None:
    added(cast, "Ruth", "Ana", "Marcus")
    assert names(cast) == ["Ruth", "Ana", "Marcus"]


@pytest.mark.parametrize("phone", ["", "988", "202-555-0142", "+52 55 1234 5678", "(202) 555-0142 ext. 5"])
def test_numbers_that_can_be_called(cast: Cast, phone: str) -> None:
    cast.as_("maya").post("/people", data=form(phone=phone))
    assert [person.phone for person in people(cast)] == [phone]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("phone", "ask Ruth", "This number cannot be called. Check the digits, or leave it empty."),
        ("phone", "1", "This number cannot be called."),
        ("phone", "555-0142", "Please add the area code."),
        ("phone", "2" * 41, "This is too long. 40 characters fit."),
        ("name", "", "Please answer this."),
        ("name", "   ", "Please answer this."),
        ("name", "x" * 201, "This is too long. 200 characters fit."),
        ("name", "two\nlines", "This cannot be saved as it is. Please change it."),
        ("say", "a\x00b", "This has a character that cannot be saved."),
        ("relation", ["a", "b"], "This was sent twice."),
        ("can_text", "maybe", "Please choose one from the list."),
        ("id", "x", "Please choose one from the list."),
        ("operation", "", "Please answer this."),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(cast: Cast, field: str, value: Any, message: str) -> None:
    answer = cast.as_("maya").post("/people", data=form("Typed name", when="typed when") | {field: value})
    assert answer.status_code == 422
    assert message in answer.text
    assert 'value="typed when"' in answer.text
    assert field == "name" or 'value="Typed name"' in answer.text
    shown = BeautifulSoup(answer.text, "html.parser").find(id=f"{field}-error")
    assert field in {"id", "operation"} or (shown and message in shown.get_text())
    assert people(cast) == []


@pytest.mark.parametrize("name", ["👩🏽‍🚒 Zoë", "ماريا", "<b>Ruth</b>", "José Ñandú"])
def test_any_script_comes_back_unchanged(cast: Cast, name: str) -> None:
    added(cast, name)
    assert names(cast) == [name]
    assert name in BeautifulSoup(cast.as_("maya").get("/people").text, "html.parser").get_text()


def test_the_same_form_twice_is_one_person_and_succeeds_twice(cast: Cast) -> None:
    maya, asked = cast.as_("maya"), form()
    answers = [maya.post("/people", data=asked) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert names(cast) == ["Marcus"]


def test_the_same_ids_for_something_else_are_a_conflict(cast: Cast) -> None:
    maya, asked = cast.as_("maya"), form()
    maya.post("/people", data=asked)
    assert maya.post("/people", data=asked | {"name": "Ruth"}).status_code == 409
    assert maya.post("/people", data=asked | {"name": "Ruth", "operation": uuid7()}).status_code == 409
    assert cast.as_("jordan").post("/people", data=asked).status_code == 409
    assert cast.as_("jordan").post("/people", data=asked | {"operation": uuid7()}).status_code == 409
    assert names(cast) == ["Marcus"] and names(cast, "jordan") == []


def test_others_are_refused(cast: Cast) -> None:
    assert cast.as_("nobody").post("/people", data=form()).status_code == 401
    assert cast.as_("dana").post("/people", data=form()).status_code == 403
