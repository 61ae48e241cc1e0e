"""The caseload: who needs me first, and why, out of answers and shared entries only."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import event
from sqlmodel import col, select

from tests.cast import Cast
from webapp.enums import ConsentCategory
from webapp.extensions import db
from webapp.models import Assignment, Audit, CallRequest, CheckIn, Lapse, Urge

Write = Callable[..., Any]
Keep = Callable[..., None]


def page(cast: Cast, name: str = "dana") -> BeautifulSoup:
    answer = cast.as_(name).get("/counselor")
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def cases(cast: Cast) -> dict[str, list[str]]:
    """Group -> what each case of it says."""
    found = {}
    for section in page(cast).select("section:has(ol.caseload)"):
        title = section.h2.text if section.h2 else ""
        found[title] = [" ".join(case.get_text(" ").split()) for case in section.select("li")]
    return found


def assign(cast: Cast, keep: Keep, *names: str) -> None:
    keep(*(Assignment(participant_id=cast[name], counselor_id=cast["dana"]) for name in names))


def test_somebody_who_shares_nothing_is_a_number(cast: Cast, story: dict[str, str]) -> None:
    shown = page(cast)
    assert "Maya" not in shown.text
    assert "1 person you look after shares nothing now." in shown.text


def test_a_strong_urge_of_last_night_is_for_today(cast: Cast, write: Write) -> None:
    cast.consents("maya", "urges")
    write(Urge, strength=9, strength_now=4)
    write(Urge, 4, strength=8)
    (case,) = cases(cast)["Look today"]
    assert "Craving 9 of 10" in case and "then 4" in case and "1 more of 8 or higher in 7 days" in case


def test_a_strong_urge_some_days_ago_is_for_this_week(cast: Cast, write: Write) -> None:
    cast.consents("maya", "urges")
    write(Urge, 3, strength=8)
    assert list(cases(cast)) == ["This week"]


@pytest.mark.parametrize(("strength", "days"), [(7, 0), (9, 8)])
def test_what_is_no_reason(cast: Cast, write: Write, strength: int, days: int) -> None:
    cast.consents("maya", "urges")
    write(Urge, days, strength=strength)
    assert list(cases(cast)) == ["Everybody else"]


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"safe": "no"}, "“Are you safe right now?” No"),
        ({"safe": "not-sure"}, "“Are you safe right now?” Not sure"),
        ({"harm_thoughts": "yes"}, "“Are you thinking about ending your life or hurting yourself?” Yes"),
        ({"safe": "yes", "harm_thoughts": "rather-not-say"}, "hurting yourself?” Rather not say"),
    ],
)
def test_an_answer_that_is_not_safe(cast: Cast, write: Write, answers: dict[str, str], says: str) -> None:
    cast.consents("maya", "urges")
    write(Urge, 5, **answers)
    (case,) = cases(cast)["Look today"]
    assert says in case


def test_safe_answers_are_no_reason(cast: Cast, write: Write) -> None:
    cast.consents("maya", "urges")
    write(Urge, safe="yes", harm_thoughts="no")
    assert list(cases(cast)) == ["Everybody else"]


def test_a_lapse_that_was_told(cast: Cast, write: Write) -> None:
    write(Lapse, private=False, told_team=True, safe="not-sure")
    (case,) = cases(cast)["Look today"]
    assert "Shared a lapse" in case and "Not sure" in case and "Shares nothing now" in case


def test_what_is_not_shared_is_no_reason(cast: Cast, write: Write, story: dict[str, str]) -> None:
    """The unsafe answer of a category that is not shared, and of a private entry, stay unseen."""
    cast.consents("maya", "check-ins")
    write(Urge, strength=10)
    write(Lapse)
    assert list(cases(cast)) == ["Everybody else"]
    cast.consents("maya", "urges")
    cast.consents("maya", "urges", granted=False)
    assert list(cases(cast)) == ["Everybody else"]


def test_private_entries_are_not_counted(cast: Cast, write: Write) -> None:
    cast.consents("maya", "urges")
    write(Urge, strength=10, safe="no", private=True)
    (case,) = cases(cast)["Everybody else"]
    assert "No shared entry in 7 days" in case


def test_counts_and_the_last_entry(cast: Cast, write: Write) -> None:
    cast.consents("maya", "urges", "check-ins")
    for days in (1, 2, 3, 9):
        write(Urge, days)
    write(CheckIn, 1)
    (case,) = cases(cast)["Everybody else"]
    assert "Last 7 days: 3 urges, 1 check-in" in case
    assert "Yesterday" in case
    assert "Shares urges and check-ins" in case


def test_no_words_out_of_a_text(cast: Cast, story: dict[str, str]) -> None:
    cast.consents("maya", *ConsentCategory)
    assert re.findall(r"zq-[a-z-]+", page(cast).text) == []


def test_the_order_is_that_of_need(cast: Cast, write: Write, keep: Keep) -> None:
    assign(cast, keep, "jordan")
    for name in ("maya", "jordan"):
        cast.consents(name, "urges")
    write(Urge, strength=9)
    write(Urge, 2, owner="jordan", safe="no")
    assert [case.split()[0] for case in cases(cast)["Look today"]] == ["Jordan", "Maya"]


class TestCalls:
    def ask(self, cast: Cast, keep: Keep, name: str = "maya", **values: Any) -> CallRequest:
        asked = CallRequest(owner_id=cast[name], **values)
        keep(asked)
        return asked

    def calls(self, cast: Cast) -> list[str]:
        return [" ".join(tag.get_text(" ").split()) for tag in page(cast).select("#calls .call-asked")]

    def answer(self, cast: Cast, asked: CallRequest, how: str, name: str = "dana") -> Any:
        return cast.as_(name).post(f"/counselor/call-requests/{asked.id}/handling", data={"how": how})

    def held(self, cast: Cast, asked: CallRequest) -> Any:
        from webapp.scope import everyone

        statement = everyone(
            select(CallRequest.handled_at, CallRequest.handled_by, CallRequest.handled_how),
            reason="the test looks at what was written",
        ).where(col(CallRequest.id) == asked.id)
        with cast.app.app_context():
            return db.first(statement)

    def test_they_come_first_even_when_nothing_is_shared(self, cast: Cast, keep: Keep) -> None:
        self.ask(cast, keep)
        assert self.calls(cast)[0].startswith("Maya today")
        assert "Asked for a call" in cases(cast)["Look today"][0]

    def test_the_longest_waiting_first(self, cast: Cast, keep: Keep) -> None:
        assign(cast, keep, "jordan")
        self.ask(cast, keep)
        self.ask(cast, keep, "jordan", requested_at=datetime.now(UTC) - timedelta(days=1))
        assert [said.split()[0] for said in self.calls(cast)] == ["Jordan", "Maya"]

    def test_i_called_closes_it(self, cast: Cast, keep: Keep) -> None:
        asked = self.ask(cast, keep)
        assert self.answer(cast, asked, "called").status_code == 303
        held = self.held(cast, asked)
        assert held.handled_at and held.handled_by == cast["dana"] and held.handled_how == "called"
        assert self.calls(cast) == []

    def test_i_will_call_keeps_it_open_and_says_who(self, cast: Cast, keep: Keep) -> None:
        asked = self.ask(cast, keep)
        self.answer(cast, asked, "will-call")
        assert self.held(cast, asked).handled_at is None
        assert "Dana will call." in self.calls(cast)[0]
        self.answer(cast, asked, "called")
        assert self.calls(cast) == []

    def test_twice_is_once(self, cast: Cast, keep: Keep) -> None:
        asked = self.ask(cast, keep)
        self.answer(cast, asked, "called")
        first = self.held(cast, asked)
        assert self.answer(cast, asked, "will-call").status_code == 303
        assert self.held(cast, asked) == first

    def test_it_is_in_the_trail(self, cast: Cast, keep: Keep) -> None:
        asked = self.ask(cast, keep)
        self.answer(cast, asked, "called")
        with cast.app.app_context():
            rows = db.rows(
                select(Audit.actor_id, Audit.owner_id, Audit.detail).where(col(Audit.subject_id) == asked.id)
            )
        assert [tuple(row) for row in rows] == [(cast["dana"], cast["maya"], "called")]

    @pytest.mark.parametrize("how", ["", "later"])
    def test_another_answer_is_refused(self, cast: Cast, keep: Keep, how: str) -> None:
        asked = self.ask(cast, keep)
        assert self.answer(cast, asked, how).status_code == 422
        assert self.held(cast, asked).handled_by is None

    @pytest.mark.parametrize(("name", "code"), [("nobody", 401), ("maya", 403), ("alex", 403), ("lee", 404)])
    def test_others_are_refused(self, cast: Cast, keep: Keep, name: str, code: int) -> None:
        asked = self.ask(cast, keep)
        assert self.answer(cast, asked, "called", name).status_code == code
        assert self.held(cast, asked).handled_by is None

    def test_one_that_was_withdrawn_is_gone(self, cast: Cast, keep: Keep) -> None:
        asked = self.ask(cast, keep, withdrawn_at=datetime.now(UTC))
        assert self.calls(cast) == []
        assert self.answer(cast, asked, "called").status_code == 404


def test_what_is_told_of_somebody_is_recorded(cast: Cast, write: Write, keep: Keep) -> None:
    assign(cast, keep, "jordan")
    cast.consents("maya", "urges")
    cast.consents("jordan", "plan")
    write(Urge)
    page(cast)
    with cast.app.app_context():
        rows = db.rows(select(Audit.actor_id, Audit.owner_id, Audit.subject).where(col(Audit.action) == "viewed"))
    assert [tuple(row) for row in rows] == [(cast["dana"], cast["maya"], "caseload")]


@pytest.mark.parametrize(("name", "code"), [("nobody", 401), ("maya", 403), ("alex", 403)])
def test_others_are_refused(cast: Cast, name: str, code: int) -> None:
    assert cast.as_(name).get("/counselor").status_code == code


def test_a_counselor_of_nobody_sees_nobody(cast: Cast, story: dict[str, str]) -> None:
    cast.consents("maya", *ConsentCategory)
    assert "Maya" not in page(cast, "lee").text


def test_counselors_land_here(cast: Cast) -> None:
    from tests.cast import PASSWORD

    answer = cast.as_("nobody").post("/sign-in", data={"username": "dana", "password": PASSWORD})
    assert answer.location == "/counselor"


@pytest.mark.parametrize("path", ["/counselor", "/counselor/participants/maya"])
def test_the_number_of_queries_does_not_grow(app: Flask, cast: Cast, write: Write, keep: Keep, path: str) -> None:
    """Reads only: what is added to the trail grows with the people looked at."""
    said: list[str] = []
    engine = app.extensions["foothold_engine"]

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            said.append(statement)

    def count() -> int:
        said.clear()
        assert cast.as_("dana").get(path.replace("/maya", f"/{cast['maya']}")).status_code == 200
        return len(said)

    cast.consents("maya", *ConsentCategory)
    write(Urge, strength=9)
    event.listen(engine, "before_cursor_execute", note)
    try:
        few = count()
        assign(cast, keep, "jordan")
        cast.consents("jordan", *ConsentCategory)
        for n in range(20):
            write(Urge, n / 4, strength=8)
            write(Urge, n / 4, owner="jordan", strength=8)
        assert count() == few <= 11
    finally:
        event.remove(engine, "before_cursor_execute", note)
