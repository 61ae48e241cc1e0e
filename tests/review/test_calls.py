"""Calls that participants ask for: listed first, answered once, recorded."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from tests.cast import Cast
from tests.review.caseload import Keep, Write, assign, cases, page
from webapp.extensions import db
from webapp.models import Assignment, Audit, CallRequest, Urge
from webapp.scope import everyone


def ask(cast: Cast, keep: Keep, name: str = "maya", **values: Any) -> CallRequest:
    asked = CallRequest(owner_id=cast[name], **values)
    keep(asked)
    return asked


def calls(cast: Cast) -> list[str]:
    return [" ".join(tag.get_text(" ").split()) for tag in page(cast).select("#calls .call-asked")]


def answer(cast: Cast, asked: CallRequest, how: str, name: str = "dana") -> Any:
    return cast.as_(name).post(f"/counselor/call-requests/{asked.id}/handling", data={"how": how})


def held(cast: Cast, asked: CallRequest) -> Any:
    statement = everyone(
        select(CallRequest.handled_at, CallRequest.handled_by, CallRequest.handled_how),
        reason="the test looks at what was written",
    ).where(col(CallRequest.id) == asked.id)
    with cast.app.app_context():
        return db.first(statement)


def test_they_come_first_even_when_nothing_is_shared(cast: Cast, keep: Keep) -> None:
    ask(cast, keep)
    assert calls(cast)[0].startswith("Maya today")
    assert "Asked for a call" in cases(cast)["Now"][0]


def test_the_longest_waiting_first(cast: Cast, keep: Keep) -> None:
    assign(cast, keep, "jordan")
    ask(cast, keep)
    ask(cast, keep, "jordan", requested_at=datetime.now(UTC) - timedelta(days=1))
    assert [said.split()[0] for said in calls(cast)] == ["Jordan", "Maya"]


def test_i_called_closes_it(cast: Cast, keep: Keep) -> None:
    asked = ask(cast, keep)
    assert answer(cast, asked, "called").status_code == 303
    found = held(cast, asked)
    assert found.handled_at and found.handled_by == cast["dana"] and found.handled_how == "called"
    assert calls(cast) == []


def test_i_will_call_keeps_it_open_and_says_who(cast: Cast, keep: Keep) -> None:
    asked = ask(cast, keep)
    answer(cast, asked, "will-call")
    assert held(cast, asked).handled_at is None
    assert "Dana will call." in calls(cast)[0]
    answer(cast, asked, "called")
    assert calls(cast) == []


def test_twice_is_once(cast: Cast, keep: Keep) -> None:
    asked = ask(cast, keep)
    answer(cast, asked, "called")
    first = held(cast, asked)
    assert answer(cast, asked, "will-call").status_code == 303
    assert held(cast, asked) == first


def test_it_is_in_the_trail(cast: Cast, keep: Keep) -> None:
    asked = ask(cast, keep)
    answer(cast, asked, "called")
    with cast.app.app_context():
        rows = db.rows(select(Audit.actor_id, Audit.owner_id, Audit.detail).where(col(Audit.subject_id) == asked.id))
    assert [tuple(row) for row in rows] == [(cast["dana"], cast["maya"], "called")]


@pytest.mark.parametrize("how", ["", "later"])
def test_another_answer_is_refused(cast: Cast, keep: Keep, how: str) -> None:
    asked = ask(cast, keep)
    assert answer(cast, asked, how).status_code == 422
    assert held(cast, asked).handled_by is None


@pytest.mark.parametrize(("name", "code"), [("nobody", 401), ("maya", 403), ("alex", 403), ("lee", 404)])
def test_others_are_refused(cast: Cast, keep: Keep, name: str, code: int) -> None:
    asked = ask(cast, keep)
    assert answer(cast, asked, "called", name).status_code == code
    assert held(cast, asked).handled_by is None


def test_one_that_was_withdrawn_is_gone(cast: Cast, keep: Keep) -> None:
    asked = ask(cast, keep, withdrawn_at=datetime.now(UTC))
    assert calls(cast) == []
    assert answer(cast, asked, "called").status_code == 404


def said(answer: Any, cast: Cast, name: str = "dana") -> str:
    """What the page says to which an answer leads."""
    return str(cast.as_(name).get(answer.location).text)


def test_a_colleague_who_said_so_first_stands(cast: Cast, keep: Keep) -> None:
    keep(Assignment(participant_id=cast["maya"], counselor_id=cast["lee"]))
    asked = ask(cast, keep)
    answer(cast, asked, "will-call", "lee")
    late = answer(cast, asked, "will-call")
    assert held(cast, asked).handled_by == cast["lee"]
    assert "This was answered before." in said(late, cast) and "Lee will call." in said(late, cast)
    assert answer(cast, asked, "called").status_code == 303, "whoever called says so, whoever wanted to"
    assert held(cast, asked).handled_by == cast["dana"]


def test_that_two_called_is_in_the_trail(cast: Cast, keep: Keep) -> None:
    keep(Assignment(participant_id=cast["maya"], counselor_id=cast["lee"]))
    asked = ask(cast, keep)
    for name in ("dana", "lee", "dana"):
        late = answer(cast, asked, "called", name)
        assert ("That you called too is in the record." in said(late, cast, name)) == (name == "lee")
    assert held(cast, asked).handled_by == cast["dana"]
    assert cast.as_("maya").get("/who-looked").text.count("noted that the call you asked for was made.") == 2


def test_a_call_noted_by_mistake_is_taken_back(cast: Cast, keep: Keep) -> None:
    asked = ask(cast, keep)
    noted = said(answer(cast, asked, "called"), cast)
    assert "Noted: you called Maya." in noted and "I did not call" in noted
    assert answer(cast, asked, "not-called").location.endswith(f"#call-{asked.id}")
    assert calls(cast) and tuple(held(cast, asked)) == (None, None, None)
    assert "was not made after all" in cast.as_("maya").get("/who-looked").text


@pytest.mark.parametrize("why", ["never", "a colleague", "long ago", "asked again"])
def test_what_cannot_be_taken_back(cast: Cast, keep: Keep, why: str) -> None:
    keep(Assignment(participant_id=cast["maya"], counselor_id=cast["lee"]))
    past = datetime.now(UTC) - (timedelta(minutes=61) if why == "long ago" else timedelta(minutes=5))
    by = cast["lee" if why == "a colleague" else "dana"]
    done = {} if why == "never" else {"handled_by": by, "handled_how": "called", "handled_at": past}
    asked = ask(cast, keep, requested_at=past - timedelta(minutes=1), **done)
    if why == "asked again":
        ask(cast, keep)
    before = held(cast, asked)
    answered = answer(cast, asked, "not-called")
    assert "This cannot be taken back any more." in said(answered, cast)
    assert held(cast, asked) == before
    assert "I did not call" not in cast.as_("dana").get(f"/counselor?called={asked.id}").text


def test_the_trail_of_the_list_tells_of_what_it_showed(cast: Cast, keep: Keep, write: Write) -> None:
    """Also of the person whose call was just noted."""
    cast.consents("maya", "urges")
    write(Urge)
    asked = ask(cast, keep)
    cast.as_("dana").get(answer(cast, asked, "called").location)
    with cast.app.app_context():
        rows = db.rows(
            select(Audit.detail).where(col(Audit.subject) == "caseload", col(Audit.owner_id) == cast["maya"])
        )
    assert [row.detail for row in rows] == ["urges"]


def test_no_page_is_broken_by_an_address(cast: Cast) -> None:
    assert cast.as_("dana").get("/counselor?called=x&also=y").status_code == 200
