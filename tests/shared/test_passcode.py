"""A passcode is asked for after the key was right; five wrong ones pause the link until its owner resumes it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.support.client import PageClient
from tests.support.family import Link, knock, make, rows, trail

RIGHT = "blue-door-17"


@pytest.fixture
def link(cast: Cast) -> Link:
    return make(cast, passcode=RIGHT)


def test_it_is_asked_for_and_then_opens(cast: Cast, link: Link) -> None:
    client = cast.as_("nobody")
    asked = knock(client, link)
    assert asked.status_code == 200
    page = BeautifulSoup(asked.text, "html.parser")
    sent = {box["name"]: box.get("value", "") for box in page.select("form input")}
    assert sent["secret"] == link.secret, "the next step brings the key again"
    assert "Maya" not in asked.text
    assert client.post(page.form["action"], data=sent | {"passcode": RIGHT}).status_code == 303
    assert client.get("/shared").status_code == 200


def test_with_the_code_too(cast: Cast, link: Link) -> None:
    client = cast.as_("nobody")
    asked = client.post(link.door, data={"code": link.code})
    sent = {box["name"]: box.get("value", "") for box in BeautifulSoup(asked.text, "html.parser").select("form input")}
    assert client.post(link.door, data=sent | {"passcode": RIGHT}).status_code == 303


def test_a_wrong_key_is_never_asked_for_one(cast: Cast, link: Link) -> None:
    answer = cast.as_("nobody").post(link.door, data={"secret": "x" * 43, "passcode": RIGHT})
    assert answer.status_code == 404 and rows(cast, "ShareLink")[0].tries == 0


def test_wrong_ones_are_counted_and_said(cast: Cast, link: Link) -> None:
    client = cast.as_("nobody")
    answer = knock(client, link, passcode="red-door-18")
    assert answer.status_code == 422
    assert "This passcode is not right. Tries left: 4." in answer.text
    assert "red-door-18" not in answer.text
    assert [row.kind for row in rows(cast, "ShareOpening")] == ["wrong-passcode"]
    assert trail(cast)[-1] == ("refused", "family", "passcode")
    assert rows(cast, "ShareSession") == []


def test_five_wrong_ones_pause_it_for_whoever_has_the_right_one(cast: Cast, link: Link) -> None:
    client = cast.as_("nobody")
    statuses = [knock(client, link, passcode=f"red-door-{n}").status_code for n in range(6)]
    assert statuses == [422, 422, 422, 422, 404, 404]
    assert knock(cast.as_("nobody"), link, passcode=RIGHT).status_code == 404
    maya = cast.as_("maya")
    assert "Paused after 5 wrong passcodes." in maya.get(f"/sharing/{link.id}").text
    maya.post(f"/sharing/{link.id}/resumption")
    assert knock(cast.as_("nobody"), link, passcode=RIGHT).status_code == 303


def test_the_right_one_begins_anew(cast: Cast, link: Link) -> None:
    client = cast.as_("nobody")
    for n in range(4):
        knock(client, link, passcode=f"red-door-{n}")
    assert knock(client, link, passcode=RIGHT).status_code == 303
    assert rows(cast, "ShareLink")[0].tries == 0


def test_many_at_the_same_moment_are_no_more_than_five(cast: Cast, link: Link) -> None:
    def guess(n: int) -> int:
        return knock(PageClient(cast.app), link, passcode=f"red-door-{n}").status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(guess, range(12)))
    assert statuses.count(422) <= 4 and set(statuses) <= {404, 422}
    assert len(rows(cast, "ShareOpening")) == 5 == rows(cast, "ShareLink")[0].tries


def test_without_a_passcode_none_is_asked_for(cast: Cast) -> None:
    assert knock(cast.as_("nobody"), make(cast), passcode="whatever").status_code == 303
