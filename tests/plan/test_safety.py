"""The safety plan: six steps, with lines that are always there and can be called."""

import pytest
from bs4 import BeautifulSoup
from sqlmodel import select

from tests.cast import Cast
from tests.plan.rows import add_person, add_version, form, speak_spanish
from webapp.extensions import db
from webapp.models import Program
from webapp.plan.presenters import PHONE
from webapp.plan.sections import SECTIONS, STEPS


def step(cast: Cast, key: str) -> BeautifulSoup:
    part = BeautifulSoup(cast.as_("maya").get("/safety-plan").text, "html.parser").find(id=key)
    assert part is not None
    return BeautifulSoup(str(part), "html.parser")


def links(part: BeautifulSoup) -> list[str]:
    return [str(tag["href"]) for tag in part.select("a[href^=tel], a[href^=sms]")]


def give_program_a_phone(cast: Cast, phone: str) -> None:
    with cast.app.app_context(), db.writing() as session:
        program = session.execute(select(Program)).scalar_one()
        program.phone, program.phone_hours = phone, "weekdays 8 to 6"
        program.phone_hours_es = "entre semana de 8 a 6"


def test_it_has_six_steps_in_order(cast: Cast) -> None:
    html = cast.as_("maya").get("/safety-plan").text
    titles = [tag.get_text(" ", strip=True) for tag in BeautifulSoup(html, "html.parser").select("ol.plan-steps h2")]
    assert titles == [f"{n} . {SECTIONS[key].title}" for n, key in enumerate(STEPS, start=1)]
    assert len(titles) == 6


def test_crisis_lines_are_there_from_the_start(cast: Cast) -> None:
    assert links(step(cast, "safety-lines")) == ["tel:988", "sms:988", "tel:911"]


def test_they_are_those_of_the_readers_language(cast: Cast) -> None:
    speak_spanish(cast)
    part = step(cast, "safety-lines")
    assert links(part) == ["tel:988", "sms:988?body=AYUDA", "tel:911"]
    assert "oprime 2" in part.text


def test_the_program_is_among_them(cast: Cast) -> None:
    give_program_a_phone(cast, "(202) 555-0100")
    part = step(cast, "safety-lines")
    assert links(part) == ["tel:988", "sms:988", "tel:+12025550100", "tel:911"]
    assert "Test program" in part.text and "weekdays 8 to 6" in part.text
    speak_spanish(cast)
    assert "entre semana de 8 a 6" in step(cast, "safety-lines").text


def test_a_program_phone_that_cannot_be_called_is_left_out(cast: Cast) -> None:
    give_program_a_phone(cast, "ask Dana")
    assert links(step(cast, "safety-lines")) == ["tel:988", "sms:988", "tel:911"]


def test_they_cannot_be_taken_out(cast: Cast) -> None:
    maya = cast.as_("maya")
    maya.post("/plan/safety-lines", data=form())
    assert links(step(cast, "safety-lines")) == ["tel:988", "sms:988", "tel:911"]
    assert (
        "Always in your plan: 988 Suicide &amp; Crisis Lifeline, Text 988, and 911 Emergency."
        in maya.get("/plan/safety-lines/edit").text
    )


def test_a_number_in_own_words_can_be_called(cast: Cast) -> None:
    cast.as_("maya").post("/plan/safety-lines", data=form("Dr. Kim, (202) 555-0123, weekdays", "Room 12, floor 3"))
    part = step(cast, "safety-lines")
    assert "tel:+12025550123" in links(part)
    assert len(links(part)) == 4


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Call 202-555-0123 or go", "202-555-0123"),
        ("+1 202 555 0123", "+1 202 555 0123"),
        ("since 2019, 3 times", None),
        ("room 12-345-67", None),
        ("", None),
    ],
)
def test_numbers_are_found_in_words(text: str, number: str | None) -> None:
    found = PHONE.search(text)
    assert (found[0] if found else None) == number


def test_people_have_call_and_text_buttons(cast: Cast) -> None:
    person = add_person(cast)
    quiet = add_person(cast, "Ruth", phone="", position=1)
    linked = [f"person:{person}", f"person:{quiet}"]
    cast.as_("maya").post("/plan/safety-help", data=form(linked=linked))
    part = step(cast, "safety-help")
    assert links(part) == ["sms:+12025550142", "tel:+12025550142"]
    assert "Ruth" in part.text


def test_a_changed_number_is_the_number_in_the_plan(cast: Cast) -> None:
    person = add_person(cast, phone="(202) 555-0199")
    add_version(cast, "safety-help", {"text": "Old name", "person": str(person)})
    part = step(cast, "safety-help")
    assert links(part) == ["sms:+12025550199", "tel:+12025550199"]
    assert "Old name" not in part.text
