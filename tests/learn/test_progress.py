"""How far a person is: never backwards, kept through a change of the module, hers alone."""

import pytest
from bs4 import BeautifulSoup

from tests.learn.conftest import URL, Learning
from tests.learn.modules import ENGLISH, SPANISH
from webapp.learn import presenters, queries
from webapp.models import ModuleProgress

PROGRESS, DONE = f"{URL}/progress", f"{URL}/completion"


def test_how_far(learning: Learning) -> None:
    assert learning.maya.post(PROGRESS, data={"part": 2}).status_code == 204
    (row,) = learning.rows(ModuleProgress)
    assert (row.furthest, row.content_version, row.finished_at) == (2, 1, None)
    bar = BeautifulSoup(learning.maya.get(URL).text, "html.parser").select_one("progress")
    assert bar and (bar["value"], bar["max"], bar["aria-label"]) == ("2", "3", "2 of 3 parts read")


def test_never_backwards_and_not_beyond_the_end(learning: Learning) -> None:
    for part, furthest in ((2, 2), (1, 2), (9, 3), (1, 3)):
        learning.maya.post(PROGRESS, data={"part": part})
        assert [row.furthest for row in learning.rows(ModuleProgress)] == [furthest]


@pytest.mark.parametrize("part", ["", "0", "-1", "21", "x", "9" * 30])
def test_what_is_no_part_is_refused(part: str, learning: Learning) -> None:
    assert learning.maya.post(PROGRESS, data={"part": part}).status_code == 422
    assert learning.rows(ModuleProgress) == []


def test_finishing_without_script(learning: Learning) -> None:
    answer = learning.maya.post(DONE)
    assert (answer.status_code, answer.location) == (303, f"{URL}#finished")
    (row,) = learning.rows(ModuleProgress)
    assert row.furthest == 3 and row.finished_at
    soup = BeautifulSoup(learning.maya.get(URL).text, "html.parser")
    finished = soup.select_one("#finished")
    assert finished and "You read this one to the end." in finished.text
    assert finished.select_one("a[href^='/learn/']"), "and the next one"
    assert not finished.select("form")


def test_finishing_twice_keeps_the_first_time(learning: Learning) -> None:
    learning.maya.post(DONE)
    first = learning.rows(ModuleProgress)[0].finished_at
    learning.maya.post(DONE)
    assert [row.finished_at for row in learning.rows(ModuleProgress)] == [first]


def test_finished_stays_finished_when_the_module_changes(learning: Learning) -> None:
    learning.maya.post(DONE)
    swaps = (("version: 1", "version: 2"), ("## What is where", "## New\nWords.\n\n## What is where"))
    english, spanish = ENGLISH, SPANISH.replace("## Qué está", "## Nuevo\nAlgo.\n\n## Qué está")
    for swap in swaps:
        english, spanish = english.replace(*swap), spanish.replace(*swap)
    learning.serves(english, spanish)
    soup = BeautifulSoup(learning.maya.get(URL).text, "html.parser")
    assert "You read this one to the end." in soup.text
    assert soup.progress and (soup.progress["value"], soup.progress["max"]) == ("3", "4")


def test_a_shorter_module_is_not_read_beyond_its_end(learning: Learning) -> None:
    learning.maya.post("/learn/8/progress", data={"part": 4})
    assert "4 of 4 parts read" in learning.maya.get("/learn/8").text


def test_on_another_device(learning: Learning) -> None:
    learning.maya.post(PROGRESS, data={"part": 2})
    assert "2 of 3 parts read" in learning.cast.as_("maya").get("/learn").text


def test_it_is_the_persons_own(learning: Learning) -> None:
    learning.maya.post(PROGRESS, data={"part": 2})
    assert "of 3 parts read" in learning.maya.get("/learn").text
    assert 'value="0"' in learning.cast.as_("jordan").get(URL).text
    assert learning.rows(ModuleProgress, "jordan") == []


def test_a_module_that_was_hidden_keeps_its_progress(learning: Learning) -> None:
    learning.maya.post(PROGRESS, data={"part": 2})
    order = learning.data / "content/modules/order.yaml"
    order.write_text("hide: [first-week]\n")
    learning.serves()
    assert "Your first week" not in learning.maya.get("/learn").text
    order.unlink()
    learning.serves()
    assert "2 of 3 parts read" in learning.maya.get("/learn").text


def test_for_today(learning: Learning) -> None:
    """The card of Today: what was begun; else what comes next, once something was finished."""
    library, maya = learning.cast.app.extensions["foothold_library"], learning.cast["maya"]

    def card(begun: str | None, *finished: str) -> tuple[str | None, bool]:
        with learning.cast.app.app_context():
            found, goes_on = presenters.next_up(library, maya, begun, queries.BETWEEN.join(finished))
        return found.slug if found else None, goes_on

    assert card(None) == (None, False)
    assert card("sleep", "alcohol") == ("sleep", True)
    assert card(None, "iop-how-it-works", "levels-of-care") == ("stages-of-change", False)
    assert card("gone", "levels-of-care") == ("iop-how-it-works", False)


def test_what_today_asks_for(learning: Learning) -> None:
    from webapp.extensions import db
    from webapp.scope import facts

    both = facts(begun=queries.BEGUN, finished=queries.FINISHED)
    for number in (5, 6):
        learning.maya.post(f"/learn/{number}/completion")
    learning.maya.post("/learn/8/progress", data={"part": 1})
    learning.maya.post("/learn/54/progress", data={"part": 1})
    with learning.cast.app.app_context():
        row = db.first(both, owner_id=learning.cast["maya"])
        assert row and row.begun == "sleep"
        assert set(row.finished.split(queries.BETWEEN)) == {"trigger-craving-cycle", "external-triggers"}
        nobody = db.first(both, owner_id=learning.cast["jordan"])
        assert nobody and (nobody.begun, nobody.finished) == (None, None)
