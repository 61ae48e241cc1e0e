"""After a password was set with a code from staff: the person is told, until they have read it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.accounts.conftest import GOOD
from tests.cast import PASSWORD, Cast
from tests.support.client import PageClient
from tests.support.snapshots import Snapshot
from webapp.accounts.codes import hash_code
from webapp.extensions import db
from webapp.models import Account, ResetCode

Give = Callable[..., str]
NOTICE = "/account/reset-notice"
TOLD = "Your password was reset with a code from staff on"


def used(cast: Cast, reset_code: Give, name: str = "maya") -> PageClient:
    """`name` has a new password by a code from staff; the browser in which it was used."""
    client = cast.as_("nobody")
    assert client.post("/reset", data={"code": reset_code(name), "password": GOOD}).location == "/"
    return client


def signs_in(client: PageClient, **more: str) -> str:
    """Where somebody is led who signs in."""
    answer = client.post("/sign-in", data={"username": "maya", "password": GOOD} | more)
    assert answer.status_code == 303
    return str(answer.location)


def test_the_next_sign_in_says_so(cast: Cast, reset_code: Give) -> None:
    used(cast, reset_code)
    client = cast.as_("nobody")
    page = client.get(signs_in(client, next="/log")).text
    assert TOLD in page
    assert f"{datetime.now(UTC):%Y}" in page
    assert 'name="next" value="/log"' in page


def test_and_again_until_it_was_read(cast: Cast, reset_code: Give) -> None:
    used(cast, reset_code)
    for _ in range(2):
        assert signs_in(cast.as_("nobody")).startswith(NOTICE)
    reader = cast.as_("nobody")
    signs_in(reader)
    answer = reader.post(f"{NOTICE}/dismissal", data={"next": "/log"})
    assert (answer.status_code, answer.location) == (303, "/log")
    assert signs_in(cast.as_("nobody")) == "/"
    assert reader.get(NOTICE).location == "/"


def test_the_account_page_keeps_the_day(cast: Cast, reset_code: Give) -> None:
    """Whoever used the code could put the notice away; this line they cannot."""
    reader = used(cast, reset_code)
    reader.post(f"{NOTICE}/dismissal")
    assert TOLD in reader.get("/account").text
    assert TOLD not in cast.as_("jordan").get("/account").text


def test_a_second_code_tells_of_the_first(cast: Cast, reset_code: Give) -> None:
    """Somebody else used a code; the person, whose password works no more, uses another."""
    used(cast, reset_code)
    with cast.app.app_context(), db.writing() as session:
        tomorrow = datetime.now(UTC) + timedelta(days=1)
        session.add(
            ResetCode(code_hash=hash_code("AAAAABBBBB", "00" * 16), account_id=cast["maya"], expires_at=tomorrow)
        )
    own = cast.as_("nobody")
    answer = own.post("/reset", data={"code": "AAAAA-BBBBB", "password": GOOD + "x"})
    assert TOLD in own.get(answer.location).text


def test_without_a_code_nothing_is_said(cast: Cast) -> None:
    assert signs_in(cast.as_("nobody"), password=PASSWORD) == "/"
    maya = cast.as_("maya")
    assert maya.get(f"{NOTICE}?next=/log").location == "/log"
    assert TOLD not in maya.get("/account").text


def test_looking_writes_nothing(cast: Cast, reset_code: Give) -> None:
    client = used(cast, reset_code)
    before = Snapshot(cast.app.extensions["foothold_engine"])
    assert client.get(NOTICE).status_code == 200
    assert before.changes(before.now()) == {}


def test_only_ones_own_is_put_away(cast: Cast, reset_code: Give) -> None:
    used(cast, reset_code)
    cast.as_("jordan").post(f"{NOTICE}/dismissal")
    assert signs_in(cast.as_("nobody")).startswith(NOTICE)
    assert cast.as_("nobody").post(f"{NOTICE}/dismissal").status_code == 401


@pytest.mark.parametrize("elsewhere", ["https://example.org", "//example.org", "/\\example.org"])
def test_never_on_to_another_site(cast: Cast, reset_code: Give, elsewhere: str) -> None:
    client = used(cast, reset_code)
    assert "example" not in client.get(NOTICE, query_string={"next": elsewhere}).text
    assert parse_qs(urlsplit(signs_in(cast.as_("nobody"), next=elsewhere)).query)["next"] == ["/"]
    assert client.post(f"{NOTICE}/dismissal", data={"next": elsewhere}).location == "/"


def test_in_spanish(cast: Cast, reset_code: Give) -> None:
    client = used(cast, reset_code)
    with cast.app.app_context(), db.writing() as session:
        session.get_one(Account, cast["maya"]).language = "es"
    page = client.get(NOTICE).text
    assert "Tu contraseña se cambió con un código del personal" in page
    assert "¿No fuiste tú?" in page
