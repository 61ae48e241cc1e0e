"""Who is called first."""

import pytest
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.people.rows import added, names, people
from webapp.models import uuid7


def direction(way: str) -> dict[str, object]:
    return {"direction": way, "operation": uuid7()}


@pytest.mark.parametrize(
    ("who", "way", "order"),
    [
        (1, "up", ["Ana", "Ruth", "Marcus"]),
        (1, "down", ["Ruth", "Marcus", "Ana"]),
        (0, "up", ["Ruth", "Ana", "Marcus"]),
        (2, "down", ["Ruth", "Ana", "Marcus"]),
    ],
)
def test_a_person_moves_by_one(cast: Cast, who: int, way: str, order: list[str]) -> None:
    ids = added(cast, "Ruth", "Ana", "Marcus")
    answer = cast.as_("maya").post(f"/people/{ids[who]}/position", data=direction(way))
    assert answer.status_code == 303
    assert names(cast) == order


def test_the_same_form_twice_moves_once(cast: Cast) -> None:
    ids, asked = added(cast, "Ruth", "Ana", "Marcus"), direction("down")
    for _turn in range(2):
        assert cast.as_("maya").post(f"/people/{ids[0]}/position", data=asked).status_code == 303
    assert names(cast) == ["Ana", "Ruth", "Marcus"]
    assert cast.as_("maya").post(f"/people/{ids[0]}/position", data=asked | {"direction": "up"}).status_code == 409


def test_those_taken_off_the_list_are_stepped_over(cast: Cast) -> None:
    ids, maya = added(cast, "Ruth", "Gone", "Marcus"), cast.as_("maya")
    maya.post(f"/people/{ids[1]}/deletion")
    maya.post(f"/people/{ids[2]}/position", data=direction("up"))
    assert names(cast) == ["Marcus", "Ruth"]
    assert maya.post(f"/people/{ids[1]}/position", data=direction("up")).status_code == 404


def test_moving_makes_no_open_form_stale(cast: Cast) -> None:
    ids = added(cast, "Ruth", "Ana")
    cast.as_("maya").post(f"/people/{ids[0]}/position", data=direction("down"))
    assert {person.version for person in people(cast)} == {1}


def test_to_htmx_it_answers_the_list_as_the_page_shows_it(cast: Cast) -> None:
    ids, maya = added(cast, "Ruth", "Ana"), cast.as_("maya")
    answer = maya.htmx(f"/people/{ids[0]}/position", data=direction("down"))
    part, whole = BeautifulSoup(answer.text, "html.parser"), BeautifulSoup(maya.get("/people").text, "html.parser")
    for soup in (part, whole):
        for box in soup.find_all("input", attrs={"name": "operation"}):
            box["value"] = ""
    assert str(part.find(id="people-list")) == str(whole.find(id="people-list"))


def test_nonsense_is_refused(cast: Cast) -> None:
    ids = added(cast, "Ruth", "Ana")
    assert cast.as_("maya").post(f"/people/{ids[0]}/position", data=direction("sideways")).status_code == 422
    assert cast.as_("maya").post(f"/people/{ids[0]}/position", data={"direction": "up"}).status_code == 422


def test_others_are_refused(cast: Cast) -> None:
    ids = added(cast, "Ruth", "Ana")
    path = f"/people/{ids[1]}/position"
    assert cast.as_("nobody").post(path, data=direction("up")).status_code == 401
    assert cast.as_("dana").post(path, data=direction("up")).status_code == 403
    assert cast.as_("jordan").post(path, data=direction("up")).status_code == 404
    assert names(cast) == ["Ruth", "Ana"]
