"""A page that Dana left open is sent after Lee signed in on the same machine: her words are hers, or nobody's."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.accounts.conftest import give_app
from tests.accounts.test_unsent import fields, signs_in
from tests.cast import Cast
from webapp.models import Assignment, CallRequest, PlanSuggestion, PlanVersion, SessionNote, TeamTask, Urge

PAGES = ("", "/sheet", "/flags", "/plan/reasons", "/tasks/new", "/discharge", "/session-notes/{note}/edit")


@pytest.fixture
def record(cast: Cast, write: Any, keep: Any) -> str:
    """Maya's record, which both look after."""
    cast.consents("maya", "urges", "plan")
    write(Urge, strength=9, safe="no")
    maya = cast["maya"]
    keep(Assignment(participant_id=maya, counselor_id=cast["lee"]))
    keep(PlanVersion(owner_id=maya, section="reasons", number=1, items=[{"text": "Mia"}], author_id=maya))
    return f"/counselor/participants/{maya}"


def test_each_form_says_whose_it_is(cast: Cast, record: str, keep: Any) -> None:
    note = SessionNote(owner_id=cast["maya"], author_id=cast["dana"], met_on=date(2026, 11, 1), text="Walk")
    keep(
        note,
        CallRequest(owner_id=cast["maya"]),
        TeamTask(owner_id=cast["maya"], kind="skill", slug="x", due_on=date.max, author_id=cast["dana"]),
        PlanSuggestion(owner_id=cast["maya"], section="reasons", text="x", author_id=cast["dana"]),
    )
    dana = cast.as_("dana")
    for page in ("/counselor", *(record + page.format(note=note.id) for page in PAGES)):
        forms = BeautifulSoup(dana.get(page).text, "html.parser").select("main form[method=post]")
        assert forms, page
        assert all(form.select_one("input[name=author][value]") for form in forms), page


def test_it_waits_for_its_author(cast: Cast, record: str) -> None:
    give_app(cast, "dana")
    soup = BeautifulSoup(cast.as_("dana").get(f"{record}/sheet").text, "html.parser")
    form = soup.select_one("#agreed form")
    assert form is not None
    sent = {str(box["name"]): str(box.get("value", "")) for box in form.select("input")} | {"text": "Call Ruth."}
    # when Lee is signed in by now
    lee = cast.as_("lee")
    asked = lee.post(str(form["action"]), data=sent)
    assert asked.status_code == 401 and "What you typed is kept." in asked.text
    assert "Nothing is written down yet." in cast.as_("maya").get("/session-notes").text
    # then Dana signs in, and sends it
    kept = signs_in(lee, asked, "dana")
    assert "Call Ruth." in kept.text
    assert lee.post(str(form["action"]), data=fields(kept)).status_code == 303
    assert "Written by Dana" in cast.as_("maya").get("/session-notes").text
