"""Favourites and hidden skills: a tap each, and nothing is lost."""

import pytest

from tests.cast import Cast
from tests.skills.rows import add_practice, add_skill, skills
from webapp.models import uuid7

STEPS = ("favourite", "favourite/deletion", "hiding", "hiding/deletion")


def test_a_favourite_is_made_and_unmade(cast: Cast) -> None:
    maya = cast.as_("maya")
    answer = maya.post("/skills/urge-surfing/favourite")
    assert (answer.status_code, answer.location) == (303, "/skills/urge-surfing")
    assert "No longer a favorite" in maya.get("/skills/urge-surfing").text
    maya.post("/skills/urge-surfing/favourite/deletion")
    assert "Make it a favorite" in maya.get("/skills/urge-surfing").text


def test_twice_is_once(cast: Cast) -> None:
    maya = cast.as_("maya")
    assert [maya.post("/skills/urge-surfing/favourite").status_code for _ in range(2)] == [303, 303]
    assert [(row.slug, row.favourite) for row in skills(cast)] == [("urge-surfing", True)]


def test_hiding_takes_it_off_the_list_and_can_be_undone(cast: Cast) -> None:
    maya = cast.as_("maya")
    maya.post("/skills/urge-surfing/favourite")
    answer = maya.post("/skills/urge-surfing/hiding", follow_redirects=True)
    assert "This skill is hidden" in answer.text
    assert 'action="/skills/urge-surfing/hiding/deletion"' in answer.text
    listed = maya.get("/skills").text
    assert "Hidden (1)" in listed
    assert 'class="stretch" href="/skills/urge-surfing"' not in listed
    maya.post("/skills/urge-surfing/hiding/deletion")
    assert 'class="stretch" href="/skills/urge-surfing"' in maya.get("/skills").text
    assert "Hidden (" not in maya.get("/skills").text
    assert [row.favourite for row in skills(cast)] == [False]


def test_an_own_skill_is_hidden_and_not_lost(cast: Cast) -> None:
    skill_id, maya = add_skill(cast), cast.as_("maya")
    maya.post(f"/skills/{skill_id}/hiding")
    assert "Walk the dog" in maya.get("/skills").text
    assert [(row.name, row.hidden) for row in skills(cast)] == [("Walk the dog", True)]


def test_arranging_does_not_make_words_stale(cast: Cast) -> None:
    skill_id, maya = add_skill(cast), cast.as_("maya")
    maya.post(f"/skills/{skill_id}/favourite")
    sent = {"version": 1, "operation": uuid7(), "name": "Walk two dogs", "category": "body"}
    assert maya.post(f"/skills/{skill_id}", data=sent).status_code == 303


def test_a_hidden_skill_still_counts(cast: Cast) -> None:
    for _turn in range(3):
        add_practice(cast, "urge-surfing")
    cast.as_("maya").post("/skills/urge-surfing/hiding")
    assert "Urge surfing helped most" in cast.as_("maya").get("/skills/what-works").text


@pytest.mark.parametrize("step", STEPS)
def test_others_are_refused(cast: Cast, step: str) -> None:
    skill_id = add_skill(cast)
    for member, status in (("jordan", 404), ("dana", 403), ("nobody", 401)):
        assert cast.as_(member).post(f"/skills/{skill_id}/{step}").status_code == status
    assert [(row.favourite, row.hidden) for row in skills(cast)] == [(False, False)]
    assert cast.as_("maya").post(f"/skills/no-such-skill/{step}").status_code == 404


def test_what_jordan_arranges_is_jordans(cast: Cast) -> None:
    cast.as_("jordan").post("/skills/urge-surfing/hiding")
    assert "Hidden (" not in cast.as_("maya").get("/skills").text
