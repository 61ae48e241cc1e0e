"""Guessing is slowed by account and by address; nobody is locked out, and a restart forgives nothing."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tests.accounts.conftest import GOOD
from tests.cast import PASSWORD, Cast
from tests.support.client import PageClient
from webapp import create_app
from webapp.config import Settings
from webapp.extensions import db

WRONG = {"username": "maya", "password": "not this one"}
RIGHT = {"username": "maya", "password": PASSWORD}


def guess(client: PageClient, times: int, data: dict[str, str] = WRONG, address: str = "10.0.0.1") -> list[int]:
    return [client.post("/sign-in", data=data, environ_base={"REMOTE_ADDR": address}).status_code for _ in range(times)]


def test_the_eleventh_wrong_password_waits(cast: Cast) -> None:
    client = cast.as_("nobody")
    assert guess(client, 11) == [422] * 10 + [429]
    answer = client.post("/sign-in", data=RIGHT)
    assert answer.status_code == 429, "the right password from a strange browser waits too: it may be a guess"
    assert 1 <= int(answer.headers["Retry-After"]) <= 361


def test_another_address_is_no_way_around(cast: Cast) -> None:
    guess(cast.as_("nobody"), 10)
    assert guess(cast.as_("nobody"), 1, address="10.9.9.9") == [429]


def test_one_address_cannot_try_everybody(cast: Cast) -> None:
    """A list of names with one password each is guessing as well."""
    statuses = [guess(cast.as_("nobody"), 1, {"username": f"name{n}", "password": "x"})[0] for n in range(31)]
    assert statuses == [422] * 30 + [429]


def test_one_guest_does_not_use_up_the_tries_of_all_others(cast: Cast) -> None:
    """A proxy that listens for both kinds of address tells IPv4 ones so, and all of them are in one /64."""
    client = cast.as_("nobody")
    statuses = [guess(client, 1, WRONG | {"username": f"n{n}"}, "::ffff:10.0.0.1")[0] for n in range(31)]
    assert statuses == [422] * 30 + [429]
    assert guess(client, 1, WRONG | {"username": "other"}, "::ffff:10.0.0.2") == [422]
    assert guess(client, 1, WRONG | {"username": "other"}, "10.0.0.1") == [429], "the same, however it is written"


def test_an_ipv6_line_is_one_address(cast: Cast) -> None:
    client = cast.as_("nobody")
    for n in range(30):
        assert guess(client, 1, WRONG | {"username": f"n{n}"}, f"2001:db8::{n + 1}") == [422]
    assert guess(client, 1, WRONG | {"username": "other"}, "2001:db8:0:0:ffff::2") == [429]


def test_a_name_that_nobody_has_is_slowed_the_same(cast: Cast) -> None:
    assert guess(cast.as_("nobody"), 11, {"username": "somebody", "password": "x"}) == [422] * 10 + [429]


def test_the_person_is_not_locked_out(cast: Cast) -> None:
    own = cast.as_("nobody")
    assert own.post("/sign-in", data=RIGHT).status_code == 303
    own.post("/sign-out")
    guess(cast.as_("nobody"), 11, address="10.6.6.6")
    assert own.post("/sign-in", data=RIGHT).status_code == 303


def test_a_known_device_has_an_allowance_of_its_own(cast: Cast) -> None:
    own = cast.as_("nobody")
    own.post("/sign-in", data=RIGHT)
    own.post("/sign-out")
    assert guess(own, 11) == [422] * 10 + [429]


def test_a_device_known_for_another_account_is_strange(cast: Cast) -> None:
    own = cast.as_("nobody")
    own.post("/sign-in", data={"username": "jordan", "password": PASSWORD})
    own.post("/sign-out")
    guess(cast.as_("nobody"), 10)
    assert guess(own, 1) == [429]


def test_a_right_password_is_not_counted(cast: Cast) -> None:
    for _ in range(15):
        client = cast.as_("nobody")
        assert client.post("/sign-in", data=RIGHT).status_code == 303


def test_a_restart_forgives_nothing(cast: Cast) -> None:
    guess(cast.as_("nobody"), 10)
    settings: Settings = cast.app.extensions["settings"]
    again = create_app(settings)
    again.testing = True
    try:
        client = PageClient(again)
        assert client.post("/sign-in", data=WRONG).status_code == 429
    finally:
        again.extensions["foothold_engine"].dispose()


def test_time_gives_tries_back(cast: Cast) -> None:
    client = cast.as_("nobody")
    guess(client, 11)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=7), tick=False):
        assert guess(client, 2) == [422, 429]


@pytest.mark.parametrize("path", ["/join", "/reset"])
def test_codes_cannot_be_guessed(cast: Cast, path: str) -> None:
    data = {"code": "AAAAA-AAAAA", "username": "sam", "password": GOOD}
    client = cast.as_("nobody")
    statuses = [client.post(path, data=data).status_code for _ in range(21)]
    assert statuses == [422] * 20 + [429]


def test_what_is_limited_is_not_kept_in_clear(cast: Cast) -> None:
    guess(cast.as_("nobody"), 1)
    with cast.app.app_context():
        kept = str(db.session.connection().exec_driver_sql("SELECT key FROM throttle").all())
    assert "maya" not in kept and "10.0.0.1" not in kept
