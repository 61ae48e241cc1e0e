"""An account turned off: sessions and codes end at the same moment; nothing is deleted."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.admin.conftest import Stored
from tests.cast import PASSWORD, Cast
from tests.support.client import PageClient
from webapp.admin.services import make_invite, turn_off, why_not_off
from webapp.extensions import db
from webapp.models import Account, Assignment, Invite, ResetCode, now


@pytest.fixture
def url(cast: Cast) -> Callable[[str, str], str]:
    return lambda name, what: f"/admin/people/{cast[name]}/{what}"


def test_it_ends_every_session(
    alex: PageClient,
    cast: Cast,
    url: Callable[[str, str], str],
    account: Callable[[str], Account],
    trail: Callable[[], list[object]],
) -> None:
    dana = cast.as_("dana")
    assert "would have one counselor less" in alex.get(url("dana", "turn-off")).text
    assert alex.post(url("dana", "turn-off")).status_code == 303
    assert account("dana").active is False
    assert dana.get("/account").status_code == 401
    again = cast.as_("nobody").post("/sign-in", data={"username": "dana", "password": PASSWORD})
    assert again.status_code == 422
    assert trail() == [("turned off", "account", "")]


def test_codes_for_and_of_the_person_stop_working(
    alex: PageClient, cast: Cast, url: Callable[[str, str], str], put: Callable[..., None], stored: Stored
) -> None:
    soon = now() + timedelta(days=1)
    put(
        ResetCode(code_hash="for dana", account_id=cast["dana"], issued_by=cast["alex"], expires_at=soon),
        ResetCode(code_hash="of dana", account_id=cast["maya"], issued_by=cast["dana"], expires_at=soon),
        ResetCode(code_hash="of others", account_id=cast["maya"], issued_by=cast["alex"], expires_at=soon),
        Invite(code_hash="of dana", role="participant", created_by=cast["dana"], expires_at=soon),
        Invite(code_hash="of alex", role="participant", created_by=cast["alex"], expires_at=soon),
    )
    alex.post(url("dana", "turn-off"))
    assert {row.code_hash for row in stored(ResetCode) if row.expires_at > now()} == {"of others"}
    assert {row.code_hash for row in stored(Invite) if not row.withdrawn_at} == {"of alex"}


def test_on_again(
    alex: PageClient, cast: Cast, url: Callable[[str, str], str], stored: Stored, trail: Callable[[], list[object]]
) -> None:
    assert alex.post(url("noor", "turn-on")).status_code == 303
    answer = cast.as_("nobody").post("/sign-in", data={"username": "noor", "password": PASSWORD})
    assert answer.status_code == 303
    assert trail() == [("turned on", "account", "")]
    assert len(stored(Assignment)) == 1


def test_the_person_page_offers_what_fits(alex: PageClient, cast: Cast) -> None:
    assert "Turn this account on" in alex.get(f"/admin/people/{cast['noor']}").text
    own = alex.get(f"/admin/people/{cast['alex']}").text
    assert "This is you." in own
    assert "turn-off" not in own


def test_not_ones_own_and_not_twice(
    alex: PageClient, url: Callable[[str, str], str], account: Callable[[str], Account]
) -> None:
    assert alex.post(url("alex", "turn-off")).status_code == 404
    assert account("alex").active
    assert alex.post(url("noor", "turn-off")).status_code == 404
    assert alex.post(url("maya", "turn-on")).status_code == 404


def test_one_admin_stays_when_two_turn_each_other_off(
    alex: PageClient, cast: Cast, account: Callable[[str], Account]
) -> None:
    """The second request passed the gate before the first was committed."""
    alex.post(f"/admin/people/{cast['lee']}/role", data={"role": "admin"})
    with cast.app.app_context(), db.writing() as session:
        turn_off(session.get_one(Account, cast["lee"]), cast["alex"])
    with cast.app.app_context():
        assert (
            why_not_off(db.session.get_one(Account, cast["alex"])) == "This is the only admin. Make another one first."
        )


def test_without_the_password_of_the_last_minutes(
    alex: PageClient, long_ago: None, url: Callable[[str, str], str], account: Callable[[str], Account], cast: Cast
) -> None:
    assert alex.get(url("maya", "turn-off")).location == f"/confirm?next={url('maya', 'turn-off')}"
    assert alex.post(url("maya", "turn-off")).location == f"/confirm?next={url('maya', 'turn-off')}"
    assert alex.post(url("noor", "turn-on")).location == f"/confirm?next=/admin/people/{cast['noor']}"
    assert account("maya").active
    assert not account("noor").active


def test_sign_out_everywhere(
    alex: PageClient, cast: Cast, url: Callable[[str, str], str], trail: Callable[[], list[object]]
) -> None:
    maya = cast.as_("maya")
    assert alex.post(url("maya", "devices/end")).status_code == 303
    assert maya.get("/").status_code == 401
    assert alex.post(url("maya", "devices/end")).status_code == 303
    assert trail() == [("signed out", "devices", "")]
    assert alex.post(url("alex", "devices/end")).status_code == 404


def test_an_invite_of_somebody_turned_off_cannot_be_used(
    alex: PageClient, cast: Cast, url: Callable[[str, str], str]
) -> None:
    with cast.app.app_context(), db.writing():
        code = make_invite("admin", "", cast["dana"])
    alex.post(url("dana", "turn-off"))
    form = {"code": code, "username": "sam", "password": "lantern-orbit-mustard-58"}
    assert cast.as_("nobody").post("/join", data=form).status_code == 422
