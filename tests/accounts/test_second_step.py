"""The second step of signing in: nothing opens before it, a code works once, guessing leads nowhere."""

import os
import random
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import update
from sqlmodel import col, select

from tests.accounts.conftest import GOOD, cookie, give_app
from tests.cast import PASSWORD, Cast
from tests.guards.matrix import ID_ARGUMENT
from tests.guards.routes import routes
from tests.support.client import PageClient
from tests.support.second_step import RECOVERY, code
from webapp.access import policy_of
from webapp.extensions import db
from webapp.models import Audit, Device, KnownDevice, Program, RecoveryCode
from webapp.templating import NO_ID

GUESSES = 10_000 if os.environ.get("FOOTHOLD_CAMPAIGN") else 150
STEP = timedelta(seconds=30)


@pytest.fixture
def dana(cast: Cast) -> PageClient:
    """In a browser of her own that has her known, with the password given and her app in her hand."""
    give_app(cast, "dana")
    return halfway(cast)


def halfway(cast: Cast, name: str = "dana") -> PageClient:
    client = cast.as_("nobody")
    answer = client.post("/sign-in", data={"username": name, "password": PASSWORD, "next": "/account"})
    assert answer.location == "/second-step?next=/account"
    return client


def types(client: PageClient, typed: str, address: str = "10.0.0.1") -> int:
    answer = client.post("/second-step", data={"code": typed}, environ_base={"REMOTE_ADDR": address})
    return answer.status_code


def trail(cast: Cast) -> list[tuple[str, str]]:
    with cast.app.app_context():
        rows = db.session.execute(select(Audit).order_by(Audit.id)).scalars()
        return [(row.action, row.subject) for row in rows]


def test_the_code_opens_what_was_asked_for(dana: PageClient, cast: Cast) -> None:
    assert "Your second step" in dana.get("/second-step?next=/account").text
    before = cookie(dana)
    answer = dana.post("/second-step", data={"code": code(), "next": "/account"})
    assert (answer.status_code, answer.location) == (303, "/account")
    assert dana.get("/counselor").status_code == 200
    assert trail(cast) == [("confirmed", "password"), ("signed in", "device")]
    # and under a new token: whoever knew the one before the step is out
    assert cookie(dana) != before
    other = cast.as_("nobody")
    other.set_cookie("fh", before or "")
    assert other.get("/counselor").status_code == 401


def test_the_page_asked_for_asks_for_the_code_in_its_place(dana: PageClient) -> None:
    answer = dana.get("/counselor?filter=all")
    assert answer.status_code == 401
    assert 'name="next" value="/counselor?filter=all"' in answer.text
    assert dana.get("/sign-in").status_code == 200, "somebody else can sign in"
    assert dana.post("/sign-out").location == "/sign-in"


@pytest.mark.parametrize("has_app", [True, False])
def test_before_it_nothing_opens(cast: Cast, has_app: bool) -> None:
    """Every endpoint for people with an account, by census."""
    if has_app:
        give_app(cast, "dana")
    client, app, asked = halfway(cast), cast.app, 0
    for key, rule in routes(app).items():
        policy = policy_of(app, rule.endpoint)
        if policy is None or policy.is_public or policy.by_link or policy.before_second_step:
            continue
        answer = client.open(
            ID_ARGUMENT.sub(str(NO_ID), re.sub("<int:[^>]+>", "1", rule.rule)), method=key.split(" ")[0]
        )
        if has_app:
            assert answer.status_code == 401, key
        else:
            assert answer.status_code == 303 and answer.location.startswith("/account/second-step?next="), key
        asked += 1
    assert asked > 150


def test_only_these_are_open_before_it(cast: Cast) -> None:
    policies = {rule.endpoint: policy_of(cast.app, rule.endpoint) for rule in cast.app.url_map.iter_rules()}
    assert {name for name, policy in policies.items() if policy and policy.before_second_step} == {
        "accounts.sign_out", "second_step.create", "second_step.new", "second_step.set_up", "second_step.show",
    }  # fmt: skip


def test_an_app_in_use_is_not_replaced_with_the_password_alone(dana: PageClient) -> None:
    assert dana.get("/account/second-step").location == "/second-step?next="
    assert dana.post("/account/second-step", data={"code": "000000"}).location == "/second-step?next="


def test_a_code_works_once(dana: PageClient, cast: Cast) -> None:
    with time_machine.travel(datetime.now(UTC), tick=False):
        assert types(dana, code()) == 303
        again = halfway(cast)
        assert types(again, code()) == 422
        assert types(again, code(-1)) == 422, "nor one from before it"
        assert types(again, code(1)) == 303


@pytest.mark.parametrize(("steps", "status"), [(-2, 422), (-1, 303), (0, 303), (1, 303), (2, 422)])
def test_a_clock_may_be_30_seconds_off(dana: PageClient, steps: int, status: int) -> None:
    with time_machine.travel(datetime.now(UTC), tick=False):
        assert types(dana, code(steps)) == status


def test_spaces_do_not_matter(dana: PageClient) -> None:
    shown = code()
    assert types(dana, f" {shown[:3]} {shown[3:]} ") == 303


@pytest.mark.parametrize("typed", ["", "12345", "１２３４５６", "a" * 41, "\x00", "AAAAA-AAAAA", "é" * 6])
def test_what_is_no_code_is_refused_alike(dana: PageClient, typed: str) -> None:
    answer = dana.post("/second-step", data={"code": typed})
    assert answer.status_code == 422
    assert "This code does not work." in answer.text
    assert "Set-Cookie" not in answer.headers


def test_wrong_codes_wait_by_account(dana: PageClient, cast: Cast) -> None:
    assert [types(dana, "000000") for _ in range(7)] == [422] * 6 + [429]
    assert types(dana, code()) == 429, "the right one from a strange browser waits too: it may be a guess"
    assert types(halfway(cast), code(), address="10.9.9.9") == 429, "another address or session is no way around"
    assert trail(cast).count(("refused", "second step")) == 6


def test_wrong_codes_wait_by_address(cast: Cast) -> None:
    """Together with wrong passwords: one address cannot try everybody."""
    for name in ("dana", "lee"):
        give_app(cast, name)
    for number in range(24):
        data = {"username": f"name{number}", "password": "x"}
        cast.as_("nobody").post("/sign-in", data=data, environ_base={"REMOTE_ADDR": "10.0.0.1"})
    assert [types(halfway(cast), "000000") for _ in range(6)] == [422] * 6
    assert types(halfway(cast, "lee"), code()) == 429
    assert types(halfway(cast, "lee"), code(), address="10.9.9.9") == 303


def test_the_person_is_not_locked_out(dana: PageClient, cast: Cast) -> None:
    """A browser in which she was all the way in has guesses of its own, whatever somebody with her password does."""
    now = datetime.now(UTC)
    with time_machine.travel(now, tick=False):
        assert types(dana, code()) == 303
        dana.post("/sign-out")
        stranger = halfway(cast)
        assert [types(stranger, "000000") for _ in range(7)][-1] == 429
    with time_machine.travel(now + STEP, tick=False):
        dana.post("/sign-in", data={"username": "dana", "password": PASSWORD})
        assert types(dana, code()) == 303


def test_the_password_alone_makes_no_browser_known(dana: PageClient, cast: Cast) -> None:
    """Otherwise each new browser would be new guesses."""
    assert cookie(dana, "fh-known") is None
    with cast.app.app_context():
        assert db.session.execute(select(KnownDevice)).first() is None
    types(dana, code())
    assert cookie(dana, "fh-known")


def test_guessed_codes_open_nothing(dana: PageClient, cast: Cast) -> None:
    draw = random.Random(6)
    clients, statuses = [dana, halfway(cast), halfway(cast)], []
    with time_machine.travel(datetime.now(UTC), tick=False):
        right = {code(steps) for steps in (-1, 0, 1)}
        for number in range(GUESSES):
            guess = f"{draw.randrange(10**6):06}" if number % 3 else draw.choice(sorted(right))
            if number < 6 and guess in right:
                guess = "000000" if "000000" not in right else "000001"
            statuses.append(types(clients[number % 3], guess, address=f"10.0.{number % 200}.{number % 250}"))
    assert statuses == [422] * 6 + [429] * (GUESSES - 6), "after six, the right ones are not even looked at"
    assert all(client.get("/counselor").status_code == 401 for client in clients)


def test_a_recovery_code_works_once(dana: PageClient, cast: Cast) -> None:
    assert types(dana, RECOVERY.lower().replace("-", " ")) == 303
    assert "0 recovery codes left." in dana.get("/account").text
    assert types(halfway(cast), RECOVERY) == 422
    assert ("used", "recovery code") in trail(cast)


def test_many_at_once_use_it_once(dana: PageClient, cast: Cast) -> None:
    clients = [dana, *(halfway(cast) for _ in range(4))]
    with ThreadPoolExecutor(5) as pool:
        statuses = list(pool.map(lambda client: types(client, RECOVERY), clients))
    assert sorted(statuses) == [303] + [422] * 4


def test_many_at_once_use_the_code_of_the_app_once(dana: PageClient, cast: Cast) -> None:
    clients = [dana, *(halfway(cast) for _ in range(4))]
    with time_machine.travel(datetime.now(UTC), tick=False), ThreadPoolExecutor(5) as pool:
        statuses = list(pool.map(lambda client: types(client, code()), clients))
    assert sorted(statuses) == [303] + [422] * 4


def test_codes_of_somebody_else_are_nothing(cast: Cast) -> None:
    give_app(cast, "lee")
    give_app(cast, "dana")
    with cast.app.app_context(), db.writing() as session:
        session.execute(update(RecoveryCode).where(col(RecoveryCode.account_id) == cast["dana"]).values(code_hash="x"))
    assert types(halfway(cast), RECOVERY) == 422
    assert types(halfway(cast, "lee"), RECOVERY) == 303


def test_a_new_password_by_a_code_leaves_the_step(dana: PageClient, cast: Cast, reset_code: Callable[..., Any]) -> None:
    typed = reset_code("dana")
    answer = cast.as_("nobody").post("/reset", data={"code": typed, "password": GOOD})
    assert answer.location == "/second-step?next=/counselor"
    client = cast.as_("nobody")
    client.post("/sign-in", data={"username": "dana", "password": GOOD})
    assert client.get("/counselor").status_code == 401
    assert types(client, code()) == 303


def test_whoever_is_in_needs_no_code(cast: Cast) -> None:
    give_app(cast, "dana")
    dana = cast.as_("dana")
    assert dana.get("/second-step?next=/account").location == "/account"
    assert dana.post("/second-step", data={"code": code()}).location == "/counselor"


@pytest.mark.parametrize(("name", "code"), [("nobody", 401), ("maya", 403)])
def test_others_have_no_second_step(cast: Cast, name: str, code: int) -> None:
    client = cast.as_(name)
    for path in ("/second-step", "/account/second-step"):
        assert (client.get(path).status_code, client.post(path).status_code) == (code, code)
    assert client.post("/account/recovery-codes").status_code == code


def test_a_session_from_before_makes_the_step_too(cast: Cast) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.execute(update(Device).values(second_step_at=None))
    assert cast.as_("maya").get("/").status_code == 200
    assert cast.as_("dana").get("/counselor").location == "/account/second-step?next=/counselor"


def test_the_device_list_tells_of_a_password_that_somebody_has(dana: PageClient, cast: Cast) -> None:
    assert "Password given, second step not made" in cast.as_("dana").get("/account").text


class TestTheExampleProgram:
    @pytest.fixture(autouse=True)
    def _example(self, cast: Cast) -> None:
        with cast.app.app_context(), db.writing() as session:
            session.execute(update(Program).values(is_example=True))

    def test_nobody_has_to(self, cast: Cast) -> None:
        client = cast.as_("nobody")
        answer = client.post("/sign-in", data={"username": "dana", "password": PASSWORD})
        assert answer.location == "/counselor"
        assert client.get("/counselor").status_code == 200
        assert "This is the example program" in client.get("/account").text

    def test_whoever_set_it_up_is_asked(self, cast: Cast) -> None:
        give_app(cast, "dana")
        client = halfway(cast)
        assert client.get("/counselor").status_code == 401
        assert "This is the example program" not in cast.as_("dana").get("/account").text

    def test_the_demo_says_so(self, app: object, cast: Cast) -> None:
        from webapp.demo import _program

        assert _program().is_example
        assert not Program(code_salt="").is_example
