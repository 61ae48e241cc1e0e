"""Signing in: who comes in, what a refusal tells, where it leads, what the cookies are."""

from pathlib import Path

import pytest

from tests.accounts.conftest import cookie, count
from tests.cast import PASSWORD, Cast
from webapp import create_app
from webapp.accounts import passwords
from webapp.config import Settings
from webapp.extensions import db

WRONG = {"username": "maya", "password": "not this one"}
RIGHT = {"username": "maya", "password": PASSWORD}


@pytest.mark.parametrize(
    ("name", "home"),
    [("maya", "/"), ("dana", "/second-step?next=/counselor"), ("alex", "/second-step?next=/admin")],
)
def test_it_lets_in_and_leads_home(cast: Cast, name: str, home: str) -> None:
    """Staff by way of the second step."""
    client = cast.as_("nobody")
    answer = client.post("/sign-in", data={"username": name, "password": PASSWORD})
    assert (answer.status_code, answer.location) == (303, home)
    assert client.get(home, follow_redirects=True).status_code == 200


@pytest.mark.parametrize("typed", ["Maya", "  maya ", "MAYA", "ｍａｙａ"])
def test_the_name_is_compared_folded(cast: Cast, typed: str) -> None:
    assert cast.as_("nobody").post("/sign-in", data={"username": typed, "password": PASSWORD}).status_code == 303


def test_a_refusal_tells_nothing(cast: Cast) -> None:
    """A wrong password, an unknown name and a disabled account look the same to the byte, but for what was typed."""
    bodies = set()
    for name, password in (("maya", "wrong"), ("somebody", "wrong"), ("noor", PASSWORD), ("noor", "wrong")):
        answer = cast.as_("nobody").post("/sign-in", data={"username": name, "password": password})
        assert answer.status_code == 422
        assert "Set-Cookie" not in answer.headers
        bodies.add(answer.text.replace(f'value="{name}"', ""))
    assert len(bodies) == 1


@pytest.mark.parametrize("name", ["maya", "somebody", "noor"])
def test_each_try_costs_one_slow_hash(cast: Cast, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, because seconds depend on the machine: an unknown name takes the work of a known one."""
    checked: list[str] = []
    hasher = passwords._hasher

    class Counting:
        def verify(self, stored: str, password: str) -> bool:
            checked.append(stored)
            return hasher.verify(stored, password)

    monkeypatch.setattr(passwords, "_hasher", Counting())
    cast.as_("nobody").post("/sign-in", data={"username": name, "password": "wrong"})
    assert len(checked) == 1


def test_what_was_typed_stays_but_not_the_password(cast: Cast) -> None:
    answer = cast.as_("nobody").post("/sign-in", data=WRONG)
    assert 'value="maya"' in answer.text
    assert "not this one" not in answer.text


@pytest.mark.parametrize(
    "data", [{}, {"username": "maya"}, {"password": PASSWORD}, {"username": "\x00", "password": PASSWORD}]
)
def test_a_form_that_is_not_whole_is_refused(cast: Cast, data: dict[str, str]) -> None:
    assert cast.as_("nobody").post("/sign-in", data=data).status_code == 422
    assert count(cast, "throttle") == 0


def test_a_device_is_noted(cast: Cast) -> None:
    client = cast.as_("nobody")
    client.post(
        "/sign-in", data=RIGHT, headers={"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) Version/19 Safari/605"}
    )
    assert "iPhone, Safari" in client.get("/account").text


def test_signing_in_twice_ends_the_session_before(cast: Cast) -> None:
    """A session that somebody put into the browser does not live on in it."""
    client = cast.as_("maya")
    client.post("/sign-in", data=RIGHT)
    assert cookie(client) != "token-of-maya"
    assert cast.as_("maya").get("/").status_code == 401


def test_the_token_is_not_kept(cast: Cast) -> None:
    client = cast.as_("nobody")
    client.post("/sign-in", data=RIGHT)
    with cast.app.app_context():
        kept = str(
            db.session.connection()
            .exec_driver_sql("SELECT token_hash FROM device UNION ALL SELECT token_hash FROM known_device")
            .all()
        )
    assert cookie(client) and cookie(client) not in kept
    assert cookie(client, "fh-known") not in kept


def test_a_signed_in_person_goes_home(cast: Cast) -> None:
    assert cast.as_("maya").get("/sign-in").location == "/"


def test_a_page_that_needs_a_person_is_401_with_the_way_in(cast: Cast) -> None:
    answer = cast.as_("nobody").get("/urges/new")
    assert answer.status_code == 401
    assert 'name="next" value="/urges/new"' in answer.text


def test_next_leads_back(cast: Cast) -> None:
    assert cast.as_("nobody").post("/sign-in", data=RIGHT | {"next": "/urges/new"}).location == "/urges/new"


OUTSIDE = [
    "https://elsewhere.example/",
    "//elsewhere.example",
    "///elsewhere.example",
    "/\\elsewhere.example",
    "\\\\elsewhere.example",
    "http:elsewhere.example",
    "javascript:alert(1)",
    "/\t/elsewhere.example",
    "/\n/elsewhere.example",
    "elsewhere",
    "/ /x",
    " //x",
    "/\x00/x",
    "/%0d%0aX: y\r\nX-Evil: 1",
    "data:text/html,x",
    "\u2028//x",
    "/\u2028x",
    "?x",
    "",
    "//[",
    "https://[x",
    "/\\\\x",
]


@pytest.mark.parametrize("wanted", OUTSIDE, ids=repr)
def test_next_never_leads_outside(cast: Cast, wanted: str) -> None:
    answer = cast.as_("nobody").post("/sign-in", data=RIGHT | {"next": wanted})
    assert (answer.status_code, answer.location) == (303, "/")
    again = cast.as_("nobody").post("/sign-in", data=WRONG | {"next": wanted})
    assert 'name="next" value=""' in again.text


@pytest.mark.parametrize("wanted", OUTSIDE, ids=repr)
def test_choosing_a_language_never_leads_outside(cast: Cast, wanted: str) -> None:
    assert cast.as_("nobody").post("/language", data={"language": "es", "next": wanted}).location == "/sign-in"


def flags(header: str) -> set[str]:
    return {part.strip() for part in header.split(";")[1:]}


def test_cookies_over_http(cast: Cast) -> None:
    answer = cast.as_("nobody").post("/sign-in", data=RIGHT)
    cookies = {header.split("=")[0]: flags(header) for header in answer.headers.getlist("Set-Cookie")}
    assert cookies.keys() == {"fh", "fh-known", "fh-language"}
    for name in ("fh", "fh-known"):
        assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= cookies[name]
        assert "Secure" not in cookies[name]


def test_cookies_over_https(cast: Cast, tmp_path: Path) -> None:
    app = create_app(Settings(data=tmp_path, database_url=_url(cast), public_url="https://foothold.example.org"))
    app.testing = True
    try:
        answer = app.test_client().post("/sign-in", data=RIGHT, headers={"Sec-Fetch-Site": "same-origin"})
        cookies = {header.split("=")[0]: flags(header) for header in answer.headers.getlist("Set-Cookie")}
        assert cookies.keys() == {"__Host-fh", "__Host-fh-known", "fh-language"}
        for held in cookies.values():
            assert {"HttpOnly", "SameSite=Lax", "Secure", "Path=/"} <= held
            assert not any(flag.startswith("Domain") for flag in held)
        assert answer.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
    finally:
        app.extensions["foothold_engine"].dispose()
        db.engine = cast.app.extensions["foothold_engine"]


def _url(cast: Cast) -> str:
    return cast.app.extensions["foothold_engine"].url.render_as_string(hide_password=False)


def test_staff_are_forgotten_when_the_browser_closes(cast: Cast) -> None:
    answer = cast.as_("nobody").post("/sign-in", data={"username": "dana", "password": PASSWORD})
    session = next(header for header in answer.headers.getlist("Set-Cookie") if header.startswith("fh="))
    assert not any(flag.startswith(("Max-Age", "Expires")) for flag in flags(session))


def test_a_made_up_cookie_is_nobody(cast: Cast) -> None:
    for token in ("", "x", "token-of-mayaa", "0" * 5000, "\xff\xfe", '"', ";", "%00"):
        client = cast.app.test_client(use_cookies=False)
        assert client.get("/urges/new", headers={"Cookie": f"fh={token}"}).status_code == 401, token
    client = cast.app.test_client(use_cookies=False)
    assert client.get("/urges/new", headers={"Cookie": "fh=token-of-maya"}).status_code == 200, "the control"
