"""Opening a link: by the secret that a tap posts, or by the code that is typed; an hour in this browser."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.support.client import PageClient
from tests.support.family import knock, make, rows, ruth, trail
from webapp import create_app
from webapp.config import Settings
from webapp.extensions import db


def test_a_tap_posts_the_secret(cast: Cast) -> None:
    link = make(cast)
    answer = knock(cast.as_("nobody"), link)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/shared")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("fh_share=") and "Max-Age=3600" in cookie
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Path=/" in cookie
    assert link.secret not in cookie
    (session,) = rows(cast, "ShareSession")
    assert session.token_hash not in cookie and session.ends_at - session.created_at == timedelta(hours=1)
    assert trail(cast)[-1] == ("opened", "family", "")
    assert [(row.kind, row.link_id) for row in rows(cast, "ShareOpening")] == [("opened", link.id)]


def test_with_https_the_cookie_is_for_this_host_only(cast: Cast, tmp_path: Path) -> None:
    link = make(cast)
    url = cast.app.extensions["foothold_engine"].url.render_as_string(hide_password=False)
    app = create_app(Settings(data=tmp_path, database_url=url, public_url="https://foothold.example.org"))
    app.testing = True
    own = app.extensions["foothold_engine"]
    standing, db.engine = db.engine, own
    try:
        answer = PageClient(app).post(link.door, data={"secret": link.secret}, base_url="https://foothold.example.org")
    finally:
        db.engine = standing
        own.dispose()
    cookie = answer.headers["Set-Cookie"]
    assert (
        cookie.startswith("__Host-fh_share=") and "Secure" in cookie and "Domain" not in cookie and "Path=/" in cookie
    )


@pytest.mark.parametrize(
    "write", [str, str.lower, lambda code: code.replace("-", " "), lambda code: code.replace("0", "O")]
)
def test_the_code_is_enough_without_a_script(cast: Cast, write: Callable[..., Any]) -> None:
    link = make(cast)
    answer = cast.as_("nobody").post(link.door, data={"secret": "", "code": write(link.code)})
    assert answer.status_code == 303


def test_the_page_works_without_a_script(cast: Cast) -> None:
    """What the script hides is there to begin with, and what it needs is not."""
    page = BeautifulSoup(cast.as_("nobody").get(make(cast).door).text, "html.parser")
    assert page.select_one("[data-typed] input#code") and not page.select_one("[data-typed]").has_attr("hidden")
    assert page.select_one("[data-tap]").has_attr("hidden")
    assert page.form.button["class"]


def test_after_an_hour_it_is_closed(cast: Cast) -> None:
    link = make(cast)
    family = ruth(cast, link)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=59)):
        assert family.get("/shared").status_code == 200, "the server's clock decides"
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=61)):
        answer = family.get("/shared")
        assert answer.status_code == 404 and "This page is not open" in answer.text
        assert knock(family, link).status_code == 303, "the link itself goes on"
        assert len(rows(cast, "ShareSession")) == 1, "and what is over is swept"


def test_closing_it_by_hand(cast: Cast) -> None:
    link = make(cast)
    family = ruth(cast, link)
    copied = family.get_cookie("fh_share").value
    answer = family.post("/shared/closing")
    assert answer.headers["Location"] == link.door
    assert "fh_share=;" in answer.headers["Set-Cookie"] and answer.headers["Clear-Site-Data"] == '"cache"'
    again = cast.as_("nobody")
    again.set_cookie("fh_share", copied, domain="localhost")
    assert again.get("/shared").status_code == 404


def test_the_reader_chooses_the_language(cast: Cast) -> None:
    family = ruth(cast, make(cast, language="es"))
    assert "La página de Maya" in family.get("/shared", headers={"Accept-Language": "en"}).text
    assert family.post("/shared/language", data={"language": "en"}).status_code == 303
    assert "Maya’s page" in family.get("/shared", headers={"Accept-Language": "es"}).text
    assert family.post("/shared/language", data={"language": "xx"}).status_code == 303
    assert "Maya’s page" in family.get("/shared").text


def test_the_door_speaks_as_the_browser_asks(cast: Cast) -> None:
    link = make(cast)
    client = cast.as_("nobody")
    assert "Alguien compartió una página contigo" in client.get(link.door, headers={"Accept-Language": "es-US"}).text
    assert "Someone shared a page with you" in client.get(link.door, headers={"Accept-Language": "fr"}).text


def test_nobody_without_a_link_is_told_anything(cast: Cast) -> None:
    make(cast)
    pages = [cast.as_(name).get("/shared") for name in ("nobody", "maya", "dana", "alex")]
    assert {page.status_code for page in pages} == {404}
    assert len({page.text for page in pages}) == 1, "signed in or not"
    assert "Foothold" not in pages[0].text and "Today" not in pages[0].text


def test_a_link_and_an_account_in_one_browser_do_not_mix(cast: Cast) -> None:
    """Jordan opens Maya's page in the browser in which he is signed in: it is hers there, and his elsewhere."""
    jordan = cast.as_("jordan")
    link = make(cast)
    assert knock(jordan, link).status_code == 303
    shown = jordan.get("/shared")
    assert "Maya’s page" in shown.text and "Jordan" not in shown.text
    assert jordan.get("/sharing").status_code == 200
    assert jordan.get(f"/sharing/{link.id}").status_code == 404


@pytest.mark.parametrize(
    "path", ["/", "/plan", "/people", "/log", "/sharing", "/consents", "/account", "/help/../plan"]
)
def test_a_link_opens_nothing_else(cast: Cast, path: str) -> None:
    family = ruth(cast, make(cast))
    assert family.get(path).status_code in {401, 404}


def test_what_goes_wrong_leads_nowhere_either(cast: Cast) -> None:
    link = make(cast)
    client = cast.as_("nobody")
    refused = client.post(link.door, data={"secret": link.secret}, headers={"Sec-Fetch-Site": "cross-site"})
    assert refused.status_code == 403
    assert "This page is not open" in refused.text and 'href="/"' not in refused.text
