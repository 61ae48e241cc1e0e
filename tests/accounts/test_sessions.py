"""How long a session lives, and how it ends: on this device, from another one, with the account."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from bs4 import BeautifulSoup

from tests.accounts.conftest import GOOD, cookie
from tests.cast import PASSWORD, Cast
from tests.support.client import PageClient
from webapp.digests import hash_token
from webapp.extensions import db
from webapp.models import Account, Device, now
from webapp.sessions import LEFT

IDLE = {"maya": timedelta(days=30), "dana": timedelta(minutes=15), "alex": timedelta(minutes=10)}
ABSOLUTE = {"maya": timedelta(days=90), "dana": timedelta(hours=12), "alex": timedelta(hours=8)}
"""Said again here: a limit that changes is a decision."""
SHORT = timedelta(seconds=5)
Give = Callable[..., str]


def at(start: datetime, after: timedelta) -> time_machine.travel:
    return time_machine.travel(start + after, tick=False)


@pytest.mark.parametrize("name", IDLE)
def test_it_ends_when_nothing_is_done(cast: Cast, name: str) -> None:
    start = datetime.now(UTC)
    with at(start, IDLE[name] - SHORT):
        assert cast.as_(name).get("/account").status_code == 200
    with at(start, IDLE[name] - SHORT + IDLE[name] + SHORT):
        assert cast.as_(name).get("/account").status_code == 401


@pytest.mark.parametrize("name", ABSOLUTE)
def test_it_ends_in_the_end(cast: Cast, name: str) -> None:
    start, step = datetime.now(UTC), IDLE[name] * 0.9
    moment = step
    while moment < ABSOLUTE[name]:
        with at(start, moment):
            assert cast.as_(name).get("/account").status_code == 200, moment
        moment += step
    with at(start, ABSOLUTE[name] + SHORT):
        assert cast.as_(name).get("/account").status_code == 401


def test_being_seen_is_written_now_and_then(cast: Cast) -> None:
    """Reading is not a write a page: at most fifty in the time that ends a session."""
    start = datetime.now(UTC)
    seen = []
    for minutes in (0, 60, 600, 900, 901):
        with at(start, timedelta(minutes=minutes)):
            cast.as_("maya").get("/")
        with cast.app.app_context():
            seen.append(db.session.connection().exec_driver_sql("SELECT max(last_seen_at) FROM device").scalar())
    assert len(set(seen)) == 2
    assert seen[2] != seen[3]


def test_signing_out_kills_the_cookie(cast: Cast) -> None:
    client = cast.as_("maya")
    answer = client.post("/sign-out")
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert cookie(client) is None
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert cast.as_("maya").get("/").status_code == 401, "a copy of the cookie is dead too"


def test_the_next_request_ends_what_was_left_without_a_network(cast: Cast) -> None:
    client = cast.as_("maya")
    client.set_cookie(LEFT, "1")
    answer = client.get("/help")
    assert (answer.status_code, answer.headers["FH-User"]) == (200, "-"), "help is for everybody"
    assert cookie(client) is None and client.get_cookie(LEFT) is None
    assert cast.as_("maya").get("/").status_code == 401, "a copy of the cookie is dead too"


def test_somebody_who_left_may_come_back_with_the_next_request(cast: Cast) -> None:
    client = cast.as_("maya")
    before = cookie(client)
    client.set_cookie(LEFT, "1")
    client.post("/sign-in", data={"username": "maya", "password": PASSWORD})
    assert cookie(client) not in {None, before}
    assert client.get("/").status_code == 200


def test_signing_out_twice_ends_where_it_should(cast: Cast) -> None:
    """A second tap, or a browser that sends the form again, is told nothing of words that were lost."""
    client = cast.as_("maya")
    for _ in range(2):
        answer = client.post("/sign-out", data={"wipe": "1"})
        assert (answer.status_code, answer.location) == (303, "/sign-in")


def second(cast: Cast, name: str) -> tuple[PageClient, UUID]:
    """Another device of somebody, signed in."""
    with cast.app.app_context(), db.writing() as session:
        device = Device(account_id=cast[name], token_hash=hash_token(f"second-{name}"), label="Tablet")
        session.add(device)
    client = cast.as_("nobody")
    client.set_cookie("fh", f"second-{name}", domain="localhost")
    return client, device.id


def test_devices_are_listed_and_signed_out_from_afar(cast: Cast) -> None:
    other, device = second(cast, "maya")
    mine = cast.as_("maya")
    assert "Tablet" in mine.get("/account").text
    assert other.get("/").status_code == 200
    assert mine.post(f"/devices/{device}/end").location == "/account#devices"
    assert other.get("/").status_code == 401
    assert "Tablet" not in mine.get("/account").text


def listed(client: PageClient) -> list[str]:
    page = BeautifulSoup(client.get("/account").text, "html.parser")
    return [name.text for name in page.select("#devices li strong")]


@pytest.mark.parametrize("name", IDLE)
@pytest.mark.parametrize("limit", ["last_seen_at", "created_at"])
def test_a_session_that_ran_out_is_not_listed(cast: Cast, name: str, limit: str) -> None:
    moment, longest = datetime.now(UTC), IDLE[name] if limit == "last_seen_at" else ABSOLUTE[name]
    for label, ago in (("Long over", longest + SHORT), ("Still there", longest - timedelta(minutes=1))):
        device = Device(account_id=cast[name], token_hash=hash_token(label), label=label, second_step_at=moment)
        setattr(device, limit, moment - ago)
        with cast.app.app_context(), db.writing() as session:
            session.add(device)
    assert sorted(listed(cast.as_(name))) == ["Still there", "Test"]


def test_who_only_gave_the_password_stays_listed(cast: Cast) -> None:
    """Somebody else may know it: that is to be seen after their session of minutes is over."""
    for label, ago in (("A month ago", timedelta(days=30)), ("Long ago", timedelta(days=91))):
        at_ = datetime.now(UTC) - ago
        device = Device(
            account_id=cast["dana"], token_hash=hash_token(label), label=label, created_at=at_, last_seen_at=at_
        )
        with cast.app.app_context(), db.writing() as session:
            session.add(device)
    assert sorted(listed(cast.as_("dana"))) == ["A month ago", "Test"]


def test_the_day_of_the_last_use_is_the_persons_own(cast: Cast) -> None:
    """In the evening in New York it is tomorrow in UTC."""
    with time_machine.travel(datetime(2026, 11, 23, 3, 0, tzinfo=UTC), tick=False):
        client = cast.as_("maya")
        device = Device(account_id=cast["maya"], token_hash=hash_token("b"), label="Other", second_step_at=now())
        with cast.app.app_context(), db.writing() as session:
            session.add(device)
        assert "Last used Nov 22, 2026" in client.get("/account").text


def test_a_device_of_somebody_else_does_not_exist(cast: Cast) -> None:
    other, device = second(cast, "jordan")
    assert cast.as_("maya").post(f"/devices/{device}/end").status_code == 404
    assert other.get("/").status_code == 200


def test_changing_the_password_signs_out_everywhere_else(cast: Cast) -> None:
    other, _device = second(cast, "maya")
    mine = cast.as_("maya")
    data = {"current": PASSWORD, "password": GOOD, "end_others": "true"}
    assert mine.post("/account/password", data=data).status_code == 303
    assert mine.get("/").status_code == 200
    assert other.get("/").status_code == 401


def test_changing_the_password_can_leave_the_others(cast: Cast) -> None:
    other, _device = second(cast, "maya")
    assert cast.as_("maya").post("/account/password", data={"current": PASSWORD, "password": GOOD}).status_code == 303
    assert other.get("/").status_code == 200


def test_a_copied_cookie_dies_with_the_password(cast: Cast) -> None:
    mine, thief = cast.as_("maya"), cast.as_("nobody")
    stolen = cookie(mine)
    thief.set_cookie("fh", stolen or "")
    assert thief.get("/").status_code == 200
    assert mine.post("/account/password", data={"current": PASSWORD, "password": GOOD}).status_code == 303
    assert cookie(mine) != stolen
    assert mine.get("/account").status_code == 200
    assert thief.get("/").status_code == 401


def test_a_code_that_waits_dies_with_the_password(cast: Cast, reset_code: Give) -> None:
    code = reset_code("maya")
    cast.as_("maya").post("/account/password", data={"current": PASSWORD, "password": GOOD})
    answer = cast.as_("nobody").post("/reset", data={"code": code, "password": "hollow-tractor-violin-09"})
    assert answer.status_code == 422
    assert cast.as_("nobody").post("/sign-in", data={"username": "maya", "password": GOOD}).status_code == 303


def test_a_code_of_somebody_else_stays_good(cast: Cast, reset_code: Give) -> None:
    code = reset_code("jordan")
    cast.as_("maya").post("/account/password", data={"current": PASSWORD, "password": GOOD})
    assert cast.as_("nobody").post("/reset", data={"code": code, "password": GOOD}).status_code == 303


@pytest.mark.parametrize(
    "data",
    [
        {"current": "wrong", "password": GOOD},
        {"current": PASSWORD, "password": "passwordpassword"},
        {"password": GOOD},
        {"current": PASSWORD},
        {},
    ],
    ids=["wrong", "guessable", "no current", "no new", "empty"],
)
def test_a_password_is_not_changed_by_less(cast: Cast, data: dict[str, str]) -> None:
    answer = cast.as_("maya").post("/account/password", data=data)
    assert answer.status_code == 422
    assert 'class="error-text"' in answer.text
    assert cast.as_("nobody").post("/sign-in", data={"username": "maya", "password": PASSWORD}).status_code == 303


def test_a_disabled_account_is_out_at_the_next_request(cast: Cast) -> None:
    client = cast.as_("maya")
    assert client.get("/").status_code == 200
    with cast.app.app_context(), db.writing() as session:
        session.get_one(Account, cast["maya"]).active = False
    assert client.get("/").status_code == 401


def test_another_role_is_another_person_at_the_next_request(cast: Cast) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.get_one(Account, cast["dana"]).role = "participant"
    assert cast.as_("dana").get("/urges/new").status_code == 200
