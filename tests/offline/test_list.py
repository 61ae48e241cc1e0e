"""The list of pages that one person's phone keeps."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from tests.cast import Cast
from tests.support.queries import counted
from webapp.extensions import db
from webapp.models import ModuleProgress, Skill, Trigger, Urge, uuid7
from webapp.offline.presenters import ENTRY_PAGES
from webapp.offline.rules import KEPT
from webapp.paging import PAGE


def list_of(cast: Cast, name: str) -> dict[str, list[str]]:
    answer = cast.as_(name).get("/offline/list")
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    found: dict[str, list[str]] = answer.json
    return found


def paths(cast: Cast, name: str) -> list[str]:
    return [path for group in list_of(cast, name).values() for path in group]


def add(cast: Cast, *rows: Any) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.add_all(rows)


def urge(cast: Cast, name: str, *, days_ago: float, **more: Any) -> Urge:
    at = datetime.now(UTC) - timedelta(days=days_ago)
    return Urge(
        id=uuid7(), owner_id=cast[name], strength=5, word="craving",
        occurred_at=at, utc_offset=0, day=at.date(), **more,
    )  # fmt: skip


def test_everybody_has_the_pages_that_help(cast: Cast) -> None:
    found = list_of(cast, "maya")
    assert found["often"] == ["/", "/log", "/urges/new", "/check-ins/new"]
    needed = {
        "/help",
        "/safety-plan",
        "/plan",
        "/people",
        "/lapses/new",
        "/skills",
        "/triggers",
        "/learn",
        "/resources",
    }
    assert needed <= set(found["daily"])
    assert {
        "/plan/reasons/edit",
        "/skills/stop-and-step-back",
        "/skills/stop-and-step-back/practice",
        "/triggers/new",
    } <= set(found["weekly"])


def test_each_listed_page_opens_and_may_be_kept(cast: Cast) -> None:
    add(cast, urge(cast, "maya", days_ago=1), Trigger(owner_id=cast["maya"], name="Rain", category="external"))
    client = cast.as_("maya", lint=False)
    wrong = {}
    for path in paths(cast, "maya"):
        answer = client.get(path)
        if answer.status_code != 200 or answer.headers.get("FH-Keep") != "1":
            wrong[path] = answer.status_code
    assert wrong == {}


def test_each_kind_of_page_is_listed(cast: Cast, app: Flask) -> None:
    """A rule without a listed page would be kept only by those who happened to be there."""
    from tests.support.scene import prepare

    scene = prepare(cast)
    add(cast, ModuleProgress(owner_id=cast["maya"], slug="privacy-and-your-rights", content_version=1))
    client = scene.cast.as_("maya")
    client.post("/resources/favorites", data={"resource": first_resource(scene.cast), "kept": "1"})
    adapter = app.url_map.bind("")
    listed = {adapter.match(path.split("?")[0])[0] for path in paths(cast, "maya")}
    assert KEPT.keys() - listed == set()


def first_resource(cast: Cast) -> str:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(cast.as_("maya").get("/resources").text, "html.parser")
    links = [a["href"] for a in soup.select("main a[href^='/resources/']") if a["href"].count("/") == 2]
    return next(link.removeprefix("/resources/") for link in links if not link.endswith("/paper"))


def test_the_log_of_30_days(cast: Cast) -> None:
    rows = [urge(cast, "maya", days_ago=day) for day in (0.5, 29, 31)]
    rows.append(urge(cast, "maya", days_ago=2, deleted_at=datetime.now(UTC)))
    ids = [row.id for row in rows]
    add(cast, *rows)
    found = paths(cast, "maya")
    assert [f"/urges/{row_id}" in found for row_id in ids] == [True, True, False, False]


def test_its_further_pages_are_those_that_the_log_links_to(cast: Cast) -> None:
    add(cast, *(urge(cast, "maya", days_ago=1 + number / 100) for number in range(PAGE * 2 + 5)))
    found = [path for path in paths(cast, "maya") if path.startswith("/log?before=")]
    assert len(found) == 2
    client = cast.as_("maya")
    assert f'href="{found[0]}' in client.get("/log").text
    assert f'href="{found[1]}' in client.get(found[0]).text


def test_not_more_pages_of_entries_than_a_phone_should_fetch(cast: Cast) -> None:
    add(cast, *(urge(cast, "maya", days_ago=number / 10) for number in range(100)))
    own = [path for path in paths(cast, "maya") if path.startswith("/urges/") and len(path) > 40]
    assert len(own) == ENTRY_PAGES


def test_hidden_skills_are_left_out_and_favourites_come_first(cast: Cast) -> None:
    maya = cast["maya"]
    add(
        cast,
        Skill(owner_id=maya, slug="mindful-walk", hidden=True),
        Skill(owner_id=maya, slug="reset-shower", favourite=True),
    )
    found = [path for path in paths(cast, "maya") if path.startswith("/skills/") and path != "/skills/what-works"]
    assert found[0] == "/skills/reset-shower"
    assert not [path for path in found if "mindful-walk" in path]


def test_modules_that_were_read_and_the_track_that_goes_on(cast: Cast) -> None:
    before = [path for path in paths(cast, "jordan") if path.startswith("/learn/")]
    assert "/learn/tracks/1" in before
    add(cast, ModuleProgress(owner_id=cast["jordan"], slug="privacy-and-your-rights", content_version=1, furthest=1))
    after = [path for path in paths(cast, "jordan") if path.startswith("/learn/")]
    number = next(
        module.number
        for module in cast.app.extensions["foothold_library"].modules.values()
        if module.slug == "privacy-and-your-rights"
    )
    assert f"/learn/{number}" in after


def test_nothing_of_another_person(cast: Cast) -> None:
    theirs = urge(cast, "jordan", days_ago=1)
    row_id = theirs.id
    add(cast, theirs)
    assert f"/urges/{row_id}" in paths(cast, "jordan")
    assert f"/urges/{row_id}" not in paths(cast, "maya")


def test_no_address_says_what_somebody_wrote(cast: Cast) -> None:
    add(cast, Trigger(owner_id=cast["maya"], name="Oneofakind", category="external"))
    assert "Oneofakind" not in cast.as_("maya").get("/offline/list").text


@pytest.mark.parametrize(("member", "status"), [("nobody", 401), ("dana", 403), ("alex", 403), ("noor", 401)])
def test_others_have_none(cast: Cast, member: str, status: int) -> None:
    assert cast.as_(member).get("/offline/list").status_code == status


def test_constant_number_of_queries(cast: Cast) -> None:
    client = cast.as_("maya")
    add(cast, urge(cast, "maya", days_ago=1))
    with counted(db.engine) as few:
        client.get("/offline/list")
    add(cast, *(urge(cast, "maya", days_ago=number / 10) for number in range(50)))
    with counted(db.engine) as many:
        client.get("/offline/list")
    assert len(few) == len(many) <= 8
