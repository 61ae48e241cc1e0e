"""A tap saves a practice, once; for an urge it is the urge's new rating."""

from uuid import UUID

import pytest

from tests.cast import Cast
from tests.skills.rows import SENSES, add_skill, add_urge, form, practices, urges
from webapp.content.skills import OWN
from webapp.models import uuid7

PATH = f"/skills/{SENSES}/practices"


def test_a_tap_saves_it_once(cast: Cast) -> None:
    maya, sent = cast.as_("maya"), form(before=7, after=3, minutes=5, note="On the bus 🙂", private="true")
    answers = [maya.post(PATH, data=sent) for _ in range(2)]
    assert [(answer.status_code, answer.location) for answer in answers] == [(303, f"/practices/{sent['id']}")] * 2
    (row,) = practices(cast)
    assert (row.id, row.skill_key, row.before, row.after, row.minutes, row.note, row.private, row.urge_id) == (
        sent["id"],
        SENSES,
        7,
        3,
        5,
        "On the bus 🙂",
        True,
        None,
    )


@pytest.mark.parametrize(
    ("given", "stored"), [({}, (None, None)), ({"before": 6}, (6, None)), ({"after": 0}, (None, 0))]
)
def test_ratings_may_be_left_out(cast: Cast, given: dict[str, int], stored: tuple[int | None, int | None]) -> None:
    answer = cast.as_("maya").post(PATH, data=form(**given), follow_redirects=True)
    assert answer.status_code == 200
    assert [(row.before, row.after) for row in practices(cast)] == [stored]


def test_an_own_skill_is_practised(cast: Cast) -> None:
    skill_id = add_skill(cast)
    answer = cast.as_("maya").post(f"/skills/{skill_id}/practices", data=form(after=2), follow_redirects=True)
    assert "Walk the dog" in answer.text
    assert [row.skill_key for row in practices(cast)] == [f"{OWN}{skill_id}"]


def test_for_an_urge_it_is_its_new_rating(cast: Cast) -> None:
    urge_id, maya = add_urge(cast, 8), cast.as_("maya")
    answer = maya.post(PATH, data=form(before=8, after=4, urge_id=urge_id))
    assert (answer.status_code, answer.location) == (303, f"/urges/{urge_id}#rating")
    (urge,) = urges(cast)
    assert (urge.strength, urge.strength_now, urge.version) == (8, 4, 1), "other forms that are open stay good"
    assert urge.rerated_at is not None
    assert [row.urge_id for row in practices(cast)] == [urge_id]
    assert "It was 8, now it is 4." in maya.get(f"/urges/{urge_id}").text


def test_for_an_urge_without_a_rating_the_urge_stays(cast: Cast) -> None:
    urge_id = add_urge(cast, 8)
    answer = cast.as_("maya").post(PATH, data=form(before=8, urge_id=urge_id))
    assert answer.location == f"/urges/{urge_id}#rating"
    assert [(urge.strength_now, urge.version) for urge in urges(cast)] == [(None, 1)]


def test_the_practice_for_a_private_urge_is_private(cast: Cast) -> None:
    cast.as_("maya").post(PATH, data=form(after=2, urge_id=add_urge(cast, private=True)))
    assert [row.private for row in practices(cast)] == [True]


def test_when_the_urge_was_deleted_meanwhile_nothing_is_lost(cast: Cast) -> None:
    urge_id, maya, sent = add_urge(cast, 8), cast.as_("maya"), form(before=8, after=2)
    maya.post(f"/urges/{urge_id}/deletion")
    answer = maya.post(PATH, data=sent | {"urge_id": urge_id}, follow_redirects=True)
    assert answer.status_code == 200
    assert "It was 8, then 2: down by 6." in answer.text
    assert len(practices(cast)) == 1


def test_somebody_elses_urge_is_not_there(cast: Cast) -> None:
    urge_id = add_urge(cast)
    assert cast.as_("jordan").post(PATH, data=form(after=1, urge_id=urge_id)).status_code == 404
    assert practices(cast) == []
    assert [urge.strength_now for urge in urges(cast)] == [None]


def test_back_and_another_number_offers_the_change(cast: Cast) -> None:
    maya, sent = cast.as_("maya"), form(before=7, after=4)
    maya.post(PATH, data=sent)
    answer = maya.post(PATH, data=sent | {"after": 2, "note": "Better still"})
    assert answer.status_code == 409
    assert "This one is saved already" in answer.text
    assert '<option value="2" selected>2</option>' in answer.text
    assert "Better still" in answer.text
    assert [row.after for row in practices(cast)] == [4]
    assert maya.htmx(PATH, sent | {"after": 2}).status_code == 409


@pytest.mark.parametrize("more", [{}, {"after": 2, "operation": uuid7()}], ids=["the same", "another number"])
def test_the_form_again_after_undo_leads_to_the_way_back(cast: Cast, more: dict[str, object]) -> None:
    maya, sent = cast.as_("maya"), form(before=7, after=4)
    maya.post(PATH, data=sent)
    maya.post(f"/practices/{sent['id']}/deletion")
    answer = maya.post(PATH, data=sent | more)
    assert (answer.status_code, answer.location) == (303, f"/practices/{sent['id']}/deleted")


def test_ids_that_stand_for_something_else_are_a_conflict(cast: Cast) -> None:
    sent = form(after=4)
    cast.as_("maya").post(PATH, data=sent)
    assert cast.as_("jordan").post(PATH, data=sent).status_code == 409
    assert cast.as_("jordan").post(PATH, data=sent | {"operation": uuid7()}).status_code == 409
    assert cast.as_("maya").post(PATH, data=sent | {"id": uuid7()}).status_code == 409
    assert [row.after for row in practices(cast)] == [4]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"after": 11}, "Please choose a number from 0 to 10."),
        ({"before": -1}, "Please choose a number from 0 to 10."),
        ({"before": "many"}, "Please give a number."),
        ({"minutes": 1441}, "Please choose a number from 0 to 1440."),
        ({"minutes": "five"}, "Please give a number."),
        ({"note": "x" * 10_001}, "This is too long. 10000 characters fit."),
        ({"note": "a\0b"}, "This has a character that cannot be saved."),
        ({"id": "x"}, "Please choose one from the list."),
        ({"urge_id": "1"}, "Please choose one from the list."),
        ({"operation": ""}, "Please answer this."),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_kept(cast: Cast, wrong: dict[str, object], message: str) -> None:
    answer = cast.as_("maya").post(PATH, data=form(before=6, after=3, note="typed words", minutes=4) | wrong)
    assert answer.status_code == 422
    assert message in answer.text
    assert "typed words" in answer.text or "note" in wrong
    assert 'value="6" checked' in answer.text or "before" in wrong
    assert practices(cast) == []


def test_a_refused_practice_keeps_its_urge_and_id(cast: Cast) -> None:
    urge_id, sent = add_urge(cast, 8), form(before=8, after=3, minutes="five")
    answer = cast.as_("maya").post(PATH, data=sent | {"urge_id": urge_id})
    assert answer.status_code == 422
    for kept in (f'name="urge_id" value="{urge_id}"', 'name="before" value="8"', f'name="id" value="{sent["id"]}"'):
        assert kept in answer.text


def test_an_unknown_skill_is_not_there(cast: Cast) -> None:
    assert cast.as_("maya").post("/skills/no-such-skill/practices", data=form(after=1)).status_code == 404
    assert practices(cast) == []


def test_others_are_refused(cast: Cast) -> None:
    skill_id: UUID = add_skill(cast)
    assert cast.as_("nobody").post(PATH, data=form(after=1)).status_code == 401
    assert cast.as_("dana").post(PATH, data=form(after=1)).status_code == 403
    assert cast.as_("jordan").post(f"/skills/{skill_id}/practices", data=form(after=1)).status_code == 404
    assert practices(cast) == []
