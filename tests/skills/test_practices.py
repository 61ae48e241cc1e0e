"""A practice: the player, two ratings, evidence."""

import pytest

from tests.cast import Cast
from tests.urges.stories import logged_urge
from webapp.content.skills import LIBRARY
from webapp.extensions import db
from webapp.models import uuid7


def sent(**more: object) -> dict[str, object]:
    return {"id": uuid7(), "operation": uuid7()} | more


def count(cast: Cast) -> int:
    with cast.app.app_context():
        return db.session.connection().exec_driver_sql("SELECT count(*) FROM practice").scalar() or 0


@pytest.mark.parametrize("slug", sorted(LIBRARY))
def test_every_skill_can_be_practised(cast: Cast, slug: str) -> None:
    text = cast.as_("maya").get(f"/skills/{slug}/practice").text
    assert "Done? How strong is it now?" in text
    assert ("data-controls" in text) is LIBRARY[slug].is_guided


def test_a_tap_saves_it_once(cast: Cast) -> None:
    maya, form = cast.as_("maya"), sent(before=7, after=3)
    answers = [maya.post("/skills/five-senses/practices", data=form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert count(cast) == 1


def test_without_a_rating_it_counts_as_done(cast: Cast) -> None:
    assert cast.as_("maya").post("/skills/five-senses/practices", data=sent()).status_code == 303
    assert count(cast) == 1


def test_for_an_urge_it_is_its_new_rating(cast: Cast) -> None:
    urge_id, maya = logged_urge(cast, strength=8), cast.as_("maya")
    assert 'name="before" value="8"' in maya.get(f"/skills/five-senses/practice?urge={urge_id}").text
    answer = maya.post("/skills/five-senses/practices", data=sent(before=8, after=4, urge_id=urge_id))
    assert answer.location.endswith(f"/urges/{urge_id}#rating")
    assert "It was 8, now it is 4." in maya.get(f"/urges/{urge_id}").text


def test_somebody_elses_urge_is_not_there(cast: Cast) -> None:
    urge_id, jordan = logged_urge(cast), cast.as_("jordan")
    assert jordan.get(f"/skills/five-senses/practice?urge={urge_id}").status_code == 404
    assert jordan.post("/skills/five-senses/practices", data=sent(after=1, urge_id=urge_id)).status_code == 404
    assert count(cast) == 0


def test_what_works_needs_three(cast: Cast) -> None:
    maya = cast.as_("maya")
    for times in range(1, 4):
        maya.post("/skills/five-senses/practices", data=sent(before=7, after=4))
        text = maya.get("/skills/what-works").text
        assert ("helped most: down by 3 on average" in text) is (times >= 3)


def test_it_can_be_changed_and_undone(cast: Cast) -> None:
    maya, form = cast.as_("maya"), sent(before=7, after=3)
    maya.post("/skills/five-senses/practices", data=form)
    page = f"/practices/{form['id']}"
    maya.post(page, data={"version": 1, "operation": uuid7(), "note": "On the bus", "before": "6", "after": "3"})
    assert "On the bus" in maya.get(page).text
    stale = maya.post(page, data={"version": 1, "operation": uuid7(), "note": "At home"})
    assert stale.status_code == 409
    assert "On the bus" in stale.text
    maya.post(f"{page}/deletion")
    assert maya.get(page).status_code == 404
    assert maya.post(f"{page}/restoration", follow_redirects=True).status_code == 200


@pytest.mark.parametrize("wrong", [{"after": 11}, {"before": "many"}, {"minutes": -1}, {"id": "x"}, {"urge_id": "1"}])
def test_what_is_wrong_stores_nothing(cast: Cast, wrong: dict[str, object]) -> None:
    assert cast.as_("maya").post("/skills/five-senses/practices", data=sent() | wrong).status_code == 422
    assert count(cast) == 0


def test_in_spanish(cast: Cast) -> None:
    maya = cast.as_("maya")
    maya.post(
        "/account",
        data={
            "name": "Maya",
            "language": "es",
            "theme": "system",
            "text_size": "normal",
            "time_zone": "America/New_York",
        },
    )
    assert "Toma aire" in maya.get("/skills/long-out-breath/practice").text
