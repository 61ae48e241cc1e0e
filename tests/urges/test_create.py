"""Two taps save an urge; the same form twice stores one."""

from datetime import UTC, date, datetime

import time_machine

from tests.cast import Cast
from webapp.extensions import db
from webapp.models import Urge, uuid7


def count(cast: Cast) -> int:
    with cast.app.app_context():
        return db.session.connection().exec_driver_sql("SELECT count(*) FROM urge").scalar() or 0


def form(strength: int = 7, **more: object) -> dict[str, object]:
    return {"id": uuid7(), "operation": uuid7(), "strength": strength} | more


def test_it_saves(cast: Cast) -> None:
    maya = cast.as_("maya")
    answer = maya.post("/urges", data=form(7), follow_redirects=True)
    assert answer.status_code == 200
    assert "Craving 7 of 10" in answer.text
    assert count(cast) == 1


def test_the_same_form_twice_stores_one_and_succeeds_twice(cast: Cast) -> None:
    maya, sent = cast.as_("maya"), form(7)
    answers = [maya.post("/urges", data=sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert count(cast) == 1


def test_back_and_another_strength_offers_the_change(cast: Cast) -> None:
    maya, sent = cast.as_("maya"), form(4)
    maya.post("/urges", data=sent)
    answer = maya.post("/urges", data=sent | {"strength": 8})
    assert answer.status_code == 409
    assert "This one is saved with 4. Change it to 8?" in answer.text
    assert count(cast) == 1


def test_the_same_form_after_undo_leads_to_the_way_back(cast: Cast) -> None:
    maya, sent = cast.as_("maya"), form(4)
    maya.post("/urges", data=sent)
    maya.post(f"/urges/{sent['id']}/deletion")
    answer = maya.post("/urges", data=sent, follow_redirects=True)
    assert (answer.status_code, answer.request.path) == (200, f"/urges/{sent['id']}/deleted")
    assert "Undo: bring it back" in answer.text


def test_another_strength_after_undo_is_not_noted_as_saved(cast: Cast) -> None:
    maya, sent = cast.as_("maya"), form(4)
    other = sent | {"strength": 8, "operation": uuid7()}
    maya.post("/urges", data=sent)
    maya.post(f"/urges/{sent['id']}/deletion")
    assert maya.post("/urges", data=other).location == f"/urges/{sent['id']}/deleted"
    maya.post(f"/urges/{sent['id']}/restoration")
    assert "This one is saved with 4. Change it to 8?" in maya.post("/urges", data=other).text


def test_somebody_elses_id_is_a_conflict(cast: Cast) -> None:
    sent = form(4)
    cast.as_("maya").post("/urges", data=sent)
    assert cast.as_("jordan").post("/urges", data=sent | {"operation": uuid7()}).status_code == 409
    assert count(cast) == 1


def test_a_bad_strength_is_refused_at_its_field(cast: Cast) -> None:
    answer = cast.as_("maya").post("/urges", data=form(11))
    assert answer.status_code == 422
    assert "Please choose a number from 0 to 10." in answer.text
    assert count(cast) == 0


def test_others_are_refused(cast: Cast) -> None:
    assert cast.as_("nobody").post("/urges", data=form()).status_code == 401
    assert cast.as_("dana").post("/urges", data=form()).status_code == 403


def test_it_is_on_today_where_the_phone_is_a_day_ahead(cast: Cast) -> None:
    """Somebody from New York is in Tokyo, where it is tomorrow."""
    at = datetime(2026, 11, 10, 20, tzinfo=UTC)
    with time_machine.travel(at, tick=False):
        with cast.app.app_context(), db.writing() as session:
            there = {"occurred_at": at, "utc_offset": 540, "day": date(2026, 11, 11)}
            session.add(Urge(owner_id=cast["maya"], word="craving", strength=7, **there))
        assert 'href="/urges/' in cast.as_("maya").get("/").text.replace("/urges/new", "")
