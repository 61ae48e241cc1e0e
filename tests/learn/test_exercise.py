"""The exercise: kept as it is written, on top of the version that the page was made with."""

import pytest
from bs4 import BeautifulSoup, Tag

from tests.cast import Cast
from tests.learn.conftest import URL, Learning
from tests.learn.modules import ENGLISH, SPANISH
from tests.support.markup import the
from webapp.models import ExerciseAnswer, ModuleProgress, uuid7

GIVEN = {
    "answer_place": ["bus", "pay"],
    "answer_place_own": "The store on 5th",
    "answer_who": "sam",
    "answer_sign": "I stop answering",
    "answer_act": "I call Sam",
    "answer_strong": "7",
    "answer_more": "One\n\ntwo",
}
KEPT = {
    "place": ["bus", "pay"],
    "place.own": "The store on 5th",
    "who": "sam",
    "sign": "I stop answering",
    "act": "I call Sam",
    "strong": 7,
    "more": "One\n\ntwo",
}


def form(learning: Learning) -> Tag:
    return the(BeautifulSoup(learning.maya.get(URL).text, "html.parser"), "#exercise")


def test_it_is_kept_and_comes_back(learning: Learning) -> None:
    answer = learning.saves(**GIVEN)
    assert (answer.status_code, answer.location) == (303, f"{URL}#exercise")
    (row,) = learning.rows(ExerciseAnswer)
    assert row.answers == KEPT
    assert (row.slug, row.version, row.content_version, row.private) == ("first-week", 1, 1, True)
    held = form(learning)
    checked = [box["value"] for box in held.select("input:checked, input[checked]")]
    assert sorted(set(checked)) == ["7", "bus", "pay", "sam"]
    assert the(held, "#answer_place_own")["value"] == "The store on 5th"
    assert the(held, "#answer_more").get_text().removeprefix("\n") == "One\n\ntwo"
    assert the(held, "input[name=version]")["value"] == "1"


def test_saving_begins_the_module(learning: Learning) -> None:
    learning.saves(answer_sign="x")
    (row,) = learning.rows(ModuleProgress)
    assert (row.slug, row.furthest, row.finished_at) == ("first-week", 0, None)


def test_it_says_that_only_the_person_can_read_it(learning: Learning, cast: Cast) -> None:
    learning.saves(**GIVEN)
    assert "Only you can see this." in form(learning).text
    cast.consents("maya", "urges", "plan", "triggers", "practices", "sign-checks", "check-ins")
    dana = cast.as_("dana").get(f"/counselor/participants/{cast['maya']}")
    assert dana.status_code == 200 and "The store on 5th" not in dana.text
    assert learning.rows(ExerciseAnswer, "jordan") == []


def test_the_team_sees_it_where_the_person_says_so(learning: Learning, cast: Cast) -> None:
    page = f"/counselor/participants/{cast['maya']}"
    cast.consents("maya", "modules")
    assert form(learning).select("input[name=shared]") == []
    cast.consents("maya", "exercises")
    box = the(form(learning), "input[type=checkbox][name=shared]")
    assert "checked" not in box.attrs
    learning.saves(answer_sign="I hide it")
    assert "I hide it" not in cast.as_("dana").get(page).text
    learning.saves(1, answer_sign="I hide it", shared="true")
    assert "checked" in the(form(learning), "input[name=shared]").attrs
    assert "Dana can read this" in form(learning).text and "Only you" not in form(learning).text
    assert "I hide it" in cast.as_("dana").get(page).text
    # taken back: of this one, and of all
    learning.saves(2, answer_sign="I hide it")
    assert "I hide it" not in cast.as_("dana").get(page).text
    learning.saves(3, answer_sign="I hide it", shared="true")
    cast.consents("maya", "exercises", granted=False)
    assert "I hide it" not in cast.as_("dana").get(page).text
    assert "Only you can see this." in form(learning).text
    # and what was chosen of this one is not lost by another answer
    assert the(form(learning), "input[type=hidden][name=shared]")["value"] == "true"


def test_two_devices_that_differ_in_who_sees_it(learning: Learning) -> None:
    learning.saves(answer_sign="The same")
    learning.saves(1, answer_sign="The same", shared="true")
    answer = learning.saves(1, answer_sign="The same")
    assert answer.status_code == 409 and "Show these answers to my care team" in answer.text
    assert [row.private for row in learning.rows(ExerciseAnswer)] == [False]


def test_saved_by_itself(learning: Learning) -> None:
    """To htmx the part with the new version, and what can be added now."""
    answer = learning.maya.htmx(f"{URL}/answers", {"operation": uuid7(), "version": 0, "answer_sign": "I hide"})
    part = BeautifulSoup(answer.text, "html.parser")
    assert answer.status_code == 200
    assert the(part, "#after-exercise input[name=version]")["value"] == "1"
    assert the(part, "[role=status]").get_text(strip=True) == "Saved"
    assert "Add to my warning signs" in part.text and "if-then" not in part.text


def test_the_same_form_twice_is_one_row(learning: Learning) -> None:
    data = {"operation": uuid7(), "version": 0} | GIVEN
    for _ in range(2):
        assert learning.maya.post(f"{URL}/answers", data=data).status_code == 303
    assert [row.version for row in learning.rows(ExerciseAnswer)] == [1]


def test_the_same_operation_with_other_words_is_a_conflict(learning: Learning) -> None:
    data = {"operation": uuid7(), "version": 0}
    learning.maya.post(f"{URL}/answers", data=data | {"answer_sign": "one"})
    assert learning.maya.post(f"{URL}/answers", data=data | {"answer_sign": "two"}).status_code == 409
    assert learning.rows(ExerciseAnswer)[0].answers == {"sign": "one"}


def test_an_operation_of_somebody_else_is_a_conflict(learning: Learning, cast: Cast) -> None:
    data = {"operation": uuid7(), "version": 0, "answer_sign": "x"}
    learning.maya.post(f"{URL}/answers", data=data)
    assert cast.as_("jordan").post(f"{URL}/answers", data=data).status_code == 409


def test_a_stale_answer_shows_both(learning: Learning) -> None:
    learning.saves(answer_sign="From my phone", answer_who="sam")
    learning.saves(1, answer_sign="From my laptop", answer_who="sam")
    answer = learning.saves(1, answer_sign="From the first page", answer_who="dana", answer_place=["bus", "home"])
    assert answer.status_code == 409
    for part in ("From my laptop", "From the first page", "Call Sam", "Write to Dana", "On the bus, At home"):
        assert part in answer.text, part
    assert learning.rows(ExerciseAnswer)[0].answers["sign"] == "From my laptop"
    # and the form on that page saves it
    sent = BeautifulSoup(answer.text, "html.parser").select("main form input")
    fields: dict[str, list[str]] = {}
    for box in sent:
        fields.setdefault(str(box["name"]), []).append(str(box["value"]))
    assert learning.maya.post(f"{URL}/answers", data=fields).status_code == 303
    assert learning.rows(ExerciseAnswer)[0].answers == {
        "sign": "From the first page",
        "who": "dana",
        "place": ["bus", "home"],
    }


def test_a_stale_answer_to_htmx_is_a_part(learning: Learning) -> None:
    learning.saves(answer_sign="one")
    answer = learning.maya.htmx(f"{URL}/answers", {"operation": uuid7(), "version": 0, "answer_sign": "two"})
    assert answer.status_code == 409
    assert 'id="after-exercise"' in answer.text and "<html" not in answer.text


REFUSED = {
    "an option that is not": ({"answer_who": "lee"}, "answer_who", "Please choose one from the list."),
    "one of several that is not": ({"answer_place": ["bus", "moon"]}, "answer_place", "Please choose one"),
    "a line that is too long": ({"answer_sign": "x" * 201}, "answer_sign", "This is too long. 200 characters fit."),
    "a text that is too long": ({"answer_more": "x" * 10_001}, "answer_more", "This is too long. 10000 characters"),
    "own words too long": ({"answer_place_own": "x" * 201}, "answer_place_own", "This is too long."),
    "a number beyond": ({"answer_strong": "11"}, "answer_strong", "Please choose a number from 0 to 10."),
    "no number": ({"answer_strong": "much"}, "answer_strong", "Please give a number."),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_kept_stays_on_the_page(what: str, learning: Learning) -> None:
    fields, name, message = REFUSED[what]
    answer = learning.saves(**{"answer_act": "still here"} | fields)
    soup = BeautifulSoup(answer.text, "html.parser")
    assert answer.status_code == 422
    problem = soup.select_one(f"#{name}-error")
    assert problem and message in problem.text
    assert the(soup, "#answer_act")["value"] == "still here"
    assert soup.select_one(f".banner-error a[href='#{name}']") and soup.select_one(f"#{name}")
    assert learning.rows(ExerciseAnswer) == learning.rows(ModuleProgress) == []


def test_what_cannot_be_kept_to_htmx_is_the_exercise(learning: Learning) -> None:
    data = {"operation": uuid7(), "version": 0, "answer_sign": "x" * 201}
    answer = learning.maya.htmx(f"{URL}/answers", data)
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (422, "#exercise")
    assert "x" * 201 in answer.text and "<html" not in answer.text


def test_emptied_answers_are_gone(learning: Learning) -> None:
    learning.saves(**GIVEN)
    learning.saves(1, answer_sign="only this")
    assert learning.rows(ExerciseAnswer)[0].answers == {"sign": "only this"}


def test_answers_live_through_a_change_of_the_module(learning: Learning) -> None:
    """A field goes, another comes, an option goes: what was written stays, also when the exercise is saved again."""
    learning.saves(**GIVEN)
    swaps = (
        ("version: 1", "version: 2"),
        ("    - {key: act, kind: line, label: What then?}\n", "    - {key: new, kind: line, label: What is new?}\n"),
        ("    - {key: act, kind: line, label: ¿Y entonces?}\n", "    - {key: new, kind: line, label: ¿Qué hay?}\n"),
        ("    - {to: if-then, from: [sign, act]}\n", ""),
    )
    english, spanish = ENGLISH, SPANISH
    for old, new in swaps:
        english, spanish = english.replace(old, new), spanish.replace(old, new)
    learning.serves(english, spanish)
    held = form(learning)
    assert the(held, "#answer_sign")["value"] == "I stop answering"
    assert the(held, "#answer_new")["value"] == ""
    learning.saves(1, answer_sign="I stop answering", answer_new="A walk")
    (row,) = learning.rows(ExerciseAnswer)
    assert row.answers == {"act": "I call Sam", "sign": "I stop answering", "new": "A walk"}
    assert (row.version, row.content_version) == (2, 2)


@pytest.mark.whole
def test_every_exercise_can_be_filled_in(learning: Learning) -> None:
    """The first option, a line, a number: each of all modules."""
    for module in learning.cast.app.extensions["foothold_library"].modules.values():
        data: dict[str, object] = {"operation": uuid7(), "version": 0}
        for field in module.meta.exercise.fields:
            name = f"answer_{field.key.replace('-', '_')}"
            data[name] = next(iter(field.options), "5" if field.kind == "scale" else "words")
        if gate := module.meta.exercise.gate:
            data[f"answer_{gate.by}"] = gate.clear
        assert learning.maya.post(f"/learn/{module.number}/answers", data=data).status_code == 303, module.slug
        kept = {row.slug: row.answers for row in learning.rows(ExerciseAnswer)}[module.slug]
        assert len(kept) == len(module.meta.exercise.fields), module.slug
        page = BeautifulSoup(learning.maya.get(f"/learn/{module.number}").text, "html.parser")
        offered = page.select("#after-exercise input[name=key]")
        assert len(offered) == len(module.meta.exercise.adds), module.slug
        for key in offered:
            data = {"operation": uuid7(), "key": key["value"]}
            assert learning.maya.post(f"/learn/{module.number}/additions", data=data).status_code == 303


def test_a_long_exercise_begins_short(learning: Learning) -> None:
    """Four fields, the others in a fold, which is open when one of them was answered."""
    page = BeautifulSoup(learning.maya.get("/learn/18").text, "html.parser")
    fold = page.select_one("#exercise details")
    assert fold and "5 more, if you like" in fold.text and not fold.has_attr("open")
    assert fold.select("#answer_cue3") and not fold.select("#answer_cue2")
    data = {"operation": uuid7(), "version": 0, "answer_likely": "8"}
    assert learning.maya.post("/learn/18/answers", data=data).status_code == 303
    assert BeautifulSoup(learning.maya.get("/learn/18").text, "html.parser").select("#exercise details[open]")
    assert not form(learning).select("details"), "a short one has no fold"


def tipp(learning: Learning, version: int = 0, **answers: object) -> dict[str, object]:
    """What is kept of the exercise of module 12."""
    data = {"operation": uuid7(), "version": version, "answer_element": "cold"} | answers
    assert learning.maya.post("/learn/12/answers", data=data).status_code == 303
    (row,) = learning.rows(ExerciseAnswer)
    return dict(row.answers)


@pytest.mark.parametrize("fits", [[], ["heart"], ["unsure"], ["none", "pregnant"]])
def test_cold_is_not_kept_for_whom_it_may_not_be_safe(learning: Learning, fits: list[str]) -> None:
    kept = tipp(learning, answer_safety=fits, answer_next="call")
    assert kept == ({"safety": fits} if fits else {}) | {"next": "call"}
    assert (
        "Cold on the face"
        not in learning.maya.get("/learn/12").text.split('id="after-exercise"')[1].split("check-title")[0]
    )
    assert tipp(learning, 1, answer_safety="heart", answer_element="breath")["element"] == "breath"


def test_cold_is_open_when_nothing_speaks_against_it(learning: Learning) -> None:
    assert tipp(learning, answer_safety="none") == {"safety": ["none"], "element": "cold"}


def test_what_a_gate_closes_is_marked_for_the_style_sheet(learning: Learning) -> None:
    page = BeautifulSoup(learning.maya.get("/learn/12").text, "html.parser")
    values = {
        kind: [box["value"] for box in page.select(f".{kind} input")] for kind in ("gated", "gate-opens", "gate-bars")
    }
    assert values["gated"] == ["cold", "move"] and values["gate-opens"] == ["none"]
    assert values["gate-bars"] == ["heart", "beta-blocker", "pregnant", "cold", "breathing", "eating", "unsure"]
