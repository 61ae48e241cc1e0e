"""Family links of each part and of each state: whose words are seen, and that no phone keeps a page of theirs."""

import re
from pathlib import Path

import pytest

from tests.guards.routes import routes
from tests.support.links import ALL, CODE, SHUT, public_id_of, secret_of, texts_of
from tests.support.scene import Scene
from tests.support.snapshots import Snapshot
from webapp.access import policy_of
from webapp.offline.rules import KEPT, NEVER

PATHS = ("/shared", "/shared/modules/58")
STATIC = Path(__file__).parents[2] / "webapp" / "static" / "js"


@pytest.mark.parametrize("part", ALL)
def test_a_link_shows_its_part_and_no_other(part: str, scene: Scene) -> None:
    family = scene.cast.with_link(part)
    said = "".join(family.get(path).text for path in PATHS)
    shown = {name for name, text in scene.texts.items() if text in said}
    assert shown == set(texts_of(part))
    assert family.get(PATHS[1]).status_code == (200 if part == "modules" else 404)


def test_a_link_of_all_parts_shows_them_all_and_nothing_else(scene: Scene) -> None:
    said = scene.cast.with_link("ruth").get("/shared").text
    shown = {name for name, text in scene.texts.items() if text in said}
    assert shown == {text for part in ALL for text in texts_of(part)} | {"maya link name"}


@pytest.mark.parametrize("holder", [*SHUT, "sasha", "nobody at all"])
def test_a_link_that_is_shut_shows_nothing(holder: str, scene: Scene, before: Snapshot) -> None:
    family, never = scene.cast.with_link(holder), scene.cast.as_("nobody")
    for path in PATHS:
        assert (family.get(path).status_code, family.get(path).text) == (404, never.get(path).text)
    for path in ("/shared/language", "/shared/closing"):
        assert family.post(path, data={"language": "es"}).status_code == 404
    door = f"/s/{public_id_of(holder)}"
    keys = ({"secret": secret_of(holder)}, {"code": CODE})
    if holder != "an hour later":  # its key is right: only the session was over
        assert [never.post(door, data=key).status_code for key in keys] == [404, 404]
    after = before.now()
    assert before.changes(after).keys() <= {"throttle"}
    before.restore(after)


def test_how_many_links_were_tried(capsys: pytest.CaptureFixture[str], pytestconfig: pytest.Config) -> None:
    cells = (len(ALL) + len(SHUT) + 3) * len(PATHS)
    with capsys.disabled():
        pytestconfig.get_terminal_writer().write(f" {len(ALL)} parts, {len(SHUT) + 2} shut links: {cells} cells ")
    assert len(ALL) == 18 and len(SHUT) == 7


def test_no_page_of_a_link_is_ever_kept(scene: Scene) -> None:
    """Not in the list of what phones keep, never to be stored, unknown to the worker."""
    app = scene.cast.app
    pages = {rule.endpoint for key, rule in routes(app).items() if re.match(r"GET /(sharing|shared|s/)", key)}
    assert len(pages) == 8
    assert not pages & KEPT.keys() and pages <= NEVER.keys()
    for member in (scene.cast.with_link("ruth"), scene.cast.as_("maya")):
        for path in (
            "/shared",
            "/sharing",
            "/sharing/new",
            f"/s/{public_id_of('ruth')}",
            f"/sharing/{scene.id('maya link')}",
        ):
            answer = member.get(path)
            assert answer.headers["Cache-Control"] == "no-store", path
            assert "FH-Keep" not in answer.headers, path
    worker = "".join(path.read_text() for path in sorted(STATIC.rglob("*.js")) if "alone" not in path.parts)
    assert not re.search(r"[\"'`]/(shared|sharing|s)\b", worker)


def test_only_the_family_pages_are_for_links(scene: Scene) -> None:
    app = scene.cast.app
    by_link = {key for key, rule in routes(app).items() if (policy := policy_of(app, rule.endpoint)) and policy.by_link}
    assert by_link == {
        "GET /shared",
        "GET /shared/modules/<int:number>",
        "POST /shared/language",
        "POST /shared/closing",
    }
