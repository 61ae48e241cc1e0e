"""Another role: for staff, never across, never one's own."""

from collections.abc import Callable

import pytest

from tests.admin.conftest import Stored
from tests.cast import Cast
from tests.support.client import PageClient
from webapp.models import Account, Assignment, Device, Invite, now


@pytest.fixture
def url(cast: Cast) -> Callable[[str], str]:
    return lambda name: f"/admin/people/{cast[name]}/role"


def test_a_counselor_becomes_an_admin_and_is_signed_out(
    alex: PageClient,
    cast: Cast,
    url: Callable[[str], str],
    account: Callable[[str], Account],
    trail: Callable[[], list[object]],
) -> None:
    lee = cast.as_("lee")
    assert lee.get("/account").status_code == 200
    answer = alex.post(url("lee"), data={"role": "admin"})
    assert answer.location == f"/admin/people/{cast['lee']}"
    assert account("lee").role == "admin"
    assert lee.get("/account").status_code == 401
    assert trail() == [("changed", "role", "admin")]


def test_an_admin_who_becomes_a_counselor_leaves_no_open_invite(
    alex: PageClient, cast: Cast, url: Callable[[str], str], put: Callable[..., None], stored: Stored
) -> None:
    alex.post(url("lee"), data={"role": "admin"})
    put(Invite(code_hash="x", role="admin", created_by=cast["lee"], expires_at=now().replace(year=2099)))
    assert alex.post(url("lee"), data={"role": "counselor"}).status_code == 303
    assert stored(Invite)[0].withdrawn_at is not None


def test_who_looks_after_somebody_hands_them_over_first(
    alex: PageClient, url: Callable[[str], str], account: Callable[[str], Account]
) -> None:
    answer = alex.post(url("dana"), data={"role": "admin"})
    assert answer.status_code == 422
    assert "Hand them to another counselor first." in answer.text
    assert account("dana").role == "counselor"


@pytest.mark.parametrize(("name", "role"), [("maya", "counselor"), ("maya", "admin"), ("lee", "participant")])
def test_not_between_participants_and_staff(
    alex: PageClient, url: Callable[[str], str], account: Callable[[str], Account], name: str, role: str
) -> None:
    before = account(name).role
    answer = alex.post(url(name), data={"role": role})
    assert answer.status_code == 422
    assert "Participants cannot become staff" in answer.text
    assert account(name).role == before


def test_the_page_of_a_participant_says_why_not(alex: PageClient, url: Callable[[str], str]) -> None:
    page = alex.get(url("maya")).text
    assert "cannot become a staff account" in page
    assert 'name="role"' not in page


def test_a_role_that_does_not_exist(alex: PageClient, url: Callable[[str], str]) -> None:
    answer = alex.post(url("lee"), data={"role": "owner"})
    assert answer.status_code == 422
    assert "Please choose one from the list." in answer.text


def test_not_ones_own(alex: PageClient, url: Callable[[str], str], account: Callable[[str], Account]) -> None:
    assert alex.get(url("alex")).status_code == 404
    assert alex.post(url("alex"), data={"role": "counselor"}).status_code == 404
    assert account("alex").role == "admin"


def test_the_same_role_again_signs_nobody_out(
    alex: PageClient, cast: Cast, url: Callable[[str], str], stored: Stored, trail: Callable[[], list[object]]
) -> None:
    assert alex.post(url("lee"), data={"role": "counselor"}).status_code == 303
    assert stored(Device, account_id=cast["lee"])[0].ended_at is None
    assert trail() == []


def test_without_the_password_of_the_last_minutes(
    alex: PageClient, long_ago: None, url: Callable[[str], str], account: Callable[[str], Account]
) -> None:
    for answer in (alex.get(url("lee")), alex.post(url("lee"), data={"role": "admin"})):
        assert answer.status_code == 303
        assert answer.location == f"/confirm?next={url('lee')}"
    assert account("lee").role == "counselor"


def test_assignments_stay(alex: PageClient, url: Callable[[str], str], stored: Stored) -> None:
    alex.post(url("lee"), data={"role": "admin"})
    assert [row.ended_at for row in stored(Assignment)] == [None]
