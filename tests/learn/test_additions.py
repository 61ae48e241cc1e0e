"""One tap from a module into triggers, skills, warning signs, if-then plans and the plan; and back."""

import pytest
from bs4 import BeautifulSoup

from tests.learn.conftest import URL, Learning
from tests.learn.modules import ENGLISH, SPANISH
from tests.support.markup import the
from webapp.enums import SignLevel
from webapp.extensions import db
from webapp.models import IfThen, ModuleProgress, PlanVersion, Skill, Trigger, WarningSign, uuid7

TRIGGER, SKILL, SIGN, IF_THEN, TODAY = "trigger place", "skill who", "sign sign", "if-then sign act", "today"


def after(learning: Learning) -> BeautifulSoup:
    return BeautifulSoup(learning.maya.get(URL).text, "html.parser")


def keys(soup: BeautifulSoup, to: str) -> list[str]:
    return [str(box["value"]) for box in soup.select(f"form[action$='/{to}'] input[name=key]")]


@pytest.fixture
def answered(learning: Learning) -> Learning:
    learning.saves(
        answer_place=["bus", "pay"], answer_place_own="The store on 5th", answer_who="sam",
        answer_sign="I stop answering", answer_act="I call Sam",
    )  # fmt: skip
    return learning


def adding_to(learning: Learning, to: str) -> Learning:
    """The module adds the sign to a section of the plan instead."""
    old = "    - {to: sign, from: [sign]}"
    swap = (old, f"    - {{to: 'plan:{to}', from: [sign]}}")
    learning.serves(ENGLISH.replace(*swap), SPANISH.replace(*swap))
    learning.saves(answer_sign="Sit by the river")
    return learning


def test_nothing_is_offered_before_something_is_answered(learning: Learning) -> None:
    assert keys(after(learning), "additions") == [TODAY]


def test_what_is_offered(answered: Learning) -> None:
    soup = after(answered)
    assert keys(soup, "additions") == [TRIGGER, SKILL, SIGN, IF_THEN, TODAY]
    assert keys(soup, "removals") == []


def test_half_an_if_then_plan_is_not_offered(learning: Learning) -> None:
    learning.saves(answer_sign="I stop answering")
    assert IF_THEN not in keys(after(learning), "additions")


def test_triggers(answered: Learning) -> None:
    assert answered.adds(TRIGGER).status_code == 303
    rows = answered.rows(Trigger)
    assert {(row.slug, row.name) for row in rows} == {(None, "On the bus"), ("payday", ""), (None, "The store on 5th")}
    soup = after(answered)
    assert TRIGGER in keys(soup, "removals") and TRIGGER not in keys(soup, "additions")
    assert "In your triggers" in soup.text and soup.select_one("#after-exercise a[href='/triggers']")
    # and back
    assert answered.adds(TRIGGER, "removals").status_code == 303
    assert {row.hidden for row in answered.rows(Trigger)} == {True}
    assert TRIGGER in keys(after(answered), "additions")


def test_a_trigger_that_is_there_already_stays_when_it_is_taken_back(answered: Learning) -> None:
    with answered.cast.app.app_context(), db.writing() as session:
        session.add(Trigger(owner_id=answered.cast["maya"], name="on the BUS", category="external"))
        session.add(Trigger(owner_id=answered.cast["maya"], slug="payday", category="external", hidden=True))
    answered.adds(TRIGGER)
    assert len(answered.rows(Trigger)) == 3
    assert not any(row.hidden for row in answered.rows(Trigger)), "a hidden one came back"
    answered.adds(TRIGGER, "removals")
    assert {row.name for row in answered.rows(Trigger) if not row.hidden} == {"on the BUS"}


def test_a_skill(answered: Learning) -> None:
    answered.adds(SKILL)
    (row,) = answered.rows(Skill)
    assert (row.name, row.hidden, row.slug) == ("Call Sam", False, None)
    assert "In your skills" in after(answered).text
    answered.adds(SKILL, "removals")
    assert answered.rows(Skill)[0].hidden


def test_a_skill_of_the_library_becomes_a_favourite(learning: Learning) -> None:
    learning.serves(ENGLISH.replace("sam: Call Sam", "sam: Long out-breath"))
    learning.saves(answer_who="sam")
    learning.adds(SKILL)
    (row,) = learning.rows(Skill)
    assert (row.slug, row.favourite, row.name) == ("long-out-breath", True, "")
    learning.adds(SKILL, "removals")
    (row,) = learning.rows(Skill)
    assert (row.favourite, row.hidden) == (False, False)


def test_a_warning_sign(answered: Learning) -> None:
    answered.adds(SIGN)
    (row,) = answered.rows(WarningSign)
    assert (row.text, row.level, row.hidden) == ("I stop answering", SignLevel.DRIFTING, False)
    answered.adds(SIGN, "removals")
    assert answered.rows(WarningSign)[0].hidden


def test_a_warning_sign_that_is_there_keeps_its_level(answered: Learning) -> None:
    with answered.cast.app.app_context(), db.writing() as session:
        session.add(WarningSign(owner_id=answered.cast["maya"], text="I stop answering", level=SignLevel.CLOSE))
    answered.adds(SIGN)
    (row,) = answered.rows(WarningSign)
    assert row.level == SignLevel.CLOSE
    soup = after(answered)
    assert SIGN not in keys(soup, "additions") and SIGN not in keys(soup, "removals"), "done, and nothing to undo"


def test_an_if_then_plan(answered: Learning) -> None:
    answered.adds(IF_THEN)
    (row,) = answered.rows(IfThen)
    assert (row.cue, row.act, row.active) == ("I stop answering", "I call Sam", True)
    answered.adds(IF_THEN, "removals")
    assert answered.rows(IfThen)[0].removed_at


def test_a_fourth_if_then_plan_is_kept_for_later(answered: Learning) -> None:
    with answered.cast.app.app_context(), db.writing() as session:
        for n in range(3):
            session.add(IfThen(owner_id=answered.cast["maya"], cue=f"cue {n}", act="act"))
    answered.adds(IF_THEN)
    assert [row.active for row in answered.rows(IfThen) if row.cue == "I stop answering"] == [False]


def test_a_section_of_the_plan(learning: Learning) -> None:
    adding_to(learning, "reasons")
    with learning.cast.app.app_context(), db.writing() as session:
        owner = learning.cast["maya"]
        session.add(PlanVersion(owner_id=owner, section="reasons", number=1, items=[{"text": "Mia"}], author_id=owner))
    learning.adds("plan:reasons sign")
    assert "In your plan: My reasons" in after(learning).text
    assert after(learning).select_one("#after-exercise a[href='/plan#reasons']")
    newest = max(learning.rows(PlanVersion), key=lambda row: row.number)
    assert (newest.number, newest.items) == (2, [{"text": "Mia"}, {"text": "Sit by the river"}])
    # and back, as a version of its own
    learning.adds("plan:reasons sign", "removals")
    newest = max(learning.rows(PlanVersion), key=lambda row: row.number)
    assert (newest.number, newest.items) == (3, [{"text": "Mia"}])


def test_the_safety_plan(learning: Learning) -> None:
    adding_to(learning, "safety-coping")
    learning.adds("plan:safety-coping sign")
    assert after(learning).select_one("#after-exercise a[href='/safety-plan#safety-coping']")
    assert learning.rows(PlanVersion)[0].items == [{"text": "Sit by the river"}]


def test_skills_of_the_log_stay_in_the_plan(learning: Learning) -> None:
    """Nothing was written there: the plan shows what the log says, and goes on doing so."""
    with learning.cast.app.app_context(), db.writing() as session:
        session.add(Skill(owner_id=learning.cast["maya"], slug="long-out-breath", favourite=True))
    adding_to(learning, "skills")
    learning.adds("plan:skills sign")
    (row,) = learning.rows(PlanVersion)
    assert [item["text"] for item in row.items] == ["Long out-breath", "Sit by the river"]


def test_what_to_try_today_becomes_a_goal(learning: Learning) -> None:
    answer = learning.adds(TODAY)
    assert (answer.status_code, answer.location) == (303, f"{URL}#try-today")
    (row,) = learning.rows(PlanVersion)
    assert (row.section, row.items) == ("goals", [{"text": "Write one name down."}])
    assert after(learning).select_one("#try-today a[href='/plan#goals']")
    learning.adds(TODAY, "removals")
    assert max(learning.rows(PlanVersion), key=lambda row: row.number).items == []


def test_to_htmx_the_part_that_changed(answered: Learning) -> None:
    part = answered.maya.htmx(f"{URL}/additions", {"operation": uuid7(), "key": SIGN})
    assert part.status_code == 200 and 'id="after-exercise"' in part.text and "Undo" in part.text
    part = answered.maya.htmx(f"{URL}/additions", {"operation": uuid7(), "key": TODAY})
    assert part.status_code == 200 and 'id="try-today"' in part.text and "<html" not in part.text


def test_the_same_tap_twice_adds_once(answered: Learning) -> None:
    data = {"operation": uuid7(), "key": IF_THEN}
    for _ in range(2):
        assert answered.maya.post(f"{URL}/additions", data=data).status_code == 303
    answered.adds(IF_THEN)
    assert len(answered.rows(IfThen)) == 1


def test_other_words_can_be_added_too(answered: Learning) -> None:
    answered.adds(SIGN)
    answered.saves(1, answer_sign="I skip lunch")
    assert SIGN in keys(after(answered), "additions")
    answered.adds(SIGN)
    assert {row.text for row in answered.rows(WarningSign)} == {"I stop answering", "I skip lunch"}
    answered.adds(SIGN, "removals")
    assert {row.hidden for row in answered.rows(WarningSign)} == {True}


def test_what_is_not_offered_is_refused(answered: Learning) -> None:
    for key in ("plan:reasons sign", "", "trigger", "x" * 300):
        assert answered.adds(key).status_code == 422, key
    assert answered.rows(PlanVersion) == answered.rows(ModuleProgress)[1:] == []


def test_taking_back_what_was_never_added_changes_nothing(answered: Learning) -> None:
    assert answered.adds(TRIGGER, "removals").status_code == 303
    assert answered.rows(Trigger) == []


def test_others_add_to_their_own(answered: Learning) -> None:
    jordan = answered.cast.as_("jordan")
    assert jordan.post(f"{URL}/additions", data={"operation": uuid7(), "key": SIGN}).status_code == 422
    assert jordan.post(f"{URL}/additions", data={"operation": uuid7(), "key": TODAY}).status_code == 303
    assert answered.rows(PlanVersion) == []
    assert len(answered.rows(PlanVersion, "jordan")) == 1


def test_in_spanish_the_words_are_spanish(learning: Learning) -> None:
    learning.saves(answer_place=["pay"], answer_who="sam")
    learning.speaks("es")
    soup = after(learning)
    assert "Añadir a mis detonantes" in soup.text
    learning.adds(SKILL)
    assert learning.rows(Skill)[0].name == "Llamar a Sam"
    learning.adds(TRIGGER)
    assert [row.slug for row in learning.rows(Trigger)] == ["payday"], "known by its Spanish name"


def plan(learning: Learning, version: int, **more: str) -> list[tuple[str, str, str]]:
    """The if-then plans after module 18 was answered and plan 1 added."""
    data = {"operation": uuid7(), "version": version, "answer_cue1": "payday", "answer_act1": "leave"} | more
    learning.maya.post("/learn/18/answers", data=data)
    tap = {"operation": uuid7(), "key": "if-then cue1 act1"}
    assert learning.maya.post("/learn/18/additions", data=tap).status_code == 303
    return [(row.cue, row.act, row.backup) for row in learning.rows(IfThen)]


def test_a_backup_goes_along(learning: Learning) -> None:
    cue, act = "it is payday", "leave and walk to the next corner"
    assert plan(learning, 0) == [(cue, act, "")]
    assert plan(learning, 1, answer_backup="line") == [(cue, act, "call or text 988")], "the same plan, completed"
    assert plan(learning, 2, answer_backup="line") == [(cue, act, "call or text 988")]
    assert len(plan(learning, 3, answer_backup="team")) == 2, "another backup is another plan"


def test_a_list_that_others_may_read_asks_a_second_time(learning: Learning) -> None:
    learning.maya.post("/learn/41/answers", data={"operation": uuid7(), "version": 0, "answer_middle": "late"})
    page = BeautifulSoup(learning.maya.get("/learn/41").text, "html.parser")
    asked = page.select_one("#after-exercise details")
    assert asked and not asked.has_attr("open") and "Add to my warning signs" in the(asked, "summary").text
    assert the(asked, "li").text == "I scroll through apps late at night."
    assert the(asked, "form button").text.strip() == "Yes, add these lines"
    assert page.select("#after-exercise form") == asked.select("form"), "no other way"


def test_every_step_of_the_safety_plan_goes_on(learning: Learning) -> None:
    fields = {"warning": "numb", "coping": "walk", "around": "park", "help": "Rosa", "lines": "call", "worth": "Pepper"}
    fields |= {"surroundings": "pills"}
    data = {f"answer_{key}": value for key, value in fields.items()} | {"operation": uuid7(), "version": 0}
    learning.maya.post("/learn/25/answers", data=data)
    page = BeautifulSoup(learning.maya.get("/learn/25").text, "html.parser")
    keys = [str(key["value"]).split(" ")[0] for key in page.select("#after-exercise input[name=key]")]
    steps = ["warning", "coping", "distraction", "help", "lines", "surroundings", "worth"]
    assert keys == [f"plan:safety-{step}" for step in steps]
