"""The lapse path: safety first, never a zero, and the person decides who is told."""

import pytest
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.urges.stories import logged_lapse, logged_urge
from webapp.extensions import db
from webapp.models import uuid7


def value(cast: Cast, column: str) -> object:
    with cast.app.app_context():
        return db.session.connection().exec_driver_sql(f"SELECT {column} FROM lapse").scalar()


def test_it_starts_with_the_safety_questions(cast: Cast) -> None:
    text = cast.as_("maya").get("/lapses/new").text
    assert text.index("Are you safe right now?") < text.index("Go on: what to do now")
    assert "Nobody else sees your answers" in text


def test_it_is_saved_with_nothing_answered(cast: Cast) -> None:
    lapse_id = logged_lapse(cast)
    text = cast.as_("maya").get(f"/lapses/{lapse_id}").text
    assert "The first 10 minutes" in text
    assert "Naloxone" in text


def test_an_unsafe_answer_shows_people_to_call(cast: Cast) -> None:
    lapse_id = logged_lapse(cast, safe="not-sure")
    text = cast.as_("maya").get(f"/lapses/{lapse_id}").text
    assert 'href="tel:988"' in text
    assert "Ask my team to call me" in text


def test_nobody_is_told_until_the_person_says_so(cast: Cast) -> None:
    lapse_id = logged_lapse(cast)
    assert value(cast, "private") in {True}
    maya = cast.as_("maya")
    maya.post(f"/lapses/{lapse_id}/following", data={"operation": uuid7(), "tell_team": "true"})
    assert (value(cast, "private"), value(cast, "told_team")) in {(0, 1), (False, True)}
    maya.post(f"/lapses/{lapse_id}/following", data={"operation": uuid7(), "tell_team": "false", "was_told": "true"})
    assert (value(cast, "private"), value(cast, "told_team")) in {(1, 0), (True, False)}


def test_an_old_page_cannot_tell_the_team_again(cast: Cast) -> None:
    lapse_id, maya = logged_lapse(cast), cast.as_("maya")
    page = f"/lapses/{lapse_id}/following"
    maya.post(page, data={"operation": uuid7(), "tell_team": "true"})
    maya.post(page, data={"operation": uuid7(), "tell_team": "false", "was_told": "true"})
    stale = {"operation": uuid7(), "tell_team": "true", "was_told": "true", "steps_done": "today:0"}
    maya.post(page, data=stale)
    assert (value(cast, "private"), value(cast, "told_team")) in {(1, 0), (True, False)}


def test_ticking_a_step_leaves_the_look_back_good(cast: Cast) -> None:
    lapse_id, maya = logged_lapse(cast), cast.as_("maya")
    maya.htmx(f"/lapses/{lapse_id}/following", {"operation": uuid7(), "steps_done": "first-hour:0"})
    sent = {"operation": uuid7(), "version": 1, "place": "The car"}
    assert maya.post(f"/lapses/{lapse_id}/look-back", data=sent).status_code == 303


def test_steps_are_kept_as_they_are_ticked(cast: Cast) -> None:
    lapse_id = logged_lapse(cast)
    answer = cast.as_("maya").htmx(
        f"/lapses/{lapse_id}/following", {"operation": uuid7(), "steps_done": "first-hour:0"}
    )
    assert answer.status_code == 200
    assert 'value="first-hour:0" checked' in answer.text


def test_the_look_back_is_kept_and_a_stale_one_is_merged(cast: Cast) -> None:
    lapse_id, maya = logged_lapse(cast), cast.as_("maya")
    maya.post(f"/lapses/{lapse_id}/look-back", data={"operation": uuid7(), "version": 1, "place": "The car"})
    assert "The car" in maya.get(f"/lapses/{lapse_id}").text
    stale = maya.post(f"/lapses/{lapse_id}/look-back", data={"operation": uuid7(), "version": 1, "place": "The bar"})
    assert stale.status_code == 409
    assert "The car" in stale.text
    assert "The bar" in stale.text


def look_back(version: int = 1, **given: object) -> dict[str, object]:
    return {"operation": uuid7(), "version": version} | given


def test_the_merge_page_names_all_that_differs(cast: Cast) -> None:
    lapse_id, maya = logged_lapse(cast), cast.as_("maya")
    page = f"/lapses/{lapse_id}/look-back"
    maya.post(page, data=look_back(for_session="true", occurred="2026-01-02T23:30"))
    text = maya.post(page, data=look_back(occurred="2026-01-03T08:15")).text
    assert "Bring this to session" in text
    assert "Jan 2, 2026" in text
    assert "Jan 3, 2026" in text


def test_a_stale_form_that_asks_for_nothing_else_is_saved(cast: Cast) -> None:
    lapse_id, maya = logged_lapse(cast), cast.as_("maya")
    page = f"/lapses/{lapse_id}/look-back"
    for _ in range(2):
        assert maya.post(page, data=look_back(place="The car")).status_code == 303


def test_a_refused_look_back_keeps_what_was_typed_and_its_version(cast: Cast) -> None:
    """Else the next try would overwrite what another device saved meanwhile."""
    lapse_id, maya = logged_lapse(cast), cast.as_("maya")
    page = f"/lapses/{lapse_id}/look-back"
    maya.post(page, data=look_back(place="The car"))
    text = maya.post(page, data=look_back(for_session="true", occurred="2099-01-01T10:00")).text
    form = BeautifulSoup(text, "html.parser").select_one("#look-back")
    assert form is not None
    assert [box["value"] for box in form.select("[name=version]")] == ["1"]
    assert form.select("[name=for_session][checked]")


@pytest.mark.parametrize("when", ["2099-01-01T10:00", "not a time"])
def test_a_bad_time_is_refused_and_the_text_kept(cast: Cast, when: str) -> None:
    lapse_id, maya = logged_lapse(cast), cast.as_("maya")
    answer = maya.post(
        f"/lapses/{lapse_id}/look-back",
        data={"operation": uuid7(), "version": 1, "occurred": when, "thought": "I typed this"},
    )
    assert answer.status_code == 422
    assert "I typed this" in answer.text


def test_a_lapse_from_a_shared_urge_shows_on_neither(cast: Cast) -> None:
    cast.consents("maya", "urges", "lapses")
    urge_id = logged_urge(cast)
    logged_lapse(cast, urge_id=urge_id, kind="use")
    text = cast.as_("dana").get(f"/counselor/participants/{cast['maya']}").text
    assert "Lapse" not in text
    assert "Did you use or drink?" not in text


def test_deleting_can_be_undone(cast: Cast) -> None:
    lapse_id, maya = logged_lapse(cast), cast.as_("maya")
    maya.post(f"/lapses/{lapse_id}/deletion")
    assert maya.get(f"/lapses/{lapse_id}").status_code == 404
    maya.post(f"/lapses/{lapse_id}/restoration")
    assert maya.get(f"/lapses/{lapse_id}").status_code == 200


def test_the_same_form_twice_is_one_also_when_its_urge_was_deleted(cast: Cast) -> None:
    urge_id, maya = logged_urge(cast), cast.as_("maya")
    sent = {"id": uuid7(), "operation": uuid7(), "urge_id": urge_id}
    maya.post("/lapses", data=sent)
    maya.post(f"/urges/{urge_id}/deletion")
    answer = maya.post("/lapses", data=sent)
    assert (answer.status_code, answer.location) == (303, f"/lapses/{sent['id']}")
    assert value(cast, "count(*)") == 1


def test_a_lapse_is_kept_when_its_urge_was_deleted_meanwhile(cast: Cast) -> None:
    urge_id, maya = logged_urge(cast), cast.as_("maya")
    maya.post(f"/urges/{urge_id}/deletion")
    lapse_id = logged_lapse(cast, urge_id=urge_id)
    assert maya.get(f"/lapses/{lapse_id}").status_code == 200


def test_the_same_form_after_undo_leads_to_the_way_back(cast: Cast) -> None:
    maya, sent = cast.as_("maya"), {"id": uuid7(), "operation": uuid7()}
    maya.post("/lapses", data=sent)
    maya.post(f"/lapses/{sent['id']}/deletion")
    assert maya.post("/lapses", data=sent).location == f"/lapses/{sent['id']}/deleted"


def test_a_stranger_sees_nothing(cast: Cast) -> None:
    lapse_id = logged_lapse(cast)
    assert cast.as_("jordan").get(f"/lapses/{lapse_id}").status_code == 404
    assert cast.as_("dana").get(f"/lapses/{lapse_id}").status_code == 403
