"""A new password with a code from staff."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from tests.accounts.conftest import GOOD
from tests.cast import PASSWORD, Cast

Give = Callable[..., str]


def test_it_sets_the_password_and_ends_every_session(cast: Cast, reset_code: Give) -> None:
    client = cast.as_("nobody")
    answer = client.post("/reset", data={"code": reset_code(), "password": GOOD})
    assert (answer.status_code, answer.location) == (303, "/")
    assert client.get("/").status_code == 200
    assert cast.as_("maya").get("/").status_code == 401
    assert cast.as_("jordan").get("/").status_code == 200
    assert cast.as_("nobody").post("/sign-in", data={"username": "maya", "password": PASSWORD}).status_code == 422
    assert cast.as_("nobody").post("/sign-in", data={"username": "maya", "password": GOOD}).status_code == 303


def test_it_works_once(cast: Cast, reset_code: Give) -> None:
    data, gate = {"code": reset_code(), "password": GOOD}, Barrier(8, timeout=60)

    def use(n: int) -> int:
        client = cast.as_("nobody", lint=False)
        gate.wait()
        return client.post("/reset", data=data, environ_base={"REMOTE_ADDR": f"10.0.0.{n}"}).status_code

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(use, range(8))) == [303] + [422] * 7


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("maya", {"used_at": datetime(2026, 1, 1, tzinfo=UTC)}),
        ("maya", {"expires_at": datetime.now(UTC) - timedelta(seconds=1)}),
        ("noor", {}),
    ],
    ids=["used", "expired", "disabled account"],
)
def test_a_code_that_is_over_is_unknown(cast: Cast, reset_code: Give, name: str, values: dict[str, datetime]) -> None:
    unknown = cast.as_("nobody").post("/reset", data={"code": "00000-00000", "password": GOOD})
    code = reset_code(name, **values)
    answer = cast.as_("nobody").post("/reset", data={"code": code, "password": GOOD})
    assert answer.status_code == 422
    assert answer.text.replace(code, "00000-00000") == unknown.text
    assert cast.as_("maya").get("/").status_code == 200, "nobody is signed out by it"


def test_a_guessable_password_is_refused_and_the_code_stays_good(cast: Cast, reset_code: Give) -> None:
    code = reset_code()
    assert cast.as_("nobody").post("/reset", data={"code": code, "password": "passwordpassword"}).status_code == 422
    assert cast.as_("nobody").post("/reset", data={"code": code, "password": GOOD}).status_code == 303


def test_an_invite_is_no_reset_code(cast: Cast, reset_code: Give) -> None:
    data = {"code": reset_code(), "username": "sam", "password": GOOD}
    assert cast.as_("nobody").post("/join", data=data).status_code == 422
