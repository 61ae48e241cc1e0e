"""Setting an authenticator app up, changing it, and the codes on paper."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from sqlalchemy import update
from sqlmodel import select

from tests.accounts.conftest import cookie, give_app
from tests.cast import PASSWORD, Cast
from tests.support.client import PageClient
from tests.support.second_step import KEY, RECOVERY, code, key_in
from webapp.accounts import authenticator
from webapp.extensions import db
from webapp.models import Account, Audit, Device, RecoveryCode, SecondFactor

PAGE = "/account/second-step"
SHOWN = re.compile(r"<li>([0-9A-Z]{5}-[0-9A-Z]{5})</li>")


@pytest.fixture
def new(cast: Cast) -> PageClient:
    """Dana, who gave her password for the first time."""
    client = cast.as_("nobody")
    client.post("/sign-in", data={"username": "dana", "password": PASSWORD})
    return client


def key_on(client: PageClient) -> str:
    page = client.get(PAGE).text
    assert '<div class="qr"' in page
    return key_in(page)


def sets_up(client: PageClient, **more: str) -> list[str]:
    """The recovery codes that are shown."""
    answer = client.post(PAGE, data={"code": code(key=key_on(client))} | more)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    return SHOWN.findall(answer.text)


def trail(cast: Cast, subject: str) -> list[str]:
    with cast.app.app_context():
        rows = db.session.execute(select(Audit).order_by(Audit.id)).scalars()
        return [row.action for row in rows if row.subject == subject]


def test_the_way_in_leads_there(new: PageClient) -> None:
    assert new.get("/counselor").location == f"{PAGE}?next=/counselor"
    assert new.get("/second-step?next=/counselor").location == f"{PAGE}?next=/counselor"
    assert 'name="next" value="/counselor"' in new.get(f"{PAGE}?next=/counselor").text


def test_it_opens_the_pages_and_shows_ten_codes_once(new: PageClient, cast: Cast) -> None:
    before = cookie(new)
    codes = sets_up(new)
    assert len(set(codes)) == 10
    assert cookie(new) != before
    assert new.get("/counselor").status_code == 200
    page = new.get("/account").text
    assert "10 recovery codes left." in page
    assert not any(shown in page for shown in codes)
    assert trail(cast, "second step") == ["set up"] and trail(cast, "device") == ["signed in"]
    with cast.app.app_context():
        kept = {row.code_hash for row in db.session.execute(select(RecoveryCode)).scalars()}
    assert len(kept) == 10 and not kept & {*codes, *(shown.replace("-", "") for shown in codes)}


def test_the_code_that_set_it_up_is_used(new: PageClient, cast: Cast) -> None:
    with time_machine.travel(datetime.now(UTC), tick=False):
        key = key_on(new)
        shown = code(key=key)
        new.post(PAGE, data={"code": shown})
        again = cast.as_("nobody")
        again.post("/sign-in", data={"username": "dana", "password": PASSWORD})
        assert again.post("/second-step", data={"code": shown}).status_code == 422
        assert again.post("/second-step", data={"code": code(1, key)}).status_code == 303


def test_the_square_says_the_key(new: PageClient) -> None:
    address = urlsplit(authenticator.address_of(KEY, "dana", "Foothold"))
    said = parse_qs(address.query)
    assert (address.scheme, address.netloc, address.path) == ("otpauth", "totp", "/Foothold:dana")
    assert (said["secret"], said["issuer"]) == ([KEY], ["Foothold"])


def test_a_wrong_code_sets_nothing_up(new: PageClient, cast: Cast) -> None:
    key = key_on(new)
    for typed in ("000000", "", "12", RECOVERY, code(-9, key)):
        answer = new.post(PAGE, data={"code": typed, "next": "/counselor"})
        assert answer.status_code == 422
        assert 'id="code-error"' in answer.text and 'name="next" value="/counselor"' in answer.text
    assert key_on(new) == key, "what the app has been given stays good"
    with cast.app.app_context():
        assert db.session.execute(select(SecondFactor)).first() is None
    assert new.get("/counselor").status_code == 303


def test_each_session_is_offered_a_key_of_its_own(new: PageClient, cast: Cast) -> None:
    other = cast.as_("nobody")
    other.post("/sign-in", data={"username": "dana", "password": PASSWORD})
    assert key_on(new) != key_on(other)
    assert re.fullmatch("[A-Z2-7]{32}", key_on(new))


def test_two_at_once_set_up_one(new: PageClient, cast: Cast) -> None:
    """Whoever only has the password, and waits at the page, is not let in once an app is there."""
    other = cast.as_("nobody")
    other.post("/sign-in", data={"username": "dana", "password": PASSWORD})
    key = key_on(other)
    sets_up(new)
    assert other.post(PAGE, data={"code": code(key=key)}).status_code == 401
    assert new.get("/counselor").status_code == 200


def test_another_app_needs_the_password_and_ends_the_old_one(cast: Cast) -> None:
    give_app(cast, "dana")
    dana = cast.as_("dana")
    with cast.app.app_context(), db.writing() as session:
        session.execute(update(Device).values(confirmed_at=datetime.now(UTC) - timedelta(minutes=11)))
    assert dana.get(PAGE).location == f"/confirm?next={PAGE}?next%3D"
    assert dana.post(PAGE, data={"code": "000000"}).location.startswith("/confirm")
    assert dana.post("/account/recovery-codes").location.startswith("/confirm")
    dana.post("/confirm", data={"password": PASSWORD})
    stolen = cookie(dana)
    assert len(sets_up(dana)) == 10
    thief = cast.as_("nobody")
    thief.set_cookie("fh", stolen or "")
    assert thief.get("/counselor").status_code == 401
    again = cast.as_("nobody")
    again.post("/sign-in", data={"username": "dana", "password": PASSWORD})
    assert again.post("/second-step", data={"code": code()}).status_code == 422
    assert again.post("/second-step", data={"code": RECOVERY}).status_code == 422
    assert trail(cast, "second step")[0] == "changed"


def test_it_signs_out_everywhere_else(cast: Cast) -> None:
    other = cast.as_("nobody")
    with cast.app.app_context(), db.writing() as session:
        from webapp.digests import hash_token

        session.add(
            Device(account_id=cast["dana"], token_hash=hash_token("x"), label="", second_step_at=datetime.now(UTC))
        )
    other.set_cookie("fh", "x")
    assert other.get("/counselor").status_code == 200
    sets_up(cast.as_("dana"))
    assert other.get("/counselor").status_code == 401


def test_new_codes_end_the_old_ones(cast: Cast) -> None:
    give_app(cast, "dana")
    dana = cast.as_("dana")
    assert "1 recovery code left." in dana.get("/account").text
    assert "Few codes are left" in dana.get("/account").text
    codes = SHOWN.findall(dana.post("/account/recovery-codes").text)
    assert len(codes) == 10
    assert "10 recovery codes left." in dana.get("/account").text
    again = cast.as_("nobody")
    again.post("/sign-in", data={"username": "dana", "password": PASSWORD})
    assert again.post("/second-step", data={"code": RECOVERY}).status_code == 422
    assert again.post("/second-step", data={"code": codes[9]}).status_code == 303
    assert trail(cast, "recovery codes") == ["changed"]


def test_without_an_app_there_are_no_codes(cast: Cast) -> None:
    assert cast.as_("dana").post("/account/recovery-codes").status_code == 404
    with cast.app.app_context():
        assert db.session.execute(select(RecoveryCode)).first() is None


def test_it_goes_with_the_account(cast: Cast) -> None:
    give_app(cast, "lee")
    with cast.app.app_context(), db.writing() as session:
        session.delete(session.get_one(Account, cast["lee"]))
    with cast.app.app_context():
        assert db.session.execute(select(SecondFactor)).first() is None
        assert db.session.execute(select(RecoveryCode)).first() is None
