"""Joining with a code: once, in time, with a password that is not easy to guess."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from bs4 import BeautifulSoup

from tests.accounts.conftest import GOOD, count
from tests.cast import PASSWORD, Cast
from tests.support.scene import INVITE_CODE
from webapp.enums import Role

Invite = Callable[..., str]


def form(code: str, **more: str) -> dict[str, str]:
    return {"code": code, "username": "sam", "password": GOOD} | more


def test_it_makes_an_account_and_lets_in(cast: Cast, invite: Invite) -> None:
    client = cast.as_("nobody")
    answer = client.post("/join", data=form(invite(), language="es"))
    assert (answer.status_code, answer.location) == (303, "/welcome")
    page = client.get("/welcome")
    assert page.status_code == 200
    assert '<html lang="es"' in page.text


@pytest.mark.parametrize("role", [Role.COUNSELOR, Role.ADMIN])
def test_the_invite_says_the_role(cast: Cast, invite: Invite, role: Role) -> None:
    client = cast.as_("nobody")
    answer = client.post("/join", data=form(invite(role=role)) | {"role": "participant"})
    assert answer.location == f"/second-step?next={'/admin' if role == Role.ADMIN else '/counselor'}"
    assert client.get("/urges/new").location == "/account/second-step?next=/urges/new"


@pytest.mark.parametrize(
    "change",
    [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code} ", lambda code: code.replace("0", "O")],
)
def test_the_code_is_read_as_people_type(cast: Cast, invite: Invite, change: Callable[[str], str]) -> None:
    assert cast.as_("nobody").post("/join", data=form(change(invite()))).status_code == 303


def test_it_works_once(cast: Cast, invite: Invite) -> None:
    code = invite()
    assert cast.as_("nobody").post("/join", data=form(code)).status_code == 303
    answer = cast.as_("nobody").post("/join", data=form(code, username="robin"))
    assert answer.status_code == 422
    assert "We don’t know this code" in answer.text


def test_sixteen_at_once_are_one(cast: Cast, invite: Invite) -> None:
    code, gate, before = invite(), Barrier(16, timeout=60), count(cast, "account")

    def join(n: int) -> int:
        client = cast.as_("nobody", lint=False)
        gate.wait()
        return client.post(
            "/join", data=form(code, username=f"sam{n}"), environ_base={"REMOTE_ADDR": f"10.0.0.{n}"}
        ).status_code

    with ThreadPoolExecutor(16) as pool:
        statuses = sorted(pool.map(join, range(16)))
    assert statuses == [303] + [422] * 15
    assert count(cast, "account") == before + 1


def test_one_name_for_two_codes_is_one_account(cast: Cast, invite: Invite) -> None:
    code, gate = invite(), Barrier(8, timeout=60)

    def join(n: int) -> int:
        client = cast.as_("nobody", lint=False)
        gate.wait()
        return client.post("/join", data=form(code), environ_base={"REMOTE_ADDR": f"10.0.0.{n}"}).status_code

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(join, range(8))) == [303] + [422] * 7


@pytest.mark.parametrize(
    "values",
    [
        {"used_at": datetime(2026, 1, 1, tzinfo=UTC)},
        {"withdrawn_at": datetime(2026, 1, 1, tzinfo=UTC)},
        {"expires_at": datetime.now(UTC) - timedelta(seconds=1)},
    ],
    ids=["used", "withdrawn", "expired"],
)
def test_a_code_that_is_over_is_unknown(cast: Cast, invite: Invite, values: dict[str, datetime]) -> None:
    unknown = cast.as_("nobody").post("/join", data=form("00000-00000"))
    answer = cast.as_("nobody").post("/join", data=form(invite(**values)))
    assert answer.status_code == 422
    assert answer.text.replace(INVITE_CODE, "00000-00000") == unknown.text
    assert "Set-Cookie" not in answer.headers


def test_a_name_that_is_taken(cast: Cast, invite: Invite) -> None:
    code = invite()
    answer = cast.as_("nobody").post("/join", data=form(code, username="MAYA"))
    assert answer.status_code == 422
    assert "Somebody has this name already." in answer.text
    assert cast.as_("nobody").post("/join", data=form(code)).status_code == 303, "the code is still good"


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_password_that_was_fine_is_asked_for_again_at_its_field(cast: Cast, language: str) -> None:
    client = cast.as_("nobody")
    client.set_cookie("fh-language", language, domain="localhost")
    page = BeautifulSoup(client.post("/join", data=form("00000-00000")).text, "html.parser")
    box, note = page.select_one("#password"), page.select_one("#password-again")
    assert box and note
    assert note.text.strip().startswith("Please type it again." if language == "en" else "Escríbela otra vez")
    assert box["aria-describedby"].split() == ["password-hint", "password-again"]
    assert not box.get("value")


def test_one_that_was_not_has_its_own_message(cast: Cast, invite: Invite) -> None:
    page = cast.as_("nobody").post("/join", data=form(invite(), password="short")).text
    assert 'id="password-error"' in page and "password-again" not in page
    assert "password-again" not in cast.as_("nobody").get("/join").text


def test_without_a_code_nobody_learns_which_names_exist(cast: Cast) -> None:
    taken = cast.as_("nobody").post("/join", data=form("00000-00000", username="maya"))
    free = cast.as_("nobody").post("/join", data=form("00000-00000", username="maxi"))
    assert taken.text.replace("maya", "maxi") == free.text


@pytest.mark.parametrize("name", ["", "a", "x" * 65, "two words", "semi;colon", "tab\tname", "\u202ename", "<b>"])
def test_names_that_cannot_be(cast: Cast, invite: Invite, name: str) -> None:
    answer = cast.as_("nobody").post("/join", data=form(invite(), username=name))
    assert answer.status_code == 422
    assert 'id="username-error"' in answer.text


@pytest.mark.parametrize("name", ["josé", "мария", "a.b-c_d", "sam@home", "李雷"])
def test_names_that_can_be(cast: Cast, invite: Invite, name: str) -> None:
    assert cast.as_("nobody").post("/join", data=form(invite(), username=name)).status_code == 303
    assert cast.as_("nobody").post("/sign-in", data={"username": name, "password": GOOD}).status_code == 303


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short",
        "passwordpassword",
        "one day at a time",
        "OneDayAtATime1",
        "recovery2026!",
        "aaaaaaaaaaaaaa",
        "x" * 129,
        "samsamsamsam",
    ],
)
def test_passwords_that_are_refused(cast: Cast, invite: Invite, password: str) -> None:
    answer = cast.as_("nobody").post("/join", data=form(invite(), password=password))
    assert answer.status_code == 422
    assert 'id="password-error"' in answer.text
    assert not password or password not in answer.text


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "cuatro palabras que no van juntas",
        "пароль очень длинный и странный 7",
        "e\u0301toile-quartz-banjo-19",
    ],
)
def test_passwords_that_are_fine(cast: Cast, invite: Invite, password: str) -> None:
    assert cast.as_("nobody").post("/join", data=form(invite(), password=password)).status_code == 303
    assert cast.as_("nobody").post("/sign-in", data={"username": "sam", "password": password}).status_code == 303


def test_the_same_letters_typed_on_another_keyboard(cast: Cast, invite: Invite) -> None:
    cast.as_("nobody").post("/join", data=form(invite(), password="e\u0301toile-quartz-banjo-19"))
    composed = {"username": "sam", "password": "\u00e9toile-quartz-banjo-19"}
    assert cast.as_("nobody").post("/sign-in", data=composed).status_code == 303
