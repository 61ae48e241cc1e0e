"""What a person sets for themselves."""

from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.support.snapshots import Snapshot

FINE = {"name": "May", "language": "es", "theme": "dark", "text_size": "larger", "time_zone": "America/Denver"}


def top(page: str) -> dict[str, Any]:
    """What the page says of itself: language, theme, text size."""
    root = BeautifulSoup(page, "html.parser").html
    assert root is not None
    return root.attrs


def test_it_is_kept_and_used(cast: Cast) -> None:
    maya = cast.as_("maya")
    assert maya.post("/account", data=FINE).status_code == 303
    page = maya.get("/account").text
    assert (top(page)["lang"], top(page)["data-theme"], top(page)["data-text"]) == ("es", "dark", "larger")
    assert 'value="May"' in page
    assert '<option value="America/Denver" selected>' in page


def test_it_changes_nobody_else(cast: Cast) -> None:
    cast.as_("maya").post("/account", data=FINE)
    jordans = top(cast.as_("jordan").get("/account").text)
    assert jordans["lang"] == "en" and not {"data-theme", "data-text"} & jordans.keys()


def test_what_the_form_does_not_have_stays(cast: Cast) -> None:
    cast.as_("maya").post(
        "/account", data=FINE | {"role": "admin", "active": "false", "username": "alex", "password_hash": "x"}
    )
    maya = cast.as_("maya")
    assert maya.get("/").status_code == 200, "still a participant who is in"
    assert "Entras con el nombre" in maya.get("/account").text or "maya" in maya.get("/account").text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 201),
        ("name", "two\nlines"),
        ("name", "\x00"),
        ("language", "de"),
        ("theme", "pink"),
        ("text_size", "huge"),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", "../../etc/passwd"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(cast: Cast, field: str, value: str) -> None:
    before = Snapshot(cast.app.extensions["foothold_engine"])
    answer = cast.as_("maya").post("/account", data=FINE | {field: value})
    assert answer.status_code == 422
    assert 'class="banner banner-error"' in answer.text
    assert before.changes(Snapshot(before.engine)) == {}


@pytest.mark.parametrize("zone", ["Europe/Madrid", "Asia/Kolkata", "America/New_York"])
def test_any_zone_of_the_world(cast: Cast, zone: str) -> None:
    maya = cast.as_("maya")
    assert maya.post("/account", data=FINE | {"time_zone": zone}).status_code == 303
    assert f'<option value="{zone}" selected>' in maya.get("/account").text


def test_what_a_person_works_on(cast: Cast) -> None:
    maya = cast.as_("maya")
    assert maya.post("/account/focuses", data={"focus": ["gambling", "alcohol", "gambling"]}).status_code == 303
    page = maya.get("/account/focuses").text
    assert page.count(" checked>") == 2
    assert "urge" in maya.get("/urges/new").text.lower()


def test_nothing_chosen_is_an_answer(cast: Cast) -> None:
    maya = cast.as_("maya")
    assert maya.post("/account/focuses", data={}).status_code == 303
    assert " checked>" not in maya.get("/account/focuses").text


def test_an_unknown_focus_is_refused(cast: Cast) -> None:
    maya = cast.as_("maya")
    assert maya.post("/account/focuses", data={"focus": ["alcohol", "golf"]}).status_code == 422
    assert maya.get("/account/focuses").text.count(" checked>") == 1


def test_the_language_before_signing_in(cast: Cast) -> None:
    client = cast.as_("nobody")
    assert top(client.get("/sign-in", headers={"Accept-Language": "es-MX,es;q=0.9"}).text)["lang"] == "es"
    client.post("/language", data={"language": "es", "next": "/help"})
    assert top(client.get("/help").text)["lang"] == "es"
    assert client.post("/language", data={"language": "xx"}).status_code == 422
