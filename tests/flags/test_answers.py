"""Saying what was done about a flag: nothing lost between two counselors, and the person reads it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from sqlmodel import col, select, update

from tests.cast import Cast
from webapp.extensions import db
from webapp.flags.queries import notes
from webapp.models import Account, Assignment, Audit, FlagNote, Lapse, uuid7
from webapp.scope import everyone


@pytest.fixture
def lapse(cast: Cast) -> UUID:
    """Maya told of one; Dana and Lee look after her."""
    at = datetime.now(UTC) - timedelta(minutes=5)
    row = Lapse(owner_id=cast["maya"], told_team=True, kind="use", occurred_at=at, utc_offset=0, day=at.date())
    with cast.app.app_context(), db.writing() as session:
        session.add_all([row, Assignment(participant_id=cast["maya"], counselor_id=cast["lee"])])
    return row.id


def answer(cast: Cast, lapse: UUID, who: str, action: str, **more: str) -> Any:
    form = {"rule": "lapse", "cause": str(lapse), "action": action, "operation": str(uuid7())} | more
    return cast.as_(who).post(f"/counselor/participants/{cast['maya']}/flags", data=form)


def kept(cast: Cast) -> list[str]:
    with cast.app.app_context():
        return [row.action for row in db.rows(everyone(select(FlagNote.action), reason="the test looks at it"))]


def test_two_counselors_lose_nothing(cast: Cast, lapse: UUID) -> None:
    assert answer(cast, lapse, "dana", "mine").status_code == 303
    assert "Dana has it" in cast.as_("lee").get("/counselor").text
    assert answer(cast, lapse, "dana", "called", words="I am glad that we talked").status_code == 303
    assert answer(cast, lapse, "lee", "session").status_code == 303
    page = cast.as_("lee").get(f"/counselor/participants/{cast['maya']}/flags").text
    assert "Dana called" in page and "Lee will raise it in session" in page
    assert "Everybody else" in cast.as_("dana").get("/counselor").text, "nothing is open any more"


@pytest.mark.parametrize("action", ["mine", "called"])
def test_who_answers_after_another_is_told(cast: Cast, lapse: UUID, action: str) -> None:
    """Each sends the form as it stood before the other answered."""
    first, second = (answer(cast, lapse, who, action, seen="0") for who in ("dana", "lee"))
    assert "also" not in first.location
    told = "Somebody answered this before you."
    assert told in cast.as_("lee").get(second.location).text
    assert told not in cast.as_("lee").get(second.location.partition("?")[0]).text
    assert kept(cast) == [action] * 2
    assert "also" not in answer(cast, lapse, "dana", "session", seen="2").location


def test_the_same_form_twice_is_one_row(cast: Cast, lapse: UUID) -> None:
    form = {"operation": str(uuid7()), "words": "typed"}
    assert [answer(cast, lapse, "dana", "called", **form).status_code for _time in range(2)] == [303, 303]
    assert kept(cast) == ["called"]
    assert answer(cast, lapse, "dana", "session", **form).status_code == 409
    assert answer(cast, lapse, "lee", "called", **form).status_code == 409
    with cast.app.app_context(), db.writing() as session:
        session.execute(everyone(select(Lapse), reason="the test changes it")).scalar_one().told_team = False
    assert answer(cast, lapse, "dana", "called", **form).status_code == 303, "it was saved before it was taken back"
    assert answer(cast, lapse, "dana", "called", operation="").status_code == 422
    assert kept(cast) == ["called"]


def test_at_the_same_moment(cast: Cast, lapse: UUID) -> None:
    """Two counselors, and each form twice: a row for each of the two."""
    gate, twice = Barrier(4, timeout=60), {who: str(uuid7()) for who in ("dana", "lee")}

    def send(who: str) -> int:
        client = cast.as_(who, lint=False)
        form = {"rule": "lapse", "cause": str(lapse), "action": "called", "operation": twice[who]}
        gate.wait()
        return client.post(f"/counselor/participants/{cast['maya']}/flags", data=form).status_code

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(send, ["dana", "lee"] * 2)) == [303] * 4
    assert kept(cast) == ["called"] * 2
    page = cast.as_("maya").get("/flags").text
    assert "Dana called" in page and "Lee called" in page


def test_only_answers_that_can_still_count_are_read(cast: Cast, lapse: UUID) -> None:
    """Of the period, and of this person; a plan review stays overdue for as long as it takes."""
    current, long_ago = datetime.now(UTC).date(), datetime.now(UTC) - timedelta(days=90)
    with cast.app.app_context(), db.writing() as session:
        session.add(Assignment(participant_id=cast["jordan"], counselor_id=cast["dana"]))
        for name, rule, at in (
            ("maya", "lapse", datetime.now(UTC)),
            ("maya", "lapse", long_ago),
            ("maya", "plan-review", long_ago),
            ("jordan", "lapse", datetime.now(UTC)),
        ):
            session.add(FlagNote(owner_id=cast[name], rule=rule, cause=str(at), at=at, action="called"))
    with cast.app.app_context():
        of_maya, of_all = notes(cast["dana"], current, cast["maya"]), notes(cast["dana"], current)
    assert of_maya.keys() == {cast["maya"]} and of_all.keys() == {cast["maya"], cast["jordan"]}
    assert sorted(note.rule for note in of_maya[cast["maya"]]) == ["lapse", "plan-review"]
    assert len(of_all[cast["maya"]]) == 2 and len(of_all[cast["jordan"]]) == 1


def test_the_person_reads_who_did_what(cast: Cast, lapse: UUID) -> None:
    before = cast.as_("maya").get("/flags").text
    assert "Shared a lapse" in before and f"/lapses/{lapse}" in before
    answer(cast, lapse, "dana", "called", words="I am glad that we talked")
    after = cast.as_("maya").get("/flags").text
    assert "Dana called" in after and "I am glad that we talked" in after
    assert "I am glad" not in cast.as_("jordan").get("/flags").text


def test_a_time_at_the_end_has_one_period(cast: Cast, lapse: UUID) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.get_one(Account, cast["maya"]).language = "es"
    said = cast.as_("maya").get("/flags").text
    assert ".m. Regla: Un tropiezo que se compartió." in said and ".m.." not in said


def test_nothing_needed_asks_why(cast: Cast, lapse: UUID) -> None:
    refused = answer(cast, lapse, "dana", "not-needed", words="typed")
    assert refused.status_code == 422 and 'value="typed"' in refused.text
    page = BeautifulSoup(refused.text, "html.parser")
    assert page.select("a[href='#reason']") and page.select("input#reason[aria-invalid][aria-describedby=reason-error]")
    assert page.select("#reason-error")
    assert kept(cast) == []
    assert answer(cast, lapse, "dana", "not-needed", reason="We spoke before").status_code == 303
    assert kept(cast) == ["not-needed"]


def test_taken_back_meanwhile(cast: Cast, lapse: UUID) -> None:
    """What was typed is shown again; what it was about is not."""
    with cast.app.app_context(), db.writing() as session:
        row = session.execute(everyone(select(Lapse), reason="the test changes it")).scalar_one()
        row.told_team = False
    gone = answer(cast, lapse, "dana", "called", words="typed")
    assert gone.status_code == 409 and "typed" in gone.text
    assert "lapse" not in gone.text and "Maya" not in gone.text
    assert kept(cast) == []
    assert cast.as_("dana").get(f"/counselor/participants/{cast['maya']}/flags").status_code == 404
    assert "Shared a lapse" not in cast.as_("maya").get("/flags").text


def test_no_longer_looked_after(cast: Cast, lapse: UUID) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.execute(update(Assignment).values(ended_at=datetime.now(UTC)))
    gone = answer(cast, lapse, "dana", "called", words="zq-typed", reason="zq-reason")
    assert gone.status_code == 404 and "zq-typed" in gone.text and "zq-reason" in gone.text
    assert "lapse" not in gone.text and "Maya" not in gone.text
    assert kept(cast) == []


def test_a_refused_answer_shows_flags_and_is_a_look(cast: Cast, lapse: UUID) -> None:
    assert "Shared a lapse" in answer(cast, lapse, "dana", "not-needed").text
    with cast.app.app_context():
        looks = db.rows(select(Audit.actor_id, Audit.owner_id, Audit.detail).where(col(Audit.subject) == "flags"))
    assert [tuple(row) for row in looks] == [(cast["dana"], cast["maya"], "lapses")]


def test_a_later_cause_is_a_new_flag(cast: Cast, lapse: UUID) -> None:
    answer(cast, lapse, "dana", "called")
    at = datetime.now(UTC)
    row = Lapse(owner_id=cast["maya"], told_team=True, kind="use", occurred_at=at, utc_offset=0, day=at.date())
    with cast.app.app_context(), db.writing() as session:
        session.add(row)
    assert "Look today" in cast.as_("dana").get("/counselor").text


@pytest.mark.parametrize(("who", "code"), [("nobody", 401), ("maya", 403), ("alex", 403)])
def test_others_are_refused(cast: Cast, lapse: UUID, who: str, code: int) -> None:
    assert answer(cast, lapse, who, "called").status_code == code
    assert kept(cast) == []
