"""Pausing, resuming, a new secret, ending. Nobody is told; each leaves its line in the trail."""

import pytest
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.support.family import knock, link_in, make, rows, ruth, trail
from webapp.models import uuid7


def says(cast: Cast, link_id: object) -> str:
    page = BeautifulSoup(cast.as_("maya").get(f"/sharing/{link_id}").text, "html.parser")
    return " ".join(page.select_one("main [role=status]").text.split())


def test_pause_and_resume(cast: Cast) -> None:
    maya, link = cast.as_("maya"), make(cast)
    family = ruth(cast, link)
    assert maya.post(f"/sharing/{link.id}/pausing").status_code == 303
    assert says(cast, link.id).startswith("Paused, opens nothing now.")
    assert family.get("/shared").status_code == 404
    assert knock(cast.as_("nobody"), link).status_code == 404
    assert maya.post(f"/sharing/{link.id}/resumption").status_code == 303
    assert says(cast, link.id).startswith("Works until ")
    assert family.get("/shared").status_code == 200
    assert knock(cast.as_("nobody"), link).status_code == 303
    assert [action for action, role, _ in trail(cast) if role == "participant"] == ["made", "paused", "resumed"]


def test_twice_is_once(cast: Cast) -> None:
    maya, link = cast.as_("maya"), make(cast)
    for state in ("pausing", "pausing", "resumption", "resumption", "ending", "ending", "pausing", "resumption"):
        assert maya.post(f"/sharing/{link.id}/{state}").status_code == 303
    assert [action for action, _, _ in trail(cast)] == ["made", "paused", "resumed", "ended"]


def test_ending_is_for_good(cast: Cast) -> None:
    maya, link = cast.as_("maya"), make(cast, passcode="blue-door-17")
    family = ruth(cast, link, passcode="blue-door-17")
    assert maya.post(f"/sharing/{link.id}/ending").headers["Location"] == "/sharing"
    assert family.get("/shared").status_code == 404
    (row,) = rows(cast, "ShareLink")
    assert row.ended_at and (row.secret_hash, row.code_hash, row.passcode_hash) == (None, None, None)
    assert rows(cast, "ShareSession") == []
    assert len(rows(cast, "ShareConsent")) == 1, "what was signed stays"
    page = maya.get(f"/sharing/{link.id}").text
    assert "You ended it:" in page and "/ending" not in page and "/secrets" not in page
    assert "Who opened it" in page, "and who looked stays"


def test_a_new_secret_kills_the_old_one(cast: Cast) -> None:
    maya, old = cast.as_("maya"), make(cast)
    family = ruth(cast, old)
    sent = {"operation": str(uuid7())}
    new = link_in(maya.post(f"/sharing/{old.id}/secrets", data=sent), old.id)
    assert new.public_id == old.public_id and (new.secret, new.code) != (old.secret, old.code)
    assert family.get("/shared").status_code == 404, "closed where it was open"
    assert knock(cast.as_("nobody"), old).status_code == 404
    assert cast.as_("nobody").post(old.door, data={"code": old.code}).status_code == 404
    assert knock(cast.as_("nobody"), new).status_code == 303
    assert cast.as_("nobody").post(old.door, data={"code": new.code}).status_code == 303
    assert maya.post(f"/sharing/{old.id}/secrets", data=sent).status_code == 303, "the same request again makes none"
    assert knock(cast.as_("nobody"), new).status_code == 303
    assert ("changed", "participant", "new secret") in trail(cast)


def test_one_that_ended_gets_no_new_secret(cast: Cast) -> None:
    maya, link = cast.as_("maya"), make(cast)
    maya.post(f"/sharing/{link.id}/ending")
    assert maya.post(f"/sharing/{link.id}/secrets", data={"operation": str(uuid7())}).status_code == 303
    assert rows(cast, "ShareLink")[0].secret_hash is None


@pytest.mark.parametrize("state", ["pausing", "resumption", "ending", "secrets"])
def test_nobody_else_does_it(cast: Cast, state: str) -> None:
    link = make(cast)
    before = rows(cast, "ShareLink")[0].model_dump()
    for name, status in (("nobody", 401), ("jordan", 404), ("dana", 403), ("alex", 403)):
        answer = cast.as_(name).post(f"/sharing/{link.id}/{state}", data={"operation": str(uuid7())})
        assert answer.status_code == status, name
    assert rows(cast, "ShareLink")[0].model_dump() == before
