"""The library: filters, favourites, hiding, own skills."""

import pytest

from tests.cast import Cast
from webapp.models import uuid7


def own_skill(cast: Cast, name: str = "Walk the dog") -> str:
    skill_id = uuid7()
    answer = cast.as_("maya").post(
        "/skills", data={"id": skill_id, "operation": uuid7(), "name": name, "how": "Twice around", "category": "body"}
    )
    assert answer.status_code == 303, answer.text
    return f"own:{skill_id}"


def test_it_lists_the_library_by_kind(cast: Cast) -> None:
    text = cast.as_("maya").get("/skills").text
    assert "Grounding" in text
    assert text.count("/skills/") >= 60


def test_filters_leave_out_what_does_not_fit(cast: Cast) -> None:
    every = cast.as_("maya").get("/skills").text.count('class="stretch"')
    some = cast.as_("maya").get("/skills?category=grounding&time=1&strength=9").text.count('class="stretch"')
    assert 0 < some < every


@pytest.mark.parametrize("query", ["category=x&time=99&strength=abc", "strength=-1", "strength=" + "9" * 50])
def test_filters_that_are_none_are_ignored(cast: Cast, query: str) -> None:
    assert cast.as_("maya").get(f"/skills?{query}").status_code == 200


def test_a_favourite_comes_first_and_can_be_taken_back(cast: Cast) -> None:
    maya = cast.as_("maya")
    maya.post("/skills/urge-surfing/favourite")
    assert "My skills" in maya.get("/skills").text
    maya.post("/skills/urge-surfing/favourite/deletion")
    assert "My skills" not in maya.get("/skills").text


def test_a_hidden_one_is_not_lost(cast: Cast) -> None:
    maya = cast.as_("maya")
    maya.post("/skills/urge-surfing/hiding")
    assert "Hidden skills" in maya.get("/skills").text
    maya.post("/skills/urge-surfing/hiding/deletion")
    assert "Hidden skills" not in maya.get("/skills").text


def test_an_own_skill_is_kept_once_and_changed(cast: Cast) -> None:
    maya, sent = cast.as_("maya"), {"id": uuid7(), "operation": uuid7(), "name": "Drums", "category": "creative"}
    assert [maya.post("/skills", data=sent).status_code for _ in range(2)] == [303, 303]
    assert maya.get("/skills").text.count("Drums") == 1
    key = f"own:{sent['id']}"
    maya.post(f"/skills/{key}", data={"version": 1, "name": "Hand drums", "category": "creative"})
    assert "Hand drums" in maya.get(f"/skills/{key}").text
    stale = maya.post(f"/skills/{key}", data={"version": 1, "name": "Bongos", "category": "creative"})
    assert stale.status_code == 409
    assert "Hand drums" in stale.text
    assert "Bongos" in stale.text


@pytest.mark.parametrize("wrong", [{"name": ""}, {"name": "x" * 201}, {"category": "magic"}, {"how": "a\0b"}])
def test_what_is_wrong_is_said_and_the_rest_kept(cast: Cast, wrong: dict[str, str]) -> None:
    sent = {"id": uuid7(), "operation": uuid7(), "name": "Drums", "how": "Softly", "category": "creative"} | wrong
    answer = cast.as_("maya").post("/skills", data=sent)
    assert answer.status_code == 422
    if "how" not in wrong:
        assert "Softly" in answer.text
    assert "My skills" not in cast.as_("maya").get("/skills").text


def test_a_stranger_has_none_of_it(cast: Cast) -> None:
    key = own_skill(cast)
    jordan = cast.as_("jordan")
    assert jordan.get(f"/skills/{key}").status_code == 404
    assert jordan.post(f"/skills/{key}", data={"version": 1, "name": "x", "category": "body"}).status_code == 404
    assert jordan.post(f"/skills/{key}/favourite").status_code == 404
    assert "Walk the dog" not in jordan.get("/skills").text


def test_unknown_keys_are_not_there(cast: Cast) -> None:
    for key in ("no-such-skill", "own:not-an-id", f"own:{uuid7()}"):
        assert cast.as_("maya").get(f"/skills/{key}").status_code == 404
