"""The page for no network, and how to install."""

from bs4 import BeautifulSoup

from tests.cast import Cast
from webapp.extensions import db
from webapp.models import Account
from webapp.offline.rules import KEPT, Age


def test_the_offline_page_is_the_same_for_everybody(cast: Cast) -> None:
    """It is kept in the shell, for whoever holds the phone."""
    pages = {
        name: BeautifulSoup(cast.as_(name).get("/offline").text, "html.parser").main.decode()
        for name in ("nobody", "maya", "dana")
    }
    assert pages["nobody"] == pages["maya"] == pages["dana"]


def test_it_is_there_in_both_languages(cast: Cast) -> None:
    client = cast.as_("nobody")
    assert "There is no network right now" in client.get("/offline", headers={"Accept-Language": "en"}).text
    assert "No hay conexión en este momento" in client.get("/offline", headers={"Accept-Language": "es"}).text


def test_its_links_are_pages_that_are_kept(cast: Cast) -> None:
    soup = BeautifulSoup(cast.as_("nobody").get("/offline").text, "html.parser")
    adapter = cast.app.url_map.bind("")
    links = [link["href"] for link in soup.select("#kept-here a")]
    assert len(links) == 10
    for link in links:
        assert KEPT[adapter.match(link)[0]] in (Age.OFTEN, Age.DAILY), link


def test_it_says_nothing_of_a_program_or_a_person(cast: Cast) -> None:
    page = cast.as_("maya").get("/offline").text
    assert "Test program" not in page and "Maya" not in page


def test_install_knows_three_kinds_of_devices(cast: Cast) -> None:
    page = BeautifulSoup(cast.as_("maya").get("/install").text, "html.parser")
    assert [fold["data-device"] for fold in page.select("details[data-device]")] == ["ios", "android", "desktop"]
    assert all(fold.has_attr("open") for fold in page.select("details[data-device]")), "without a script all are open"
    assert len(page.select("svg[role=img]")) == 6


def test_install_says_that_safari_is_apart(cast: Cast) -> None:
    assert "It is kept apart from Safari" in cast.as_("maya").get("/install").text


def test_install_in_spanish(cast: Cast) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.get_one(Account, cast["maya"]).language = "es"
    assert "Queda aparte de Safari" in cast.as_("maya").get("/install").text


def test_more_leads_there(cast: Cast) -> None:
    assert 'href="/install"' in cast.as_("maya").get("/more").text


def test_pages_say_for_whom_they_are(cast: Cast) -> None:
    tags = {}
    for name in ("nobody", "maya", "jordan", "dana"):
        soup = BeautifulSoup(cast.as_(name).get("/help").text, "html.parser")
        tags[name] = soup.html["data-account"]
    assert tags["nobody"] == tags["dana"] == ""
    assert len({tags["maya"], tags["jordan"]}) == 2
    assert str(cast["maya"]) not in tags["maya"]


def test_signing_out_can_empty_the_browsers_storage(cast: Cast) -> None:
    answer = cast.as_("maya").post("/sign-out", data={"wipe": "1"})
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_signing_out_keeps_what_waits(cast: Cast) -> None:
    answer = cast.as_("maya").post("/sign-out", data={"wipe": "0"})
    assert answer.headers["Clear-Site-Data"] == '"cache"'
