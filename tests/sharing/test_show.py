"""A link as its participant sees it: what it shows, until when, who opened it and from what."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.support.family import knock, make, rows, ruth
from webapp.extensions import db
from webapp.models import ShareOpening
from webapp.sharing.queries import SHOWN_OPENINGS

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1"


def page(cast: Cast, link_id: object) -> BeautifulSoup:
    return BeautifulSoup(cast.as_("maya").get(f"/sharing/{link_id}").text, "html.parser")


def test_nobody_opened_it_yet(cast: Cast) -> None:
    assert "Nobody opened it yet." in page(cast, make(cast).id).text


def test_each_opening_has_its_line(cast: Cast) -> None:
    link = make(cast)
    phone = cast.as_("nobody")
    with time_machine.travel(datetime(2026, 12, 1, 14, 10, tzinfo=UTC), tick=False):
        answer = phone.post(
            link.door,
            data={"secret": link.secret},
            headers={"User-Agent": IPHONE},
            environ_base={"REMOTE_ADDR": "203.0.113.77"},
        )
    assert answer.status_code == 303
    shown = page(cast, link.id)
    assert "Opened, iPhone, Safari" in shown.text and "Dec 1, 2026, 9:10\u202fAM" in shown.text, "in Maya's own time"
    assert "203.0.113" not in shown.text
    assert "203.0.113" not in str(rows(cast, "ShareOpening")), "no address is kept"
    listed = " ".join(BeautifulSoup(cast.as_("maya").get("/sharing").text, "html.parser").text.split())
    assert "Opened 1 time, last on Dec 1, 2026" in listed


def test_a_wrong_passcode_has_its_line(cast: Cast) -> None:
    link = make(cast, passcode="blue-door-17")
    knock(cast.as_("nobody"), link, passcode="red-door-18")
    assert "Wrong passcode, unknown device" in page(cast, link.id).text
    assert "red-door-18" not in page(cast, link.id).text


def test_the_newest_are_listed_and_the_others_counted(cast: Cast) -> None:
    link = make(cast)
    with cast.app.app_context(), db.writing() as session:
        for n in range(SHOWN_OPENINGS + 3):
            at = datetime.now(UTC) - timedelta(minutes=n)
            session.add(
                ShareOpening(owner_id=cast["maya"], link_id=link.id, kind="opened", device="iPad, Safari", at=at)
            )
    shown = page(cast, link.id)
    assert len(shown.select("ol.rows > li")) == SHOWN_OPENINGS
    assert "3 more before that." in shown.text


def test_it_says_what_they_see_and_until_when(cast: Cast) -> None:
    with time_machine.travel(datetime(2026, 12, 1, 14, 10, tzinfo=UTC), tick=False):
        link = make(cast, sections=["signs", "people"], days="7")
        shown = " ".join(page(cast, link.id).text.split())
    assert "Warning signs · People to call" in shown
    assert "Works until Dec 8, 2026, 9:10 AM" in shown.replace("\u202f", " ")
    assert f"http://localhost/s/{link.public_id}" in shown
    assert link.code not in shown and link.secret not in shown


def test_the_keys_are_never_shown_again(cast: Cast) -> None:
    link = make(cast)
    maya = cast.as_("maya")
    for path in ("/sharing", f"/sharing/{link.id}", f"/sharing/{link.id}/preview", f"/sharing/{link.id}/parts"):
        text = maya.get(path).text
        assert link.secret not in text and link.code not in text, path


def test_one_that_ran_out(cast: Cast) -> None:
    link = make(cast, days="7")
    with time_machine.travel(datetime.now(UTC) + timedelta(days=8)):
        shown = page(cast, link.id)
    assert "It ran out:" in shown.text and not shown.select("form[action$=secrets]")


def test_the_preview_is_what_they_see(cast: Cast) -> None:
    link = make(cast, sections=["signs", "people", "days", "modules", "reasons"], language="es")
    preview = BeautifulSoup(cast.as_("maya").get(f"/sharing/{link.id}/preview").text, "html.parser")
    family = BeautifulSoup(ruth(cast, link).get("/shared").text, "html.parser")
    frame = preview.select_one(".family-frame")
    assert frame["lang"] == "es" and family.html["lang"] == "es"
    for extra in family.select("main form, main [data-action=print]"):
        extra.decompose()
    assert " ".join(frame.text.split()) == " ".join(family.main.text.split())
    numbers = [tag["href"] for tag in family.main.select("a[href^='tel:']")]
    assert [tag["href"] for tag in frame.select("a[href^='tel:']")] == numbers


def test_links_of_others_are_not_listed(cast: Cast) -> None:
    make(cast, name="Aunt Rosa")
    assert "Aunt Rosa" not in cast.as_("jordan").get("/sharing").text


def test_a_list_of_links_takes_as_many_queries_as_one(cast: Cast, queries: Callable[..., Any]) -> None:
    make(cast)
    one = queries("/sharing")
    for _ in range(4):
        ruth(cast, make(cast))
    assert queries("/sharing") == one
