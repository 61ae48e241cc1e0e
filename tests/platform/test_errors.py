"""Pages that say what went wrong: whoever is signed in finds the way on, and a fault of ours needs no database."""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from sqlalchemy.exc import OperationalError

from tests.cast import Cast
from webapp.extensions import db
from webapp.models import Account

NOWHERE = "/no/such/page"
TYPED = {"strength": "7"}


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


@pytest.fixture
def live(cast: Cast) -> Iterator[Cast]:
    """As in use: a fault is answered with a page, not raised."""
    cast.app.testing = False
    yield cast
    cast.app.testing = True


@pytest.mark.parametrize(
    ("member", "first"), [("maya", "/"), ("dana", "/counselor"), ("alex", "/admin")], ids=["maya", "dana", "alex"]
)
@pytest.mark.parametrize("path", [NOWHERE, "somebody else's"])
def test_whoever_is_signed_in_keeps_the_bar(cast: Cast, member: str, first: str, path: str) -> None:
    where = {"maya": "/admin", "dana": "/log", "alex": "/log"}[member] if path == "somebody else's" else path
    answer = cast.as_(member).get(where)
    assert answer.status_code == (404 if path == NOWHERE else 403)
    page = soup(answer.text)
    assert page.select("nav.dock a")
    assert [link["href"] for link in page.select("main a.button-primary")] == [first]


def test_signed_out_there_is_none(cast: Cast) -> None:
    page = soup(cast.as_("nobody").get(NOWHERE).text)
    assert not page.select("nav.dock")
    assert page.select("a[href='/help']")


def test_too_long_keeps_the_bar(cast: Cast) -> None:
    answer = cast.as_("maya").post("/urges", data={"note": "x" * 600_000})
    assert answer.status_code == 413
    assert soup(answer.text).select("nav.dock")


@pytest.mark.parametrize("sender", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "", "Origin": "null"}])
def test_what_came_from_elsewhere_is_said_plainly(cast: Cast, sender: dict[str, str]) -> None:
    answer = cast.as_("maya").post("/urges", data=TYPED, headers=sender)
    assert answer.status_code == 403
    assert "what you typed is still there" in answer.text
    assert "another role" not in answer.text, "that is the other 403"


def test_that_in_spanish(cast: Cast) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.get_one(Account, cast["maya"]).language = "es"
    maya = cast.as_("maya")
    maya.set_cookie("fh-language", "es", domain="localhost")
    answer = maya.post("/urges", data=TYPED, headers={"Sec-Fetch-Site": "cross-site"})
    assert "lo que escribiste sigue ahí" in answer.text


def broken(*_args: object, **_values: object) -> None:
    raise RuntimeError("broken")


def gone(*_args: object, **_values: object) -> None:
    raise OperationalError("SELECT", {}, Exception("gone"))


def test_a_fault_of_ours_asks_nobody(live: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.pwa.queries.help_lines", broken)
    monkeypatch.setattr("webapp.htmx.me_or_none", broken)
    answer = live.as_("maya").get("/help")
    assert answer.status_code == 500
    assert "The fault is on our side." in answer.text
    assert not soup(answer.text).select("nav.dock")


def test_a_refusal_while_the_database_is_gone_is_no_fault_of_the_person(
    live: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refused before it is known who asks: the page of the refusal would ask."""
    monkeypatch.setattr(db, "first", gone)
    answer = live.as_("maya").post("/urges", data=TYPED, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 500
    assert "The fault is on our side." in answer.text
