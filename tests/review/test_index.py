"""The caseload: who needs me first, and why, out of answers and shared entries only."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlmodel import col, select

from tests.cast import Cast
from tests.review.caseload import Keep, Write, assign, cases, page
from tests.support.queries import counted
from webapp.enums import ConsentCategory
from webapp.extensions import db
from webapp.models import (
    Account,
    Assignment,
    Audit,
    CallRequest,
    CheckIn,
    EntryRead,
    GroupMember,
    Lapse,
    TherapyGroup,
    Urge,
)
from webapp.moments import today
from webapp.review import presenters, routes


def test_somebody_who_shares_nothing_is_a_number(cast: Cast, story: dict[str, str]) -> None:
    shown = page(cast)
    assert "Maya" not in shown.text
    assert "1 person you look after shares nothing now." in shown.text


def test_two_strong_urges_in_48_hours_are_for_today(cast: Cast, write: Write) -> None:
    cast.consents("maya", "urges")
    write(Urge, strength=9, strength_now=4)
    write(Urge, 1.9, strength=8)
    (case,) = cases(cast)["Look today"]
    assert "Craving 9 of 10" in case and "and 8 of 10" in case


@pytest.mark.parametrize(("strength", "days"), [(7, 0), (9, 2.1)])
def test_what_is_no_reason(cast: Cast, write: Write, strength: int, days: float) -> None:
    cast.consents("maya", "urges")
    write(Urge, strength=8)
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
    (case,) = cases(cast)["Now"]
    assert says in case


def test_safe_answers_are_no_reason(cast: Cast, write: Write) -> None:
    cast.consents("maya", "urges")
    write(Urge, safe="yes", harm_thoughts="no")
    assert list(cases(cast)) == ["Everybody else"]


def test_a_lapse_that_was_told(cast: Cast, write: Write) -> None:
    write(Lapse, private=False, told_team=True, safe="not-sure")
    (case,) = cases(cast)["Now"]
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


def test_what_was_taken_back_is_not_called_shared(cast: Cast) -> None:
    cast.consents("maya", "urges", "check-ins")
    cast.consents("maya", "urges", granted=False)
    (case,) = cases(cast)["Everybody else"]
    assert "Shares check-ins" in case
    assert "urges" not in case


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


def test_the_picture_has_the_last_14_days_of_the_person(cast: Cast, write: Write) -> None:
    """Where Maya is, it may be tomorrow already."""
    cast.consents("maya", "urges")
    ahead = "Pacific/Kiritimati"
    with cast.app.app_context(), db.writing() as session:
        session.get_one(Account, cast["maya"]).time_zone = ahead
    for days in range(16):
        write(Urge, strength=3, day=today(ahead) - timedelta(days=days))
    picture = page(cast).select_one(".case-trend")
    assert picture and picture.desc and picture.desc.text.endswith("urges on 14 of 14 days")


def test_what_is_new_is_counted(cast: Cast, write: Write, keep: Keep) -> None:
    cast.consents("maya", "urges")
    read, _unread = write(Urge), write(Urge)
    write(Urge, private=True)
    keep(EntryRead(owner_id=cast["maya"], kind="urge", entry_id=read, reader_id=cast["dana"]))
    badge = page(cast).select_one(".case-new")
    assert badge and badge.text.strip() == "1 new"


class TestParts:
    def listed(self, cast: Cast, show: object) -> list[str]:
        shown = cast.as_("dana").get("/counselor", query_string={"show": str(show)})
        return [tag.text for tag in BeautifulSoup(shown.text, "html.parser").select(".case-who a")]

    def test_a_part_of_the_list(self, cast: Cast, write: Write, keep: Keep) -> None:
        assign(cast, keep, "jordan")
        for name in ("maya", "jordan"):
            cast.consents(name, "urges")
        write(Urge, safe="no")
        ours, closed = TherapyGroup(name="Ours"), TherapyGroup(name="Closed", closed_at=datetime.now(UTC))
        keep(ours, closed)
        for group in (ours, closed):
            keep(GroupMember(group_id=group.id, account_id=cast["jordan"], joined_on=datetime.now(UTC).date()))
        assert self.listed(cast, "needs-a-look") == ["Maya"]
        assert self.listed(cast, ours.id) == ["Jordan"]
        for everybody in ("", "x", closed.id):
            assert sorted(self.listed(cast, everybody)) == ["Jordan", "Maya"]
        assert [tag.text for tag in page(cast).select("nav.chip-scroll a")] == ["Everybody", "Needs a look", "Ours"]

    def test_a_part_with_nobody_leads_back_and_calls_nobody_quiet(self, cast: Cast, write: Write) -> None:
        cast.consents("maya", "urges")
        write(Urge)
        shown = cast.as_("dana").get("/counselor?show=needs-a-look").text
        assert "Nobody in this part of the list now." in shown and "shares nothing now" not in shown
        assert [tag.text for tag in BeautifulSoup(shown, "html.parser").select("nav.chip-scroll a")][:1] == [
            "Everybody"
        ]

    def test_who_waits_for_a_call_was_looked_at_in_each_part(self, cast: Cast, keep: Keep) -> None:
        group = TherapyGroup(name="Ours")
        assign(cast, keep, "jordan")
        cast.consents("jordan", "urges")
        keep(group, GroupMember(group_id=group.id, account_id=cast["jordan"], joined_on=datetime.now(UTC).date()))
        keep(CallRequest(owner_id=cast["maya"]))
        assert self.listed(cast, group.id) == ["Jordan"]
        with cast.app.app_context():
            seen = db.rows(select(Audit.owner_id).where(col(Audit.subject) == "caseload"))
        assert {row.owner_id for row in seen} == {cast["maya"], cast["jordan"]}

    def test_only_who_is_shown_was_looked_at(self, cast: Cast, write: Write) -> None:
        cast.consents("maya", "urges")
        write(Urge)
        assert self.listed(cast, "needs-a-look") == []
        with cast.app.app_context():
            assert db.rows(select(Audit.id).where(col(Audit.subject) == "caseload")) == []

    def test_a_group_of_somebody_who_shares_nothing_is_not_named(self, cast: Cast, keep: Keep) -> None:
        assign(cast, keep, "jordan")
        cast.consents("maya", "urges")
        group = TherapyGroup(name="Zq group")
        keep(group)
        keep(GroupMember(group_id=group.id, account_id=cast["jordan"], joined_on=datetime.now(UTC).date()))
        assert "Zq group" not in page(cast).text


def test_no_words_out_of_a_text(cast: Cast, story: dict[str, str]) -> None:
    cast.consents("maya", *ConsentCategory)
    assert re.findall(r"zq-[a-z-]+", page(cast).text) == []


def test_the_order_is_that_of_need(cast: Cast, write: Write, keep: Keep) -> None:
    assign(cast, keep, "jordan")
    for name in ("maya", "jordan"):
        cast.consents(name, "urges")
    write(Urge, strength=9, safe="no")
    write(Urge, 2, owner="jordan", safe="no")
    assert [case.split()[0] for case in cases(cast)["Now"]] == ["Jordan", "Maya"], "the one that is open longest"


def test_who_is_not_safe_stands_above_a_call_alone(cast: Cast, write: Write, keep: Keep) -> None:
    """However long the call was waited for; who is not safe and waits for one stands above both."""
    assign(cast, keep, "jordan")
    cast.consents("maya", "urges")
    keep(CallRequest(owner_id=cast["jordan"], requested_at=datetime.now(UTC) - timedelta(days=3)))
    write(Urge, harm_thoughts="yes")
    assert [case.split()[0] for case in cases(cast)["Now"]] == ["Maya", "Jordan"]
    cast.consents("jordan", "urges")
    write(Urge, owner="jordan", safe="no")
    assert [case.split()[0] for case in cases(cast)["Now"]] == ["Jordan", "Maya"]


def test_what_is_told_of_somebody_is_recorded(cast: Cast, write: Write, keep: Keep) -> None:
    assign(cast, keep, "jordan")
    cast.consents("maya", "urges")
    cast.consents("jordan", "plan")
    write(Urge)
    page(cast)
    with cast.app.app_context():
        rows = db.rows(select(Audit.actor_id, Audit.owner_id, Audit.detail).where(col(Audit.subject) == "caseload"))
    assert {tuple(row) for row in rows} == {
        (cast["dana"], cast["maya"], "urges"),
        (cast["dana"], cast["jordan"], ""),
    }, "whose name was read is told too"


@pytest.mark.parametrize(("name", "code"), [("nobody", 401), ("maya", 403), ("alex", 403)])
def test_others_are_refused(cast: Cast, name: str, code: int) -> None:
    assert cast.as_(name).get("/counselor").status_code == code


def test_a_counselor_of_nobody_sees_nobody(cast: Cast, story: dict[str, str]) -> None:
    cast.consents("maya", *ConsentCategory)
    assert "Maya" not in page(cast, "lee").text


def test_counselors_land_here(cast: Cast) -> None:
    from tests.cast import PASSWORD

    answer = cast.as_("nobody").post("/sign-in", data={"username": "dana", "password": PASSWORD})
    assert answer.location == "/second-step?next=/counselor"


@pytest.mark.parametrize("path", ["/counselor", "/counselor/participants/maya"])
def test_the_number_of_queries_does_not_grow(app: Flask, cast: Cast, write: Write, keep: Keep, path: str) -> None:
    """Reads only: what is added to the trail grows with the people looked at."""

    def count() -> int:
        with counted(app.extensions["foothold_engine"]) as sent:
            assert cast.as_("dana").get(path.replace("/maya", f"/{cast['maya']}")).status_code == 200
        return sum(statement.startswith("SELECT") for statement in sent)

    cast.consents("maya", *ConsentCategory)
    write(Urge, strength=9)
    few = count()
    assign(cast, keep, "jordan")
    cast.consents("jordan", *ConsentCategory)
    for n in range(20):
        write(Urge, n / 4, strength=8)
        write(Urge, n / 4, owner="jordan", strength=8)
    assert count() == few <= 17


def test_nobody_else_is_counted(cast: Cast, keep: Keep) -> None:
    """Neither somebody whom another counselor looks after, nor somebody whose account is disabled."""
    keep(Assignment(participant_id=cast["noor"], counselor_id=cast["dana"]))
    for name, number in (("dana", "1 person you look after"), ("lee", "")):
        page = cast.as_(name).get("/counselor").text
        assert page.count("share nothing now") == 0 and page.count("shares nothing now") == bool(number)
        assert number in page


def test_lists_are_worked_out_one_at_a_time(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once: list[int] = []
    inside: list[str] = []
    work = presenters.caseload

    def slowly(*given: Any) -> presenters.Caseload:
        inside.append("one")
        at_once.append(len(inside))
        time.sleep(0.1)
        inside.pop()
        return work(*given)

    monkeypatch.setattr(presenters, "caseload", slowly)
    with ThreadPoolExecutor(4) as counselors:
        answers = counselors.map(lambda _n: cast.as_("dana", lint=False).get("/counselor").status_code, range(4))
        assert list(answers) == [200] * 4
    assert at_once == [1] * 4


def test_what_was_taken_back_while_the_list_waited_for_its_turn_is_not_on_it(
    cast: Cast, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is signed in was read before: the list is of a later moment."""

    class Turn:
        def __enter__(self) -> None:
            cast.consents("maya", "urges", granted=False)

        def __exit__(self, *_exc: object) -> None: ...

    cast.consents("maya", "urges")
    write(Urge)
    assert "Maya" in page(cast).text
    monkeypatch.setattr(routes, "_LISTS", Turn())
    assert "Maya" not in page(cast).text
