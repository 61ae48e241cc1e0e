"""Changing a section: what can be picked comes before the empty boxes."""

import pytest
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.plan.rows import add, add_person, add_version, speak_spanish
from webapp.enums import ConsentCategory
from webapp.models import Skill
from webapp.plan.sections import SECTIONS


def page(cast: Cast, section: str = "reasons") -> BeautifulSoup:
    answer = cast.as_("maya").get(f"/plan/{section}/edit")
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def chips(soup: BeautifulSoup, name: str, *, chosen: bool | None = None) -> list[str]:
    boxes = soup.find_all("input", attrs={"name": name, "type": "checkbox"})
    return [box["value"] for box in boxes if chosen is None or box.has_attr("checked") is chosen]


def lines(soup: BeautifulSoup) -> list[str]:
    return [box.text.strip() for box in soup.find_all("textarea", attrs={"name": "lines"})]


@pytest.mark.parametrize("key", SECTIONS)
def test_each_section_can_be_changed(cast: Cast, key: str) -> None:
    soup = page(cast, key)
    assert soup.h1 and soup.h1.text == SECTIONS[key].title
    assert lines(soup)[-3:] == ["", "", ""]


def test_it_offers_lines_to_pick_for_what_the_person_works_on(cast: Cast) -> None:
    offered = chips(page(cast, "home-safety"), "picks")
    assert "I keep no alcohol at home, and the people I live with know why." in offered
    assert not [line for line in offered if "betting" in line]


def test_a_line_that_is_in_the_plan_is_not_offered_again(cast: Cast) -> None:
    picked = "I want to trust myself."
    add_version(cast, "reasons", picked)
    soup = page(cast)
    assert picked in lines(soup)
    assert picked not in chips(soup, "picks")


def test_lines_keep_their_order_and_three_boxes_are_spare(cast: Cast) -> None:
    add_version(cast, "reasons", "Zoe", "Ana", "Mia")
    assert lines(page(cast)) == ["Zoe", "Ana", "Mia", "", "", ""]


def test_own_people_and_skills_are_offered_as_links(cast: Cast) -> None:
    person = add_person(cast)
    add(cast, Skill(owner_id=cast["maya"], slug="urge-surfing", favourite=True))
    add_version(cast, "lapse-hour", {"text": "Marcus", "person": str(person)}, "Drink water")
    soup = page(cast, "lapse-hour")
    assert chips(soup, "linked", chosen=True) == [f"person:{person}"]
    assert lines(soup)[0] == "Drink water"
    assert chips(page(cast, "safety-coping"), "linked")[0] == "skill:urge-surfing"


def test_skills_that_stand_there_from_the_log_are_chosen_already(cast: Cast) -> None:
    add(cast, Skill(owner_id=cast["maya"], slug="urge-surfing", favourite=True))
    assert chips(page(cast, "skills"), "linked", chosen=True) == ["skill:urge-surfing"]
    assert chips(page(cast, "safety-coping"), "linked", chosen=True) == []


def test_a_link_to_somebody_gone_becomes_a_line(cast: Cast) -> None:
    add_version(cast, "lapse-hour", {"text": "Marcus", "person": "018f0000-0000-7000-8000-000000000000"})
    soup = page(cast, "lapse-hour")
    assert lines(soup)[0] == "Marcus"
    assert chips(soup, "linked") == []


def test_a_link_that_a_section_cannot_hold_becomes_a_line(cast: Cast) -> None:
    add_version(cast, "goals", {"text": "Urge surfing", "skill": "urge-surfing"})
    assert lines(page(cast, "goals"))[0] == "Urge surfing"


def test_linked_lines_keep_their_order(cast: Cast) -> None:
    first, second = add_person(cast, "Ruth", position=0), add_person(cast, "Ana", position=1)
    in_plan = [{"text": "Ana", "person": str(second)}, {"text": "Ruth", "person": str(first)}]
    add_version(cast, "lapse-hour", *in_plan)
    assert chips(page(cast, "lapse-hour"), "linked") == [f"person:{second}", f"person:{first}"]


def test_it_says_who_can_read_it(cast: Cast) -> None:
    assert "Only you can see this." in page(cast).text
    cast.consents("maya", ConsentCategory.PLAN)
    assert "Dana can read this weekdays 9 to 5, not right away." in page(cast).text


def test_it_speaks_spanish(cast: Cast) -> None:
    speak_spanish(cast)
    soup = page(cast)
    assert soup.h1 and soup.h1.text == "Mis razones"
    assert "Quiero confiar en mí." in chips(soup, "picks")


def test_a_section_that_we_do_not_have_does_not_exist(cast: Cast) -> None:
    maya = cast.as_("maya")
    assert maya.get("/plan/wishes/edit").status_code == 404
    assert maya.get("/plan/wishes/versions").status_code == 404
    assert maya.post("/plan/wishes", data={}).status_code == 404
