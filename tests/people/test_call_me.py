"""'Ask my team to call me': who will call is said as soon as somebody said so."""

from sqlalchemy import update
from sqlmodel import col, select

from tests.cast import Cast
from tests.plan.rows import speak_spanish
from tests.urges.stories import logged_urge
from webapp.enums import Role
from webapp.extensions import db
from webapp.models import Account, Assignment, CallRequest, now, uuid7
from webapp.scope import everyone


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
        assert "Ask my team to call me" not in page


def test_somebody_will_call(cast: Cast) -> None:
    asked(cast)
    answered(cast, "will-call")
    for page in pages(cast):
        assert "Dana will call you." in page
        assert "call or text 988" in page
    assert "Dana will call you." in cast.as_("maya").htmx("/call-requests").text


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
