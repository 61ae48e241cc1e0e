"""Taking back: on one screen, at once, whatever page is open."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from sqlmodel import col, select

from tests.cast import Cast
from tests.consents.test_update import answer, answers, holds, page
from webapp.extensions import db
from webapp.models import Audit, Urge

Write = Callable[..., Any]


def trail(cast: Cast) -> list[tuple[Any, ...]]:
    with cast.app.app_context():
        rows = db.rows(select(Audit.action, Audit.detail).where(col(Audit.subject) == "consent").order_by(Audit.id))
        return [tuple(row) for row in rows]


def test_one_category(cast: Cast) -> None:
    maya = cast.as_("maya")
    answer(maya, "urges", "plan")
    ended = maya.post("/consents/revocation", data={"category": "urges"})
    assert (ended.status_code, ended.location) == (303, "/consents#shared-now")
    assert holds(cast) == {"plan"}
    assert trail(cast)[-1] == ("took back", "urges")


def test_all_of_it(cast: Cast) -> None:
    maya = cast.as_("maya")
    answer(maya, "urges", "plan")
    before = len(answers(cast))
    assert maya.post("/consents/revocation").status_code == 303
    assert holds(cast) == frozenset()
    assert len(answers(cast)) == before + 2, "what was shared, and no more"
    assert "You share nothing now." in page(maya).text
    assert page(maya).select("form[action='/consents/revocation']") == []


def test_after_the_clock_was_set_back(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server whose clock ran ahead was mended and started anew: taking back is still the newest answer."""
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=1)):
        answer(cast.as_("maya"), "urges", "plan")
    monkeypatch.setattr("webapp.models.base._uuid_last", UUID(int=0))
    assert cast.as_("maya").post("/consents/revocation").status_code == 303
    assert holds(cast) == frozenset()


def test_a_second_time_changes_nothing(cast: Cast) -> None:
    maya = cast.as_("maya")
    answer(maya, "urges")
    maya.post("/consents/revocation")
    kept = answers(cast)
    assert maya.post("/consents/revocation").status_code == 303
    assert answers(cast) == kept


def test_each_has_its_button_on_the_screen_that_asks(cast: Cast) -> None:
    maya = cast.as_("maya")
    answer(maya, "urges", "plan", until="30")
    shown = page(maya)
    forms = shown.select("form[action='/consents/revocation']")
    assert [tag["value"] for form in forms for tag in form.select("input")] == ["urges", "plan"]
    assert len(forms) == 3, "one each, and one for all"


@pytest.mark.parametrize("category", ["lapses", "everything"])
def test_what_is_no_category_is_refused(cast: Cast, category: str) -> None:
    maya = cast.as_("maya")
    answer(maya, "urges")
    assert maya.post("/consents/revocation", data={"category": category}).status_code == 422
    assert holds(cast) == {"urges"}


def test_one_persons_revocation_is_nobody_elses(cast: Cast) -> None:
    answer(cast.as_("maya"), "urges")
    cast.as_("jordan").post("/consents/revocation")
    assert holds(cast) == {"urges"}
    assert answers(cast, "jordan") == []


def test_others_are_refused(cast: Cast) -> None:
    for name, code in (("nobody", 401), ("dana", 403), ("alex", 403)):
        assert cast.as_(name).post("/consents/revocation").status_code == code


@pytest.mark.whole
def test_the_next_request_of_an_open_page_is_refused(cast: Cast, write: Write) -> None:
    """100 of 100, as a page and as what htmx asks for."""
    write(Urge, note="zq-urge")
    maya, dana = cast.as_("maya", lint=False), cast.as_("dana", lint=False)
    path = f"/counselor/participants/{cast['maya']}"
    for _ in range(50):
        cast.consents("maya", "urges", "notes")
        assert "zq-urge" in dana.get(path).text
        assert maya.post("/consents/revocation").status_code == 303
        for headers in ({}, {"HX-Request": "true"}):
            refused = dana.get(path, headers=headers)
            assert refused.status_code == 404
            assert "zq-urge" not in refused.text and "Maya" not in refused.text
        assert "Maya" not in dana.get("/counselor").text
