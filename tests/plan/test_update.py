"""Saving a section: each time a new version, never over somebody's head."""

import threading
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.plan.rows import add, add_person, add_version, form, versions, words
from webapp.models import Skill, uuid7


def sent(html: str, button: str) -> dict[str, Any]:
    """What the form with this button sends."""
    soup = BeautifulSoup(html, "html.parser")
    found = next(tag for tag in soup.find_all("button") if tag.get_text(strip=True) == button).find_parent("form")
    assert found is not None
    fields: dict[str, list[str]] = {}
    for box in found.find_all("input", attrs={"type": "hidden"}):
        fields.setdefault(box["name"], []).append(box["value"])
    return fields


def test_it_saves_and_leads_to_the_section(cast: Cast) -> None:
    answer = cast.as_("maya").post("/plan/reasons", data=form("For Mia", picks=["I want to trust myself."]))
    assert answer.status_code == 303
    assert answer.location == "/plan#saved-reasons"
    assert versions(cast, "reasons") == [[{"text": "For Mia"}, {"text": "I want to trust myself."}]]


def test_a_section_of_the_safety_plan_leads_to_the_safety_plan(cast: Cast) -> None:
    answer = cast.as_("maya").post("/plan/safety-warning", data=form("I stop eating"))
    assert answer.location == "/safety-plan#saved-safety-warning"


def test_every_save_is_a_version_and_the_order_is_kept(cast: Cast) -> None:
    maya = cast.as_("maya")
    maya.post("/plan/goals", data=form("Zoe", "Ana"))
    maya.post("/plan/goals", data=form("Mia", "", "Ana", base=1))
    assert [[item["text"] for item in items] for items in versions(cast, "goals")] == [["Zoe", "Ana"], ["Mia", "Ana"]]


def test_saving_what_is_there_adds_no_version(cast: Cast) -> None:
    maya = cast.as_("maya")
    maya.post("/plan/goals", data=form("Zoe"))
    assert maya.post("/plan/goals", data=form("Zoe", base=1)).status_code == 303
    assert len(versions(cast, "goals")) == 1


def test_all_lines_can_be_taken_out(cast: Cast) -> None:
    add_version(cast, "goals", "Zoe")
    cast.as_("maya").post("/plan/goals", data=form(base=1))
    assert words(cast, "goals") == []


def test_none_of_what_the_log_suggests_is_a_choice_too(cast: Cast) -> None:
    add(cast, Skill(owner_id=cast["maya"], name="Piano", favourite=True))
    maya = cast.as_("maya")
    assert "From your own log:" in maya.get("/plan").text
    assert maya.post("/plan/skills", data=form()).status_code == 303
    assert versions(cast, "skills") == [[]]
    assert "Piano" not in maya.get("/plan").text
    ticked = BeautifulSoup(maya.get("/plan/skills/edit").text, "html.parser").select("input[name=linked][checked]")
    assert ticked == []


def test_nothing_where_nothing_was_suggested_is_no_version(cast: Cast) -> None:
    """So that what the log finds later still stands there."""
    maya = cast.as_("maya")
    assert maya.post("/plan/skills", data=form()).status_code == 303
    assert versions(cast, "skills") == []
    add(cast, Skill(owner_id=cast["maya"], name="Piano", favourite=True))
    assert "Piano" in maya.get("/plan").text


def test_links_are_kept_with_their_names(cast: Cast) -> None:
    person = add_person(cast)
    cast.as_("maya").post("/plan/safety-distraction", data=form("The library", linked=[f"person:{person}"]))
    assert versions(cast, "safety-distraction") == [
        [{"text": "Marcus", "person": str(person)}, {"text": "The library"}]
    ]


def test_links_to_what_is_not_theirs_are_left_out(cast: Cast) -> None:
    other = add_person(cast, owner="jordan")
    links = [f"person:{other}", f"person:{uuid7()}", "skill:no-such", "skill:urge-surfing", "nonsense", "person:"]
    cast.as_("maya").post("/plan/safety-help", data=form("My brother", linked=links))
    assert versions(cast, "safety-help") == [[{"text": "My brother"}]]


def test_a_person_taken_off_the_list_meanwhile_stays_as_words(cast: Cast) -> None:
    person, maya = add_person(cast), cast.as_("maya")
    maya.post("/plan/safety-help", data=form(linked=[f"person:{person}"]))
    maya.post(f"/people/{person}/deletion")
    maya.post("/plan/safety-help", data=form("My brother", base=1, linked=[f"person:{person}"]))
    assert versions(cast, "safety-help")[-1] == [{"text": "Marcus"}, {"text": "My brother"}]


def test_the_same_line_twice_is_one(cast: Cast) -> None:
    cast.as_("maya").post("/plan/goals", data=form("Zoe", "Ana", "Zoe", picks=["Ana"]))
    assert words(cast, "goals") == ["Zoe", "Ana"]


def test_enter_in_a_box_begins_a_line(cast: Cast) -> None:
    cast.as_("maya").post("/plan/goals", data=form("One\r\nTwo\n\n  Three "))
    assert words(cast, "goals") == ["One", "Two", "Three"]


@pytest.mark.parametrize("text", ["👩🏽‍🚒 🌊", "é́́", "أريد أن أكون هنا", "<b>&amp;</b>", "x" * 200])
def test_any_script_comes_back_unchanged(cast: Cast, text: str) -> None:
    maya = cast.as_("maya")
    maya.post("/plan/reasons", data=form(text))
    assert words(cast, "reasons") == [text]
    assert text in BeautifulSoup(maya.get("/plan").text, "html.parser").get_text()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"lines": ["y" * 201]}, "This is too long. 200 characters fit."),
        ({"lines": ["a\x00b"]}, "This has a character that cannot be saved."),
        ({"lines": [f"line {n}" for n in range(81)]}, "That is more than fits. Choose fewer."),
        ({"picks": ["y" * 201]}, "This is too long. 200 characters fit."),
        ({"base": "x"}, "Please give a number."),
        ({"base": "-1"}, "Please choose a number from 0 to 1000000."),
        ({"operation": "x"}, "Please choose one from the list."),
        ({"base": ["0", "1"]}, "This was sent twice. Please check it."),
    ],
)
def test_what_does_not_fit_is_refused_and_kept_on_the_page(cast: Cast, wrong: dict[str, Any], message: str) -> None:
    answer = cast.as_("maya").post(
        "/plan/reasons", data=form("Kept on the page") | {"picks": ["I want to trust myself."]} | wrong
    )
    assert answer.status_code == 422
    assert message in answer.text
    assert "lines" in wrong or "Kept on the page" in answer.text
    assert "picks" in wrong or 'value="I want to trust myself." checked' in answer.text
    assert versions(cast, "reasons") == []


def test_a_line_that_is_too_long_is_marked_and_kept(cast: Cast) -> None:
    answer = cast.as_("maya").post("/plan/reasons", data=form("Short", "y" * 201))
    boxes = BeautifulSoup(answer.text, "html.parser").find_all("textarea", attrs={"name": "lines"})
    assert [box.get("aria-invalid") for box in boxes[:2]] == [None, "true"]
    assert boxes[1].text.strip() == "y" * 201


def test_a_refused_form_keeps_the_version_it_was_made_from(cast: Cast) -> None:
    """Else its next try would write over what was saved meanwhile."""
    add_version(cast, "reasons", "Saved meanwhile")
    answer = cast.as_("maya").post("/plan/reasons", data=form("y" * 201, base=0))
    assert 'name="base" value="0"' in answer.text


def test_the_same_form_twice_is_one_version_and_succeeds_twice(cast: Cast) -> None:
    maya, asked = cast.as_("maya"), form("Zoe")
    assert [maya.post("/plan/goals", data=asked).status_code for _ in range(2)] == [303, 303]
    assert len(versions(cast, "goals")) == 1


def test_the_same_operation_with_other_lines_is_a_conflict(cast: Cast) -> None:
    maya, asked = cast.as_("maya"), form("Zoe")
    maya.post("/plan/goals", data=asked)
    assert maya.post("/plan/goals", data=asked | {"lines": ["Ana"]}).status_code == 409
    assert maya.post("/plan/reasons", data=asked).status_code == 409
    assert cast.as_("jordan").post("/plan/goals", data=asked).status_code == 409
    assert words(cast, "goals") == ["Zoe"]


def test_a_stale_form_shows_both_lists_and_writes_nothing(cast: Cast) -> None:
    maya = cast.as_("maya")
    maya.post("/plan/goals", data=form("Shared", "From the phone"))
    answer = maya.post("/plan/goals", data=form("Shared", "From the laptop"))
    assert answer.status_code == 409
    text = BeautifulSoup(answer.text, "html.parser").get_text(" ", strip=True)
    assert "From the phone Only here" in text and "From the laptop Only here" in text
    assert "Shared Only here" not in text
    assert len(versions(cast, "goals")) == 1


def test_from_the_two_lists_both_can_be_kept(cast: Cast) -> None:
    maya, person = cast.as_("maya"), add_person(cast)
    maya.post("/plan/lapse-hour", data=form("From the phone"))
    merge = maya.post("/plan/lapse-hour", data=form("From the laptop", linked=[f"person:{person}"]))
    assert maya.post("/plan/lapse-hour", data=sent(merge.text, "Keep both")).status_code == 303
    assert sorted(words(cast, "lapse-hour")) == ["From the laptop", "From the phone", "Marcus"]
    assert len(versions(cast, "lapse-hour")) == 2


def test_from_the_two_lists_mine_can_be_saved(cast: Cast) -> None:
    maya = cast.as_("maya")
    maya.post("/plan/goals", data=form("From the phone"))
    merge = maya.post("/plan/goals", data=form("From the laptop"))
    assert maya.post("/plan/goals", data=sent(merge.text, "Save mine")).status_code == 303
    assert words(cast, "goals") == ["From the laptop"]


def test_a_merge_that_came_late_is_a_merge_again(cast: Cast) -> None:
    maya = cast.as_("maya")
    maya.post("/plan/goals", data=form("One"))
    merge = maya.post("/plan/goals", data=form("Two"))
    maya.post("/plan/goals", data=form("Three", base=1))
    assert maya.post("/plan/goals", data=sent(merge.text, "Keep both")).status_code == 409
    assert words(cast, "goals") == ["Three"]


def test_two_browsers_at_the_same_moment_lose_nothing(cast: Cast) -> None:
    """Each is saved as a version, or gets the page with both lists."""
    gate, answers = threading.Barrier(4, timeout=60), {}

    def save(line: str) -> None:
        browser = cast.as_("maya")
        gate.wait()
        answers[line] = browser.post("/plan/goals", data=form(line))

    threads = [threading.Thread(target=save, args=(f"Line {n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in answers.values()) == [303, 409, 409, 409]
    assert len(versions(cast, "goals")) == 1
    for line, answer in answers.items():
        assert (answer.status_code == 303 and words(cast, "goals") == [line]) or line in answer.text


def test_others_are_refused(cast: Cast) -> None:
    assert cast.as_("nobody").post("/plan/goals", data=form("x")).status_code == 401
    assert cast.as_("dana").post("/plan/goals", data=form("x")).status_code == 403
    assert cast.as_("alex").post("/plan/goals", data=form("x")).status_code == 403
    assert versions(cast, "goals") == []


def test_to_htmx_it_says_where_to_go(cast: Cast) -> None:
    answer = cast.as_("maya").htmx("/plan/goals", data=form("Zoe"))
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == "/plan#saved-goals"
