"""The set-up page makes the program, its crisis lines and its first admin, once."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from tests.setup.conftest import PRIMARY, data_of
from tests.support.client import PageClient
from tests.support.second_step import code, key_in
from webapp.admin.services import create_admin
from webapp.content.clinical import CRISIS_LINES
from webapp.extensions import db
from webapp.forms import parse
from webapp.models import Account, Audit, CrisisLine, Program, now
from webapp.setup.forms import SetUp
from webapp.setup.services import FILE, set_up

Stored = Callable[[type[Any]], list[Any]]


def test_everything_is_there(fresh: Flask, visitor: PageClient, sent: dict[str, Any], stored: Stored) -> None:
    answer = visitor.post("/setup", data=sent)
    assert answer.location == "/setup/done"
    assert "Foothold is ready" in visitor.get("/setup/done").text
    program, admin = stored(Program)[0], stored(Account)[0]
    kept = ("time_zone", "phone", "phone_hours", "phone_hours_es", "reading_days", "reading_by")
    assert program.name == "Riverside IOP"
    assert program.model_dump(include=set(kept)) == {name: sent[name] for name in kept} | {
        "reading_days": [1, 2, 3, 4, 5]
    }
    assert program.harm_reduction
    assert (now() - program.set_up_at).total_seconds() < 60
    assert len(bytes.fromhex(program.code_salt)) == 16
    assert (admin.username, admin.name, admin.role, admin.language) == ("ana", "Ana Ruiz", "admin", "en")
    assert not (data_of(fresh) / FILE).exists()


def test_the_lines_ticked_are_confirmed_by_the_admin(visitor: PageClient, sent: dict[str, Any], stored: Stored) -> None:
    visitor.post("/setup", data=sent)
    admin, lines = stored(Account)[0], stored(CrisisLine)
    assert {line.slug for line in lines} == set(CRISIS_LINES)
    assert {line.slug for line in lines if line.confirmed_at} == {*PRIMARY, "safespot"}
    assert {line.confirmed_by for line in lines if line.confirmed_at} == {admin.id}
    page = visitor.get("/help").text
    assert "SafeSpot" in page
    assert "Poison Help" not in page


def test_a_line_that_nobody_checked_is_shown_when_ticked(visitor: PageClient, sent: dict[str, Any]) -> None:
    visitor.post("/setup", data=sent | {"lines": [*PRIMARY, "poison-help"]})
    assert "Poison Help" in visitor.get("/help").text


def test_the_admin_signs_in_and_invites(visitor: PageClient, sent: dict[str, Any], stored: Stored) -> None:
    visitor.post("/setup", data=sent)
    signed_in = visitor.post("/sign-in", data={"username": "ANA", "password": sent["password"]})
    assert signed_in.status_code == 303
    key = key_in(visitor.get("/account/second-step").text)
    assert visitor.post("/account/second-step", data={"code": code(key=key), "next": "/admin"}).status_code == 200
    assert visitor.get("/admin").status_code == 200
    trail = [(row.action, row.subject) for row in stored(Audit)]
    assert {("created", "account"), ("set up", "program")} < set(trail)
    assert trail.count(("confirmed", "crisis line")) == len(sent["lines"])


def test_the_language_of_the_page_is_the_admins(visitor: PageClient, sent: dict[str, Any], stored: Stored) -> None:
    visitor.post("/setup", data=sent, headers={"Accept-Language": "es"})
    assert stored(Account)[0].language == "es"


def test_the_same_form_twice_makes_one_program(visitor: PageClient, sent: dict[str, Any], stored: Stored) -> None:
    assert visitor.post("/setup", data=sent).location == "/setup/done"
    assert visitor.post("/setup", data=sent | {"username": "eve"}).location == "/sign-in"
    assert [account.username for account in stored(Account)] == ["ana"]
    assert len(stored(Program)) == 1


def test_somebody_else_was_faster(fresh: Flask, visitor: PageClient, sent: dict[str, Any], stored: Stored) -> None:
    """Both forms passed the first look before either was kept."""
    with fresh.app_context():
        first = parse(SetUp, MultiDict(sent)).value
        second = parse(SetUp, MultiDict(sent | {"username": "eve"})).value
        set_up(first, "en")
        set_up(second, "en")
    assert [account.username for account in stored(Account)] == ["ana"]


def test_a_name_that_is_there_already_is_refused_at_its_field(
    fresh: Flask, visitor: PageClient, sent: dict[str, Any], stored: Stored
) -> None:
    """`foothold create-admin` works before there is a program."""
    with fresh.app_context(), db.writing():
        create_admin("ana", "Ana", "lantern-orbit-mustard-59")
    answer = visitor.post("/setup", data=sent)
    assert answer.status_code == 422
    assert "Somebody has this name already" in answer.text
    assert stored(Program) == []
    assert visitor.post("/setup", data=sent | {"username": "ana2"}).location == "/setup/done"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"program": ""}, "Please answer this."),
        ({"time_zone": "Mars/Olympus"}, "Please choose one from the list."),
        ({"phone": "12"}, "A phone cannot call this number."),
        ({"reading_days": []}, "Please choose at least one day."),
        ({"reading_by": ""}, "Please answer this."),
        ({"lines": PRIMARY[1:]}, "Please check each of the first lines, then tick it."),
        ({"lines": []}, "Please check each of the first lines, then tick it."),
        ({"name": ""}, "Please answer this."),
        ({"username": "a b"}, "No spaces."),
        ({"password": "short"}, "Please use 12 or more."),
        ({"password": "Riverside IOP"}, "easy to guess"),
        ({"program": "x\x00"}, "cannot be saved"),
        ({"code": ""}, "Please answer this."),
    ],
)
def test_it_is_refused_at_its_field(
    visitor: PageClient, sent: dict[str, Any], stored: Stored, wrong: dict[str, Any], message: str
) -> None:
    answer = visitor.post("/setup", data=sent | wrong)
    assert answer.status_code == 422
    assert message in answer.text
    assert "weekdays 8 to 6" in answer.text
    assert str(sent["password"]) not in answer.text
    assert (stored(Program), stored(Account), stored(CrisisLine)) == ([], [], [])


def test_what_was_ticked_stays_ticked(visitor: PageClient, sent: dict[str, Any]) -> None:
    page = visitor.post("/setup", data=sent | {"program": ""}).text
    assert page.count('name="lines"') == len(CRISIS_LINES)
    ticked = page.count(" checked>")
    assert ticked == len(sent["lines"]) + len(sent["reading_days"]) + 1


def test_looking_at_the_page_writes_nothing(visitor: PageClient, stored: Stored) -> None:
    assert visitor.get("/setup").status_code == 200
    assert (stored(Program), stored(Account), stored(CrisisLine), stored(Audit)) == ([], [], [], [])
