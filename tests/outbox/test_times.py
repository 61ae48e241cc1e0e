"""An entry made without a network carries the time at which it happened, also from a phone with a wrong clock."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from tests.cast import Cast
from tests.outbox.phone import operation, path_of, send, told, urge
from webapp.extensions import db
from webapp.models import Audit, CheckIn, Lapse, Logged, Practice, Urge, uuid7
from webapp.scope import everyone

SLACK = timedelta(seconds=30)
HOUR = timedelta(hours=1)


def rows(cast: Cast, model: type[Logged]) -> list[Any]:
    with cast.app.app_context():
        return list(
            db.session.execute(everyone(select(model).order_by(model.id), reason="a test looks at the times")).scalars()
        )


def now() -> datetime:
    return datetime.now(UTC)


@pytest.mark.parametrize(
    ("path", "form", "model"),
    [
        ("/urges", {"strength": 7}, Urge),
        ("/lapses", {"kind": "use"}, Lapse),
        ("/check-ins", {"mood": 4}, CheckIn),
        ("/skills/box-breath/practices", {"before": 5, "after": 2}, Practice),
    ],
)
def test_an_entry_happened_when_it_was_written(
    cast: Cast, path: str, form: dict[str, Any], model: type[Logged]
) -> None:
    made = now() - timedelta(days=3, hours=5)
    send(cast, "maya", path, form | {"id": str(uuid7()), "operation": operation()}, made=made, offset=-420)
    (row,) = rows(cast, model)
    assert abs(row.occurred_at - made) < SLACK
    assert row.utc_offset == -420
    assert row.day == (made - timedelta(minutes=420)).date()
    assert now() - row.received_at < SLACK


def test_a_rating_happened_when_it_was_given(cast: Cast) -> None:
    form, began = urge(8), now() - 2 * HOUR
    send(cast, "maya", "/urges", form, made=began)
    rating = {"operation": operation(), "strength_now": 3, "skill": "box-breath"}
    send(cast, "maya", path_of(form["id"], "rating"), rating, made=began + timedelta(minutes=20))
    (row,), (practice,) = rows(cast, Urge), rows(cast, Practice)
    assert abs(row.rerated_at - row.occurred_at - timedelta(minutes=20)) < SLACK
    assert abs(practice.occurred_at - row.rerated_at) < SLACK


def test_an_older_rating_that_comes_late_does_not_replace_a_newer_one(cast: Cast) -> None:
    form, began = urge(8), now() - 5 * HOUR
    send(cast, "maya", "/urges", form, made=began)
    for minutes, strength in ((90, 2), (20, 6)):
        rating = {"operation": operation(), "strength_now": strength}
        send(cast, "maya", path_of(form["id"], "rating"), rating, made=began + timedelta(minutes=minutes))
    (row,) = rows(cast, Urge)
    assert row.strength_now == 2


def test_of_two_ratings_at_once_the_second_stands_whatever_the_clock(cast: Cast) -> None:
    """The first one was longer on its way, so its time seems to be later."""
    form, began, wrong = urge(8), now() - HOUR, 3 * HOUR
    send(cast, "maya", "/urges", form, made=began + wrong, sent=now() + wrong)
    for made, took, strength in ((10, 4, 6), (11, 0, 2)):
        rating = {"operation": operation(), "strength_now": strength}
        rated, sent = began + timedelta(seconds=made) + wrong, now() + wrong - timedelta(seconds=took)
        send(cast, "maya", path_of(form["id"], "rating"), rating, made=rated, sent=sent)
    (row,) = rows(cast, Urge)
    assert row.strength_now == 2


@pytest.mark.parametrize("wrong", [-400 * 24 * HOUR, -3 * HOUR, 3 * HOUR, 30 * 24 * HOUR])
def test_a_wrong_clock_is_put_right(cast: Cast, wrong: timedelta) -> None:
    """Made two hours ago and sent now, by a clock that is off by the same both times."""
    send(cast, "maya", "/urges", urge(), made=now() - 2 * HOUR + wrong, sent=now() + wrong)
    (row,) = rows(cast, Urge)
    assert abs(row.occurred_at - (now() - 2 * HOUR)) < SLACK
    with cast.app.app_context():
        (note,) = db.rows(select(Audit.detail).where(Audit.subject == "clock"))
    assert abs(int(note.detail.removesuffix(" s")) + wrong.total_seconds()) < 5


def test_a_clock_that_is_a_little_off_is_believed(cast: Cast) -> None:
    wrong = timedelta(seconds=90)
    send(cast, "maya", "/urges", urge(), made=now() - HOUR - wrong, sent=now() - wrong)
    (row,) = rows(cast, Urge)
    assert abs(row.occurred_at - (now() - HOUR - wrong)) < SLACK
    with cast.app.app_context():
        assert db.rows(select(Audit.detail).where(Audit.subject == "clock")) == []


def test_nothing_happens_in_the_future(cast: Cast) -> None:
    """The clock was put right after the entry was made."""
    send(cast, "maya", "/urges", urge(), made=now() + 5 * HOUR, sent=now())
    (row,) = rows(cast, Urge)
    assert abs(row.occurred_at - now()) < SLACK


def test_a_check_in_may_go_back_a_week_from_when_it_was_written(cast: Cast) -> None:
    written = now() - timedelta(days=20)
    day = (written - timedelta(days=6)).strftime("%Y-%m-%dT%H:%M")
    asked = {"id": str(uuid7()), "operation": operation(), "mood": 3, "occurred": day}
    assert send(cast, "maya", "/check-ins", asked, made=written).headers["FH-Ack"] == asked["operation"]
    late = asked | {"id": str(uuid7()), "operation": operation()}
    assert cast.as_("maya").post("/check-ins", data=late).status_code == 422, "written now, it is too far back"


@pytest.mark.parametrize(
    "headers",
    [
        {"FH-Made": "soon", "FH-Sent": "now"},
        {"FH-Made": "1763800000000"},
        {"FH-Made": "1763800000000 -240"},
        {"FH-Made": "1763800000000 9999", "FH-Sent": "1763800000000"},
        {"FH-Made": f"{'9' * 40} 0", "FH-Sent": "1"},
        {"FH-Made": "999999999999999 0", "FH-Sent": "999999999999999"},
        {"FH-Made": "-999999999999999 0", "FH-Sent": "-999999999999999"},
        {"FH-Made": "-62135596800000 -60", "FH-Sent": "1763800000000"},
        {"FH-Made": "253402300799000 0", "FH-Sent": "0"},
        {"FH-Made": "0 0", "FH-Sent": "253402300799000"},
        {"FH-Made": "١٧٦٣ 0", "FH-Sent": "1763800000000"},
    ],
)
def test_what_cannot_be_read_is_now(cast: Cast, headers: dict[str, str]) -> None:
    assert cast.as_("maya").post("/urges", data=urge(), headers=headers).status_code == 303
    (row,) = rows(cast, Urge)
    assert abs(row.occurred_at - now()) < SLACK
    assert row.utc_offset in {-240, -300}, "as the person's zone has it"


@pytest.mark.parametrize(("made", "sent"), [("0", "9" * 13), ("9" * 13, "0")])
def test_the_farthest_times_can_be_written(cast: Cast, made: str, sent: str) -> None:
    for offset in (-840, 840):
        headers = {"FH-Made": f"{made} {offset}", "FH-Sent": sent}
        assert cast.as_("maya").post("/urges", data=urge(), headers=headers).status_code == 303
    assert cast.as_("maya").get("/log").status_code == 200


def test_the_headers_of_a_phone_are_what_the_test_says() -> None:
    made = datetime(2026, 6, 1, 12, tzinfo=UTC)
    assert told(made=made, sent=made, offset=60) == {"FH-Made": "1780315200000 60", "FH-Sent": "1780315200000"}
