"""What staff typed when their session ran out: it is kept through signing in, and sent then."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from sqlmodel import select
from werkzeug.test import TestResponse

from tests.accounts.conftest import give_app
from tests.cast import PASSWORD, Cast
from tests.support.client import PageClient
from tests.support.markup import the
from tests.support.second_step import code
from webapp.extensions import db
from webapp.models import TherapyGroup

GROUP = {"name": 'Morning <group> "of" ‘Ana’', "when": "Mondays,  9 am\n"}
NAMES = "Line one\r\n\r\n  line <b>two</b> & 🌱 "


def fields(answer: TestResponse) -> dict[str, str]:
    form = BeautifulSoup(answer.text, "html.parser").select_one("main form")
    assert form is not None
    return {str(box["name"]): str(box.get("value", "")) for box in form.select("input[name]")}


def idle(cast: Cast, name: str = "alex") -> tuple[PageClient, time_machine.travel]:
    """`name`, whose session ended while they typed."""
    give_app(cast, name)
    return cast.as_(name), time_machine.travel(datetime.now(UTC) + timedelta(minutes=16))


def groups(cast: Cast) -> list[str]:
    with cast.app.app_context():
        return [row.name for row in db.session.execute(select(TherapyGroup)).scalars()]


def signs_in(client: PageClient, asked: TestResponse, name: str = "alex") -> TestResponse:
    """With password and code, as the forms lead."""
    step = client.post("/sign-in", data=fields(asked) | {"username": name, "password": PASSWORD})
    return client.post("/second-step", data=fields(step) | {"code": code()})


def test_a_page_comes_back_with_what_stood_after_the_question_mark(cast: Cast) -> None:
    client, later = idle(cast, "dana")
    with later:
        asked = client.get("/account?from=here")
        assert asked.status_code == 401
        step = client.post("/sign-in", data=fields(asked) | {"username": "dana", "password": PASSWORD})
        answer = client.get(step.location)
        assert client.post("/second-step", data=fields(answer) | {"code": code()}).location == "/account?from=here"


def test_a_form_is_sent_after_password_and_code(cast: Cast) -> None:
    client, later = idle(cast)
    with later:
        asked = client.post("/admin/groups", data=GROUP)
        assert asked.status_code == 401
        assert "What you typed is kept." in asked.text
        # a wrong password and a wrong code lose nothing
        asked = client.post("/sign-in", data=fields(asked) | {"username": "alex", "password": "not it"})
        step = client.post("/sign-in", data=fields(asked) | {"username": "alex", "password": PASSWORD})
        assert step.status_code == 200
        step = client.post("/second-step", data=fields(step) | {"code": "000000"})
        assert step.status_code == 422
        kept = client.post("/second-step", data=fields(step) | {"code": code()})
        assert "You are signed in again" in kept.text
        assert groups(cast) == [], "nothing is sent before the person says so"
        page = BeautifulSoup(kept.text, "html.parser")
        assert the(page, "main form")["action"] == "/admin/groups"
        assert client.post("/admin/groups", data=fields(kept)).status_code == 303
    assert groups(cast) == [GROUP["name"]]


def test_every_character_comes_through(cast: Cast) -> None:
    client, later = idle(cast)
    with later:
        asked = client.post("/admin/groups", data={"name": NAMES, "when": ["a", "b"]})
        kept = signs_in(client, asked)
    boxes = BeautifulSoup(kept.text, "html.parser").select("main form input")
    assert [(box["name"], box["value"]) for box in boxes] == [("name", NAMES), ("when", "a"), ("when", "b")]


def test_somebody_else_does_not_get_it(cast: Cast) -> None:
    """On a machine that staff share: neither the words nor the form."""
    client, later = idle(cast)
    give_app(cast, "dana")
    with later:
        asked = client.post("/admin/groups", data=GROUP)
        answer = signs_in(client, asked, "dana")
    assert (answer.status_code, answer.location) == (303, "/counselor")
    assert "Morning" not in answer.text


def test_a_password_does_not_wait_in_a_page(cast: Cast) -> None:
    client, later = idle(cast)
    with later:
        asked = client.post("/account/password", data={"current": PASSWORD, "password": "lantern-orbit-mustard-58"})
        assert asked.status_code == 401
        assert "unsent" not in fields(asked) and "lantern" not in asked.text


def test_halfway_too(cast: Cast) -> None:
    """The step of another tab is still to come when the form is sent."""
    client, later = idle(cast)
    with later:
        client.post("/sign-in", data={"username": "alex", "password": PASSWORD})
        asked = client.post("/admin/groups", data=GROUP)
        assert asked.status_code == 401
        kept = client.post("/second-step", data=fields(asked) | {"code": code()})
    assert "Morning" in kept.text


def test_a_second_step_made_too_late_loses_nothing(cast: Cast) -> None:
    client, later = idle(cast)
    with later:
        asked = client.post("/admin/groups", data=GROUP)
        step = client.post("/sign-in", data=fields(asked) | {"username": "alex", "password": PASSWORD})
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=40)):
        asked = client.post("/second-step", data=fields(step) | {"code": code()})
        assert asked.status_code == 401
        assert "Morning" in signs_in(client, asked).text


def test_a_second_step_made_in_another_tab_loses_nothing(cast: Cast) -> None:
    client, later = idle(cast)
    with later:
        asked = client.post("/admin/groups", data=GROUP)
        step = client.post("/sign-in", data=fields(asked) | {"username": "alex", "password": PASSWORD})
        client.post("/second-step", data={"code": code()})
        assert "Morning" in client.post("/second-step", data=fields(step) | {"code": code()}).text


def test_a_participant_without_a_script_too(cast: Cast) -> None:
    client = cast.as_("maya")
    with time_machine.travel(datetime.now(UTC) + timedelta(days=31)):
        asked = client.post("/people", data={"name": "Ana from group"})
        kept = client.post("/sign-in", data=fields(asked) | {"username": "maya", "password": PASSWORD})
    assert "Ana from group" in kept.text


def test_whoever_never_was_in_has_nothing_kept(cast: Cast) -> None:
    asked = cast.as_("nobody").post("/admin/groups", data=GROUP)
    assert "unsent" not in fields(asked)
    assert "What you typed was not sent." in asked.text


@pytest.mark.parametrize("name", ["maya", "noor"])
def test_who_may_not_send_it_has_nothing_kept(cast: Cast, name: str) -> None:
    """A role that has no such form, and an account that is turned off."""
    client = cast.as_(name)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=31)):
        assert "unsent" not in fields(client.post("/admin/groups" if name == "maya" else "/people", data=GROUP))


def held(**changes: Any) -> str:
    return json.dumps({"path": "/admin/groups", "account": "x", "fields": [["name", "A group"]]} | changes)


@pytest.mark.parametrize(
    "hidden",
    ["", "x", "[]", "{}", "[" * 5000, held(), held(fields="x"), held(fields=[["a"]]), held(account=None), '"\\ud800"'],
    ids=lambda text: text[:40],
)
def test_what_is_no_form_of_theirs_is_left_out(cast: Cast, hidden: str) -> None:
    answer = cast.as_("nobody").post("/sign-in", data={"username": "maya", "password": PASSWORD, "unsent": hidden})
    assert (answer.status_code, answer.location) == (303, "/")


@pytest.mark.parametrize("path", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "x", ""])
def test_it_never_leads_outside(cast: Cast, path: str) -> None:
    account = the(BeautifulSoup(cast.as_("maya").get("/").text, "html.parser"), "html")["data-account"]
    data = {"username": "maya", "password": PASSWORD, "unsent": held(path=path, account=account)}
    assert cast.as_("nobody").post("/sign-in", data=data).status_code == 303
    fine = data | {"unsent": held(path="/people", account=account)}
    assert "A group" in cast.as_("nobody").post("/sign-in", data=fine).text, "the control"


def test_htmx_gets_panels_and_the_page_stays(cast: Cast) -> None:
    client, later = idle(cast)
    with later:
        asked = client.htmx("/admin/groups", GROUP)
        assert asked.status_code == 401 and "data-sign-in-again" in asked.text
        step = client.htmx("/sign-in", {"username": "alex", "password": PASSWORD})
        assert step.status_code == 200 and 'action="/second-step"' in step.text
        # and when the step is still to come, its panel
        again = client.htmx("/admin/groups", GROUP)
        assert again.status_code == 401 and 'action="/second-step"' in again.text
        assert client.htmx("/second-step", {"code": code()}).status_code == 303
        assert client.htmx("/admin/groups", GROUP).status_code == 204
    assert groups(cast) == [GROUP["name"]]


def test_htmx_without_an_app_is_sent_to_set_it_up(cast: Cast) -> None:
    client = cast.as_("nobody")
    answer = client.htmx("/sign-in", {"username": "alex", "password": PASSWORD})
    assert 'href="/account/second-step"' in answer.text
