"""An own trigger is renamed and moved; a name that changed meanwhile is not overwritten."""

from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.triggers.rows import add_trigger, triggers

AS_SHOWN = {"version": "external:5 to 7 pm", "name": "5 to 7 pm", "category": "external"}


def test_the_page_holds_what_is_stored(cast: Cast) -> None:
    html = cast.as_("maya").get(f"/triggers/{add_trigger(cast)}/edit").text
    soup = BeautifulSoup(html, "html.parser")
    held = {box["name"]: box["value"] for box in soup.select("main input:not([type=radio])")}
    held["category"] = soup.select_one("input[type=radio][checked]")["value"]
    assert held == AS_SHOWN


def test_it_is_renamed_and_moved(cast: Cast) -> None:
    trigger = add_trigger(cast)
    sent = AS_SHOWN | {"name": "The way home", "category": "situation"}
    answer = cast.as_("maya").post(f"/triggers/{trigger}", data=sent)
    assert (answer.status_code, answer.location) == (303, f"/triggers/{trigger}")
    assert [(row.name, row.category) for row in triggers(cast)] == [("The way home", "situation")]


def test_the_same_form_twice_succeeds_twice(cast: Cast) -> None:
    path, sent = f"/triggers/{add_trigger(cast)}", AS_SHOWN | {"name": "The way home"}
    maya = cast.as_("maya")
    assert [maya.post(path, data=sent).status_code for _ in range(2)] == [303, 303]


def test_a_change_made_meanwhile_is_merged(cast: Cast) -> None:
    path = f"/triggers/{add_trigger(cast)}"
    maya = cast.as_("maya")
    maya.post(path, data=AS_SHOWN | {"name": "On the phone"})
    stale = maya.post(path, data=AS_SHOWN | {"name": "On the laptop"})
    assert stale.status_code == 409
    assert "On the phone" in stale.text and "On the laptop" in stale.text
    assert triggers(cast)[0].name == "On the phone"
    form = BeautifulSoup(stale.text, "html.parser").select_one("main form")
    mine = {box["name"]: box["value"] for box in form.select("input")}
    assert maya.post(form["action"], data=mine).status_code == 303
    assert triggers(cast)[0].name == "On the laptop"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": " "}, "Please answer this."),
        ({"name": "y" * 201}, "This is too long. 200 characters fit."),
        ({"name": "two\nlines"}, "This cannot be saved as it is. Please change it."),
        ({"name": "payday"}, "You have a trigger with this name already."),
        ({"category": "nearby"}, "Please choose one from the list."),
        ({"category": ""}, "Please answer this."),
    ],
)
def test_what_is_wrong_is_said(cast: Cast, wrong: dict[str, Any], message: str) -> None:
    trigger = add_trigger(cast)
    add_trigger(cast, slug="payday", name="")
    answer = cast.as_("maya").post(f"/triggers/{trigger}", data=AS_SHOWN | wrong)
    assert answer.status_code == 422
    assert message in answer.text
    assert triggers(cast)[0].name == "5 to 7 pm"


def test_a_stranger_changes_nothing(cast: Cast) -> None:
    path = f"/triggers/{add_trigger(cast)}"
    assert cast.as_("jordan").post(path, data=AS_SHOWN | {"name": "theirs"}).status_code == 404
    assert triggers(cast)[0].name == "5 to 7 pm"
