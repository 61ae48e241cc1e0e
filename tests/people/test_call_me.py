"""'Ask my team to call me': who will call is said as soon as somebody said so."""

from datetime import UTC, datetime, timedelta

import time_machine
from sqlalchemy import update
from sqlmodel import col, select

from tests.cast import Cast
from tests.plan.rows import speak_spanish
from tests.review import caseload
from tests.urges.stories import logged_urge
from webapp.enums import Role
from webapp.extensions import db
from webapp.models import Account, Assignment, CallRequest, now, uuid7
from webapp.scope import everyone

NOON = datetime(2026, 11, 10, 17, tzinfo=UTC)


def asked(cast: Cast) -> None:
    assert cast.as_("maya").post("/call-requests").status_code == 303


def answered(cast: Cast, how: str) -> None:
    """Dana answers Maya's request."""
    open_one = everyone(
        select(CallRequest.id).where(col(CallRequest.handled_at).is_(None)), reason="a test reads what was stored"
    )
    with cast.app.app_context():
        request_id = db.value(open_one)
    answer = cast.as_("dana").post(f"/counselor/call-requests/{request_id}/handling", data={"how": how})
    assert answer.status_code == 303


def pages(cast: Cast) -> list[str]:
    """All places where Maya sees the card."""
    maya = cast.as_("maya")
    urge_id = logged_urge(cast, strength=9)
    safety = maya.htmx(f"/urges/{urge_id}/safety", {"operation": uuid7(), "safe": "no"}).text
    lapse = {"id": uuid7(), "operation": uuid7(), "safe": "no"}
    maya.post("/lapses", data=lapse)
    others = [maya.get(path).text for path in ("/people", "/help", f"/lapses/{lapse['id']}")]
    return [safety, *others]


def test_it_is_offered(cast: Cast) -> None:
    assert all("Ask my team to call me" in page for page in pages(cast))


def test_it_was_sent_and_nobody_has_taken_it(cast: Cast) -> None:
    asked(cast)
    for page in pages(cast):
        assert "Your team will see that you want a call." in page
        assert "You asked: today, " in page and "Ask again" in page
        assert "Ask my team to call me" not in page


def test_somebody_will_call(cast: Cast) -> None:
    asked(cast)
    answered(cast, "will-call")
    for page in pages(cast):
        assert "Dana will call you." in page and "You asked: today, " in page and "Ask again" in page
        assert "call or text 988" in page
    assert "Dana will call you." in cast.as_("maya").htmx("/call-requests").text


def test_asking_again_is_a_new_request_that_says_what_was_promised(cast: Cast) -> None:
    with time_machine.travel(NOON, tick=False):
        asked(cast)
        answered(cast, "will-call")
    with time_machine.travel(NOON + timedelta(minutes=39), tick=False):
        again = {"operation": uuid7()}
        for _time in range(2):
            shown = cast.as_("maya").htmx("/call-requests", again).text.replace("\u202f", " ")
            assert "You asked: today, 12:39 PM" in shown and "Before that, Dana said: “I will call.”" in shown
            assert "Dana will call you." not in shown
        (call,) = caseload.page(cast).select("#calls .call-asked")
        said = " ".join(call.get_text(" ").split()).replace("\u202f", " ")
        assert "Maya again today, 12:39 PM" in said and "Before that, Dana said: “I will call.”" in said
        assert call.select_one("button[value=will-call]"), "it is to be answered anew"
        (case,) = caseload.cases(cast)["Now"]
        assert "Asked for a call again today" in case
    with cast.app.app_context():
        rows = db.rows(
            everyone(
                select(CallRequest.handled_at, CallRequest.handled_by, CallRequest.handled_how).order_by(
                    col(CallRequest.requested_at)
                ),
                reason="a test reads what was stored",
            )
        )
    assert [tuple(row) for row in rows] == [
        (NOON + timedelta(minutes=39), cast["dana"], "will-call"),
        (None, cast["dana"], "asked-again"),
    ]


def test_who_asked_again_comes_first_until_somebody_answers(cast: Cast) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.add(Assignment(participant_id=cast["jordan"], counselor_id=cast["dana"]))
    assert cast.as_("jordan").post("/call-requests").status_code == 303
    asked(cast)
    listed = [tag.text for tag in caseload.page(cast).select("#calls a")]
    cast.as_("maya").post("/call-requests", data={"operation": uuid7()})
    assert listed == ["Jordan", "Maya"]
    assert [tag.text for tag in caseload.page(cast).select("#calls a")] == ["Maya", "Jordan"]


def test_an_answer_on_a_page_from_before_closes_nothing_new(cast: Cast) -> None:
    asked(cast)
    with cast.app.app_context():
        old = db.value(everyone(select(CallRequest.id), reason="a test reads what was stored"))
    cast.as_("maya").post("/call-requests", data={"operation": uuid7()})
    assert cast.as_("dana").post(f"/counselor/call-requests/{old}/handling", data={"how": "called"}).status_code == 303
    assert len(caseload.page(cast).select("#calls .call-asked")) == 1


def test_a_page_from_before_asks_once(cast: Cast) -> None:
    asked(cast)
    asked(cast)
    assert "again" not in caseload.page(cast).select("#calls .call-asked")[0].text


def test_after_the_call_it_can_be_asked_again(cast: Cast) -> None:
    asked(cast)
    answered(cast, "called")
    assert all("Ask my team to call me" in page for page in pages(cast))


def test_in_spanish(cast: Cast) -> None:
    asked(cast)
    answered(cast, "will-call")
    speak_spanish(cast)
    assert "Dana te llamará." in cast.as_("maya").get("/people").text


def test_without_a_counselor_nobody_is_promised_a_call(cast: Cast) -> None:
    """Also when it was asked for while there was one."""
    asked(cast)
    with cast.app.app_context(), db.writing():
        db.run(update(Assignment).values(ended_at=now()))
    for page in pages(cast):
        assert "nobody would read a request for a call" in page
        assert "Call or text 988" in page
        assert "Ask my team to call me" not in page and "Your team will see" not in page


def test_a_counselor_who_is_turned_off_reads_nothing(cast: Cast) -> None:
    with cast.app.app_context(), db.writing():
        db.run(update(Account).where(col(Account.role) == Role.COUNSELOR).values(active=False))
    assert all("nobody would read a request for a call" in page for page in pages(cast))
