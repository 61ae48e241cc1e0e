"""The pages of the app lock: what they say. What they do is in tests/e2e/offline/test_lock.py."""

from bs4 import BeautifulSoup

from tests.cast import Cast
from webapp.extensions import db
from webapp.models import Account
from webapp.offline.rules import KEPT, NEVER


def test_the_page_for_the_pin_is_the_same_for_everybody(cast: Cast) -> None:
    """It is kept in the shell, for whoever holds the phone."""
    pages = {
        name: BeautifulSoup(cast.as_(name).get("/locked").text, "html.parser").main.decode()
        for name in ("nobody", "maya", "dana")
    }
    assert pages["nobody"] == pages["maya"] == pages["dana"]
    assert "Maya" not in pages["maya"] and "Test program" not in pages["maya"]


def test_it_leads_to_help_and_sends_the_pin_nowhere(cast: Cast) -> None:
    main = BeautifulSoup(cast.as_("nobody").get("/locked").text, "html.parser").main
    assert main.select_one("a[href='/help']")
    assert main.select_one("[data-safety]").has_attr("hidden")
    assert not main.select_one("input").has_attr("name"), "no form can send what has no name"


def test_settings_send_no_pin_either(cast: Cast) -> None:
    form = BeautifulSoup(cast.as_("maya").get("/app-lock").text, "html.parser").select_one("[data-app-lock] form")
    assert [box["id"] for box in form.select("input.pin") if not box.has_attr("name")] == ["pin", "pin-again"]
    assert [box["value"] for box in form.select("input[name=minutes]")] == ["1", "5", "15"]
    assert form.has_attr("hidden"), "without a script there is no lock"
    assert cast.as_("maya").post("/app-lock", data={"pin": "1234"}).status_code == 405


def test_settings_are_not_kept_on_the_phone() -> None:
    assert "offline.app_lock" in NEVER and "offline.locked" in NEVER
    assert not {"offline.app_lock", "offline.locked"} & KEPT.keys()


def test_both_speak_spanish(cast: Cast) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.get_one(Account, cast["maya"]).language = "es"
    assert "Lo que no hace" in cast.as_("maya").get("/app-lock").text
    assert "Olvidé mi PIN" in cast.as_("nobody").get("/locked", headers={"Accept-Language": "es"}).text


def test_more_leads_to_the_settings(cast: Cast) -> None:
    assert 'href="/app-lock"' in cast.as_("maya").get("/more").text
