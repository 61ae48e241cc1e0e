"""What guards sign-in is bounded: nobody fills the disk by guessing."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tests.accounts.conftest import GOOD, count
from tests.cast import PASSWORD, Cast
from webapp.accounts import services, throttle
from webapp.accounts.codes import hash_code
from webapp.accounts.tidying import tidy
from webapp.extensions import db
from webapp.models import Audit, Invite, KnownDevice, ResetCode, uuid7

Give = Callable[..., str]
SALT = "00" * 16


def guess(cast: Cast, n: int) -> None:
    address = {"REMOTE_ADDR": f"10.0.{n}.1"}
    cast.as_("nobody").post("/sign-in", data={"username": f"name{n}", "password": "x"}, environ_base=address)


def tidied(cast: Cast) -> dict[str, int]:
    with cast.app.app_context():
        return tidy()


def later(**when: int) -> time_machine.travel:
    return time_machine.travel(datetime.now(UTC) + timedelta(**when), tick=False)


def test_full_counters_go_when_others_come(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "SWEPT_ONE_IN", 1)
    for n in range(5):
        guess(cast, n)
    assert count(cast, "throttle") == 10
    with later(minutes=61):
        guess(cast, 9)
    assert count(cast, "throttle") == 2


def test_a_counter_that_still_counts_stays(cast: Cast) -> None:
    guess(cast, 1)
    with later(minutes=59):
        assert tidied(cast)["counters of guesses"] == 0
    with later(minutes=61):
        assert tidied(cast)["counters of guesses"] == 2
    assert count(cast, "throttle") == 0


def test_known_browsers_of_one_account(cast: Cast) -> None:
    """The newest ones, of each account on its own."""
    cast.as_("nobody").post("/sign-in", data={"username": "jordan", "password": PASSWORD})
    browsers = [cast.as_("nobody", lint=False) for _ in range(services.KNOWN_AT_MOST + 2)]
    for browser in browsers:
        browser.post("/sign-in", data={"username": "maya", "password": PASSWORD})
    assert count(cast, "known_device") == services.KNOWN_AT_MOST + 1
    wrong = {"username": "maya", "password": "not it"}
    statuses = [cast.as_("nobody", lint=False).post("/sign-in", data=wrong).status_code for _ in range(11)]
    assert statuses[-1] == 429
    first, last = browsers[0].post("/sign-in", data=wrong), browsers[-1].post("/sign-in", data=wrong)
    assert (first.status_code, last.status_code) == (429, 422), "the first one is strange again"


def test_what_is_old_goes(cast: Cast) -> None:
    def ago(days: int) -> datetime:
        return datetime.now(UTC) - timedelta(days=days)

    with cast.app.app_context(), db.writing() as session:
        for days in (399, 401):
            session.add(KnownDevice(account_id=cast["maya"], token_hash=str(days), created_at=ago(days)))
        for days in (89, 91):
            session.add(Audit(id=uuid7(), at=ago(days), action="refused", subject="sign-in"))
            session.add(Audit(id=uuid7(), at=ago(days), action="refused", subject="password"))
            session.add(Audit(id=uuid7(), at=ago(days), action="signed in", subject="device"))
    assert tidied(cast) == {"counters of guesses": 0, "known browsers": 1, "refused sign-ins": 1}
    assert (count(cast, "known_device"), count(cast, "audit")) == (1, 5)


def test_a_right_code_is_not_counted(cast: Cast) -> None:
    """Twenty people who join in one room have one address."""
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    codes = [f"AAAAA-BBB{n:02}" for n in range(25)]
    with cast.app.app_context(), db.writing() as session:
        for code in codes[:22]:
            session.add(Invite(code_hash=hash_code(code, SALT), role="participant", expires_at=tomorrow))
        for code in codes[22:]:
            session.add(ResetCode(code_hash=hash_code(code, SALT), account_id=cast["maya"], expires_at=tomorrow))
    for n, code in enumerate(codes[:22]):
        data = {"code": code, "username": f"sam{n}", "password": GOOD}
        assert cast.as_("nobody").post("/join", data=data).status_code == 303
    for code in codes[22:]:
        assert cast.as_("nobody").post("/reset", data={"code": code, "password": GOOD}).status_code == 303
