"""Therapy groups and who is in them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from tests.admin.conftest import Stored
from tests.cast import Cast
from tests.support.client import PageClient
from webapp.models import GroupMember, TherapyGroup, uuid7


@pytest.fixture
def evening(put: Callable[..., None]) -> UUID:
    group_id = uuid7()
    put(TherapyGroup(id=group_id, name="Evening group", when="Mondays, 6 pm"))
    return group_id


def test_a_group_is_added(alex: PageClient, stored: Stored, trail: Callable[[], list[object]]) -> None:
    assert "No group yet" in alex.get("/admin/groups").text
    assert alex.get("/admin/groups/new").status_code == 200
    answer = alex.post("/admin/groups", data={"name": " Grupo Ñandú ", "when": "Fridays"})
    group = stored(TherapyGroup)[0]
    assert answer.location == f"/admin/groups/{group.id}"
    assert (group.name, group.when) == ("Grupo Ñandú", "Fridays")
    assert trail() == [("added", "group", "")]


@pytest.mark.parametrize("name", ["Evening group", "EVENING GROUP"])
def test_a_name_is_there_once(alex: PageClient, evening: UUID, stored: Stored, name: str) -> None:
    answer = alex.post("/admin/groups", data={"name": name, "when": "typed here"})
    assert answer.status_code == 422
    assert "There is a group with this name." in answer.text
    assert "typed here" in answer.text
    assert len(stored(TherapyGroup)) == 1


def test_letters_that_databases_do_not_fold(alex: PageClient, stored: Stored) -> None:
    for status in (303, 422):
        assert alex.post("/admin/groups", data={"name": "ÉLAN"}).status_code == status
    assert len(stored(TherapyGroup)) == 1


@pytest.mark.parametrize(("name", "message"), [("", "Please answer this."), ("x" * 201, "200 characters fit")])
def test_a_name_is_needed(alex: PageClient, stored: Stored, name: str, message: str) -> None:
    answer = alex.post("/admin/groups", data={"name": name})
    assert answer.status_code == 422
    assert message in answer.text
    assert stored(TherapyGroup) == []


def test_renamed(alex: PageClient, evening: UUID, stored: Stored, trail: Callable[[], list[object]]) -> None:
    url = f"/admin/groups/{evening}"
    assert alex.post(url, data={"name": "Late group", "when": ""}).location == url
    assert (stored(TherapyGroup)[0].name, stored(TherapyGroup)[0].when) == ("Late group", "")
    assert alex.post(url, data={"name": "late group"}).status_code == 303
    assert trail() == [("changed", "group", "")] * 2


def test_not_to_a_name_that_is_taken(alex: PageClient, evening: UUID, put: Callable[..., None]) -> None:
    put(TherapyGroup(name="Morning group"))
    answer = alex.post(f"/admin/groups/{evening}", data={"name": "Morning group"})
    assert answer.status_code == 422
    assert "There is a group with this name." in answer.text


def test_members(alex: PageClient, cast: Cast, evening: UUID, stored: Stored, trail: Callable[[], list[Any]]) -> None:
    url = f"/admin/groups/{evening}"
    for _ in range(2):
        assert alex.post(f"{url}/members", data={"account": cast["maya"]}).location == url
    assert [row.account_id for row in stored(GroupMember)] == [cast["maya"]]
    page = alex.get(url).text
    assert ">Maya</a>" in page
    assert f'value="{cast["maya"]}"' not in page
    end = f"/admin/members/{stored(GroupMember)[0].id}/end"
    assert alex.post(end).location == url
    assert stored(GroupMember) == []
    assert alex.post(end).status_code == 404
    assert trail() == [("added", "group member", ""), ("removed", "group member", "")]


def test_from_the_persons_page(alex: PageClient, cast: Cast, evening: UUID, stored: Stored) -> None:
    person = f"/admin/people/{cast['maya']}"
    assert alex.post(f"{person}/memberships", data={"group": evening}).location == f"{person}#groups"
    assert "Mondays, 6 pm" in alex.get(person).text
    end = f"/admin/members/{stored(GroupMember)[0].id}/end"
    assert alex.post(end, data={"from_person": "yes"}).location == f"{person}#groups"


@pytest.mark.parametrize("who", ["noor", "nobody at all", "no id"])
def test_only_accounts_that_are_on(alex: PageClient, cast: Cast, evening: UUID, stored: Stored, who: str) -> None:
    account = cast.ids.get(who, uuid7() if who == "nobody at all" else who)
    answer = alex.post(f"/admin/groups/{evening}/members", data={"account": account})
    assert answer.status_code == 422
    assert "Please choose one from the list." in answer.text
    assert stored(GroupMember) == []


def test_closed_it_is_offered_no_more(
    alex: PageClient, cast: Cast, evening: UUID, stored: Stored, trail: Callable[[], list[Any]]
) -> None:
    url = f"/admin/groups/{evening}"
    alex.post(f"{url}/members", data={"account": cast["maya"]})
    assert alex.post(f"{url}/closing").location == url
    assert "This group is closed" in alex.get(url).text
    assert "1 closed group" in alex.get("/admin/groups").text
    assert len(stored(GroupMember)) == 1
    person = f"/admin/people/{cast['jordan']}"
    assert "Evening group" not in alex.get(person).text
    assert alex.post(f"{person}/memberships", data={"group": evening}).status_code == 422
    assert alex.post(f"{url}/reopening").status_code == 303
    assert "Evening group" in alex.get(person).text
    assert [action for action, _subject, _detail in trail()] == ["added", "closed", "reopened"]


def test_a_group_that_never_was(alex: PageClient) -> None:
    assert alex.get(f"/admin/groups/{uuid7()}").status_code == 404
    assert alex.post(f"/admin/groups/{uuid7()}/closing").status_code == 404
