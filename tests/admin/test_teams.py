"""Care teams: who looks after whom, and a whole caseload handed over."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.admin.conftest import Stored
from tests.cast import PASSWORD, Cast
from tests.support.client import PageClient
from webapp.models import Assignment, Audit, uuid7


@pytest.fixture
def team(cast: Cast, stored: Stored) -> Callable[[str], set[str]]:
    """Who looks after somebody now."""
    names = {account_id: name for name, account_id in cast.ids.items()}
    return lambda name: {
        names[row.counselor_id] for row in stored(Assignment, participant_id=cast[name]) if row.ended_at is None
    }


def url(cast: Cast, name: str, what: str) -> str:
    return f"/admin/people/{cast[name]}/{what}"


def test_a_counselor_is_added(
    alex: PageClient, cast: Cast, team: Callable[[str], set[str]], stored: Stored, trail: Callable[[], list[object]]
) -> None:
    answer = alex.post(url(cast, "maya", "assignments"), data={"counselor": cast["lee"]})
    assert answer.location == f"/admin/people/{cast['maya']}#team"
    assert team("maya") == {"dana", "lee"}
    assert trail() == [("assigned", "counselor", "")]
    row = stored(Audit)[0]
    assert (row.owner_id, row.subject_id) == (cast["maya"], cast["lee"])


def test_a_second_time_changes_nothing(alex: PageClient, cast: Cast, stored: Stored) -> None:
    for _ in range(2):
        assert alex.post(url(cast, "maya", "assignments"), data={"counselor": cast["dana"]}).status_code == 303
    assert len(stored(Assignment)) == 1
    assert stored(Audit) == []


@pytest.mark.parametrize("who", ["maya", "alex", "noor", "nobody at all", "not an id", ""])
def test_only_a_counselor_can_be(alex: PageClient, cast: Cast, team: Callable[[str], set[str]], who: str) -> None:
    chosen = cast.ids.get(who, uuid7() if who == "nobody at all" else who)
    answer = alex.post(url(cast, "jordan", "assignments"), data={"counselor": chosen})
    assert answer.status_code == 422
    assert "Please choose one from the list." in answer.text
    assert team("jordan") == set()


def test_nor_one_whose_account_is_off(alex: PageClient, cast: Cast, team: Callable[[str], set[str]]) -> None:
    alex.post(url(cast, "lee", "turn-off"))
    assert alex.post(url(cast, "jordan", "assignments"), data={"counselor": cast["lee"]}).status_code == 422
    assert team("jordan") == set()


def test_only_participants_have_a_care_team(alex: PageClient, cast: Cast) -> None:
    assert alex.post(url(cast, "dana", "assignments"), data={"counselor": cast["lee"]}).status_code == 404


def test_taken_out(
    alex: PageClient, cast: Cast, team: Callable[[str], set[str]], stored: Stored, trail: Callable[[], list[object]]
) -> None:
    end = f"/admin/assignments/{stored(Assignment)[0].id}/end"
    first = [alex.post(end).location for _ in range(2)]
    assert first == [f"/admin/people/{cast['maya']}#team"] * 2
    assert team("maya") == set()
    assert trail() == [("unassigned", "counselor", "")]
    assert "Nobody reads what this person shares" in alex.get(f"/admin/people/{cast['maya']}").text


def test_and_back_again_is_a_row_of_its_own(
    alex: PageClient, cast: Cast, stored: Stored, team: Callable[[str], set[str]]
) -> None:
    alex.post(f"/admin/assignments/{stored(Assignment)[0].id}/end")
    alex.post(url(cast, "maya", "assignments"), data={"counselor": cast["dana"]})
    assert team("maya") == {"dana"}
    assert len(stored(Assignment)) == 2


def test_a_caseload_is_handed_over(
    alex: PageClient, cast: Cast, team: Callable[[str], set[str]], trail: Callable[[], list[Any]]
) -> None:
    alex.post(url(cast, "jordan", "assignments"), data={"counselor": cast["dana"]})
    alex.post(url(cast, "jordan", "assignments"), data={"counselor": cast["lee"]})
    before = len(trail())
    page = alex.get(url(cast, "dana", "handover")).text
    assert "2 participants move from Dana" in page
    assert "Jordan and Maya" in page
    answer = alex.post(url(cast, "dana", "handover"), data={"counselor": cast["lee"]})
    assert answer.location == f"/admin/people/{cast['lee']}#caseload"
    assert (team("maya"), team("jordan")) == ({"lee"}, {"lee"})
    assert sorted(action for action, _subject, _detail in trail()[before:]) == ["assigned", "unassigned", "unassigned"]


def test_the_same_hand_over_twice(
    alex: PageClient, cast: Cast, stored: Stored, team: Callable[[str], set[str]]
) -> None:
    for _ in range(2):
        assert alex.post(url(cast, "dana", "handover"), data={"counselor": cast["lee"]}).status_code == 303
    assert team("maya") == {"lee"}
    assert len(stored(Assignment)) == 2


@pytest.mark.parametrize("who", ["dana", "maya", "alex", ""])
def test_only_to_another_counselor(alex: PageClient, cast: Cast, team: Callable[[str], set[str]], who: str) -> None:
    answer = alex.post(url(cast, "dana", "handover"), data={"counselor": cast.ids.get(who, "")})
    assert answer.status_code == 422
    assert "Please choose one from the list." in answer.text
    assert team("maya") == {"dana"}


def test_only_counselors_have_a_caseload(alex: PageClient, cast: Cast) -> None:
    assert alex.get(url(cast, "maya", "handover")).status_code == 404
    assert alex.post(url(cast, "alex", "handover"), data={"counselor": cast["lee"]}).status_code == 404


@pytest.mark.parametrize(
    ("name", "what", "then"), [("jordan", "assignments", "#team"), ("dana", "handover", "/handover")]
)
def test_they_ask_for_the_password(
    alex: PageClient, long_ago: None, cast: Cast, stored: Stored, name: str, what: str, then: str
) -> None:
    """Who looks after somebody reads what they share: like other acts of admins that open a record."""
    before = [row.model_dump() for row in stored(Assignment)]
    answer = alex.post(url(cast, name, what), data={"counselor": cast["lee"]})
    assert answer.status_code == 303
    page = alex.get(answer.location)
    assert "Your password, please" in page.text
    assert f'value="/admin/people/{cast[name]}{then}"' in page.text
    assert [row.model_dump() for row in stored(Assignment)] == before


def test_the_page_of_a_hand_over_asks_first(alex: PageClient, long_ago: None, cast: Cast) -> None:
    answer = alex.get(url(cast, "dana", "handover"))
    assert (answer.status_code, urlsplit(answer.location).path) == (303, "/confirm")


def test_the_password_once_and_then_they_are_done(alex: PageClient, long_ago: None, cast: Cast) -> None:
    alex.post("/confirm", data={"password": PASSWORD})
    answer = alex.post(url(cast, "jordan", "assignments"), data={"counselor": cast["lee"]})
    assert answer.location == f"/admin/people/{cast['jordan']}#team"


def test_to_take_somebody_out_needs_none(
    alex: PageClient, long_ago: None, cast: Cast, stored: Stored, team: Callable[[str], set[str]]
) -> None:
    """It opens nothing, and may have to be quick."""
    alex.post(f"/admin/assignments/{stored(Assignment)[0].id}/end")
    assert team("maya") == set()


def test_nobody_to_hand_over(alex: PageClient, cast: Cast) -> None:
    assert "looks after nobody now" in alex.get(url(cast, "lee", "handover")).text
