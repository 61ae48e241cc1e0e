"""A phone forgets an operation when it is told that we have it, and not before."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import select
from werkzeug.test import TestResponse

from tests.cast import Cast
from tests.outbox.phone import operation, path_of, send, tag, urge
from webapp.extensions import db
from webapp.models import Urge, uuid7
from webapp.scope import everyone


def urges(cast: Cast) -> list[Any]:
    with cast.app.app_context():
        statement = everyone(select(Urge.id, Urge.strength, Urge.deleted_at), reason="a test looks at what was stored")
        return list(db.rows(statement.order_by(Urge.id)))


def refusal(answer: TestResponse) -> tuple[int, str, bool]:
    """Status, reason, and whether it was acknowledged all the same."""
    return answer.status_code, answer.headers["FH-Reason"], "FH-Ack" in answer.headers


def test_an_operation_is_acknowledged_by_its_id(cast: Cast) -> None:
    form = urge()
    answer = send(cast, "maya", "/urges", form)
    assert (answer.status_code, answer.headers["FH-Ack"]) == (204, form["operation"])
    assert answer.headers["HX-Redirect"] == path_of(form["id"])
    assert answer.headers["FH-User"] == tag(cast, "maya")


def test_again_it_is_acknowledged_again_and_nothing_changes(cast: Cast) -> None:
    form = urge()
    answers = [send(cast, "maya", "/urges", form) for _time in range(3)]
    assert [answer.headers["FH-Ack"] for answer in answers] == [form["operation"]] * 3
    assert len(urges(cast)) == 1


def test_a_plain_form_is_acknowledged_too(cast: Cast) -> None:
    """A phone whose script died sends plain forms; one header more hurts nobody."""
    form = urge()
    answer = cast.as_("maya").post("/urges", data=form)
    assert (answer.status_code, answer.headers["FH-Ack"]) == (303, form["operation"])


@pytest.mark.parametrize("strength", ["", "11"])
def test_what_is_refused_is_not_acknowledged(cast: Cast, strength: str) -> None:
    answer = send(cast, "maya", "/urges", urge() | {"strength": strength})
    assert (answer.status_code, "FH-Ack" in answer.headers) == (422, False)
    assert "error-text" in answer.text or "banner-error" in answer.text, "the messages come with it"
    assert urges(cast) == []


def test_signed_out_stays_signed_out(cast: Cast) -> None:
    form = urge()
    answer = cast.as_("nobody").post("/urges", data=form, headers={"FH-Outbox-User": tag(cast, "maya")})
    assert (answer.status_code, "FH-Ack" in answer.headers, "FH-Reason" in answer.headers) == (401, False, False)


def test_the_same_id_with_other_content(cast: Cast) -> None:
    form = urge(4)
    send(cast, "maya", "/urges", form)
    answer = send(cast, "maya", "/urges", form | {"strength": 8})
    assert refusal(answer) == (409, "other-content", False)
    assert [row.strength for row in urges(cast)] == [4]


def test_the_same_entry_with_another_strength_is_offered_as_a_change(cast: Cast) -> None:
    form = urge(4)
    send(cast, "maya", "/urges", form)
    answer = send(cast, "maya", "/urges", form | {"operation": operation(), "strength": 8})
    assert refusal(answer) == (409, "other-content", False)
    assert "Change it to 8?" in answer.text


def test_the_same_entry_with_the_same_strength_is_there_already(cast: Cast) -> None:
    form = urge(4)
    send(cast, "maya", "/urges", form)
    again = form | {"operation": operation()}
    assert send(cast, "maya", "/urges", again).headers["FH-Ack"] == again["operation"]
    assert len(urges(cast)) == 1


def test_the_id_of_somebody_else(cast: Cast) -> None:
    form = urge(4)
    send(cast, "maya", "/urges", form)
    answer = send(cast, "jordan", "/urges", form)
    assert refusal(answer) == (409, "other-content", False)


def test_a_stale_step(cast: Cast) -> None:
    form = urge()
    send(cast, "maya", "/urges", form)
    first = {"operation": operation(), "version": 1, "note": "from the first phone"}
    second = {"operation": operation(), "version": 1, "note": "from the second phone"}
    assert send(cast, "maya", path_of(form["id"], "answers"), first).headers["FH-Ack"] == first["operation"]
    answer = send(cast, "maya", path_of(form["id"], "answers"), second)
    assert refusal(answer) == (409, "stale", False)
    assert "from the first phone" in answer.text and "from the second phone" in answer.text


@pytest.mark.parametrize(
    ("step", "fields"),
    [
        ("answers", {"version": 1, "note": "words"}),
        ("rating", {"strength_now": 3}),
        ("safety", {"safe": "yes"}),
    ],
)
def test_a_step_on_a_deleted_entry(cast: Cast, step: str, fields: dict[str, Any]) -> None:
    form = urge(9)
    send(cast, "maya", "/urges", form)
    send(cast, "maya", path_of(form["id"], "deletion"), {"operation": operation()})
    asked = fields | {"operation": operation()}
    answer = send(cast, "maya", path_of(form["id"], step), asked)
    assert refusal(answer) == (409, "gone", False)
    plain = cast.as_("maya").post(path_of(form["id"], step), data=asked)
    assert (plain.status_code, "FH-Reason" in plain.headers) == (404, False), "a plain form is answered as ever"


def test_an_entry_that_was_deleted_meanwhile_is_not_made_again(cast: Cast) -> None:
    form = urge(4)
    send(cast, "maya", "/urges", form)
    send(cast, "maya", path_of(form["id"], "deletion"), {"operation": operation()})
    repeat = send(cast, "maya", "/urges", form)
    assert repeat.headers["FH-Ack"] == form["operation"], "it was there; that it went later is another matter"
    other = send(cast, "maya", "/urges", form | {"operation": operation(), "strength": 8})
    assert refusal(other) == (409, "gone", False)
    (row,) = urges(cast)
    assert row.deleted_at is not None


@pytest.mark.parametrize("times", [1, 2])
def test_a_deletion_may_come_any_number_of_times(cast: Cast, times: int) -> None:
    form, asked = urge(), {"operation": operation()}
    send(cast, "maya", "/urges", form)
    for _time in range(times):
        answer = send(cast, "maya", path_of(form["id"], "deletion"), asked)
        assert (answer.status_code, answer.headers["FH-Ack"]) == (204, asked["operation"])
    (row,) = urges(cast)
    assert row.deleted_at is not None


@pytest.mark.parametrize("sent", ["", "no id", "1" * 36, "x\r\nFH-Ack: y"])
def test_only_an_id_is_acknowledged(cast: Cast, sent: str) -> None:
    form = urge()
    send(cast, "maya", "/urges", form)
    answer = send(cast, "maya", path_of(form["id"], "deletion"), {"operation": sent})
    assert (answer.status_code, "FH-Ack" in answer.headers) == (204, False)


def forms(cast: Cast) -> dict[str, Callable[[], dict[str, Any]]]:
    sign = str(uuid7())
    return {
        "/urges": urge,
        "/lapses": lambda: {"id": sign, "operation": operation(), "kind": "use"},
        "/check-ins": lambda: {"id": str(uuid7()), "operation": operation(), "mood": 4, "note": "words"},
        "/skills/box-breath/practices": lambda: {"id": str(uuid7()), "operation": operation(), "before": 5, "after": 3},
        "/warning-signs/check": lambda: {"id": str(uuid7()), "operation": operation(), "note": "words"},
        "/triggers": lambda: {"id": str(uuid7()), "operation": operation(), "name": "Payday", "category": "external"},
        "/plan/reasons": lambda: {"operation": operation(), "base": 0, "lines": ["My children"]},
        "/learn/1/answers": lambda: {"operation": operation(), "version": 0},
        "/people": lambda: {"id": str(uuid7()), "operation": operation(), "name": "Sam"},
        "/skills": lambda: {"id": str(uuid7()), "operation": operation(), "name": "Walk the dog"},
    }


@pytest.mark.parametrize("path", list(forms(None)))  # type: ignore[arg-type]  # only its paths are read
def test_each_form_that_works_offline_is_acknowledged_twice(cast: Cast, path: str) -> None:
    form = forms(cast)[path]()
    for _time in range(2):
        answer = send(cast, "maya", path, form)
        assert answer.status_code in {200, 204}, answer.text
        assert answer.headers["FH-Ack"] == form["operation"]
