"""One tap checks in; the full form does it for days before, too."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.checkins.stories import ago, checked_in, form, noon, rows, speak_spanish, the_check_in
from webapp.models import CheckIn, uuid7


def test_one_tap_saves_the_mood(cast: Cast) -> None:
    answer = cast.as_("maya").post("/check-ins", data=form(2), follow_redirects=True)
    assert answer.status_code == 200
    assert "Saved. You checked in." in answer.text
    saved = the_check_in(cast)
    assert (saved.mood, saved.day, saved.craving, saved.note, saved.private) == (2, ago(0), None, None, False)


def test_the_full_form_saves_all_of_it(cast: Cast) -> None:
    checked_in(
        cast, mood=1, occurred=noon(2), craving=0, sleep_hours=0, hungry="true", tired="true",
        note="zq 🙂\r\nsecond line", private="true", for_session="true",
    )  # fmt: skip
    saved = the_check_in(cast)
    assert (saved.mood, saved.craving, saved.sleep_hours, saved.day) == (1, 0, 0, ago(2))
    assert (saved.hungry, saved.angry, saved.lonely, saved.tired) == (True, False, False, True)
    assert (saved.note, saved.private, saved.for_session) == ("zq 🙂\nsecond line", True, True)


def test_several_a_day_are_welcome(cast: Cast) -> None:
    checked_in(cast)
    checked_in(cast)
    assert len(rows(cast, CheckIn)) == 2


def test_the_same_form_twice_stores_one_and_succeeds_twice(cast: Cast) -> None:
    maya, sent = cast.as_("maya"), form()
    answers = [maya.post("/check-ins", data=sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert len(rows(cast, CheckIn)) == 1


def test_back_and_another_mood_offers_the_change(cast: Cast) -> None:
    maya, sent, other = cast.as_("maya"), form(4), uuid7()
    maya.post("/check-ins", data=sent)
    maya.post(
        f"/check-ins/{sent['id']}", data={"operation": uuid7(), "version": 1, "mood": 4, "craving": 6, "note": "kept"}
    )
    for _ in range(2):
        answer = maya.post("/check-ins", data=sent | {"mood": 2, "operation": other})
        assert answer.status_code == 409, "nothing is stored, so it is asked again"
    assert "This one is saved with Good. Change it to Low?" in answer.text
    assert the_check_in(cast).mood == 4
    offer = {
        tag["name"]: tag["value"] for tag in BeautifulSoup(answer.text, "html.parser").select("form.card-dawn input")
    }
    assert maya.post(f"/check-ins/{sent['id']}", data=offer).status_code == 303
    changed = the_check_in(cast)
    assert (changed.mood, changed.craving, changed.note) == (2, 6, "kept")


def test_to_a_script_another_mood_is_a_conflict(cast: Cast) -> None:
    maya, sent = cast.as_("maya"), form(4)
    maya.post("/check-ins", data=sent)
    assert maya.htmx("/check-ins", sent | {"mood": 2}).status_code == 409


def test_back_and_other_answers_shows_both(cast: Cast) -> None:
    maya, sent = cast.as_("maya"), form(4, occurred=noon(1), note="the first words")
    maya.post("/check-ins", data=sent)
    answer = maya.post("/check-ins", data=sent | {"note": "the second words"})
    assert answer.status_code == 409
    assert "the first words" in answer.text
    assert "the second words" in answer.text
    assert the_check_in(cast).note == "the first words"


def test_back_after_undo_leads_to_the_way_back(cast: Cast) -> None:
    maya, sent = cast.as_("maya"), form(4)
    maya.post("/check-ins", data=sent)
    maya.post(f"/check-ins/{sent['id']}/deletion")
    answer = maya.post("/check-ins", data=sent | {"mood": 2})
    assert (answer.status_code, answer.location) == (303, f"/check-ins/{sent['id']}/deleted")


def test_the_same_form_after_undo_leads_to_the_way_back(cast: Cast) -> None:
    maya, sent = cast.as_("maya"), form(4)
    maya.post("/check-ins", data=sent)
    maya.post(f"/check-ins/{sent['id']}/deletion")
    answer = maya.post("/check-ins", data=sent, follow_redirects=True)
    assert (answer.status_code, answer.request.path) == (200, f"/check-ins/{sent['id']}/deleted")
    assert "Undo: bring it back" in answer.text


def test_another_mood_after_undo_is_not_noted_as_saved(cast: Cast) -> None:
    maya, sent = cast.as_("maya"), form(4)
    other = sent | {"mood": 2, "operation": uuid7()}
    maya.post("/check-ins", data=sent)
    maya.post(f"/check-ins/{sent['id']}/deletion")
    maya.post("/check-ins", data=other)
    maya.post(f"/check-ins/{sent['id']}/restoration")
    assert maya.post("/check-ins", data=other).status_code == 409


def test_a_form_that_comes_again_days_later_was_saved(cast: Cast) -> None:
    """A phone without network sends it when it can; the rule on days is for what is new."""
    maya, sent = cast.as_("maya"), form(4, occurred=noon(6))
    maya.post("/check-ins", data=sent)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=3), tick=False):
        answer = maya.post("/check-ins", data=sent)
        assert (answer.status_code, answer.location) == (303, f"/check-ins/{sent['id']}")
        assert maya.post("/check-ins", data=form(4, occurred=noon(8))).status_code == 422


def test_what_the_rule_refuses_can_be_sent_again(cast: Cast) -> None:
    maya, sent = cast.as_("maya"), form(4, occurred=noon(8))
    assert maya.post("/check-ins", data=sent).status_code == 422
    assert maya.post("/check-ins", data=sent | {"occurred": noon(7)}).status_code == 303


def test_somebody_elses_id_is_a_conflict(cast: Cast) -> None:
    maya, sent = cast.as_("maya"), form(4)
    maya.post("/check-ins", data=sent)
    assert cast.as_("jordan").post("/check-ins", data=sent | {"operation": uuid7()}).status_code == 409
    assert cast.as_("jordan").post("/check-ins", data=sent | {"id": uuid7()}).status_code == 409
    assert len(rows(cast, CheckIn)) == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"mood": ""}, "mood"),
        ({"mood": 0}, "mood"),
        ({"mood": 6}, "mood"),
        ({"craving": 11}, "craving"),
        ({"craving": "strong"}, "craving"),
        ({"sleep_hours": 25}, "sleep_hours"),
        ({"note": "x" * 10_001}, "note"),
        ({"note": "a\0b"}, "note"),
        ({"occurred": "2099-01-01T10:00"}, "occurred"),
        ({"occurred": "9999-12-31T23:59"}, "occurred"),
        ({"occurred": "0001-01-01T00:00"}, "occurred"),
        ({"occurred": "soon"}, "occurred"),
        ({"occurred": noon(8)}, "occurred"),
    ],
)
def test_a_wrong_answer_is_refused_at_its_field_and_the_rest_stays(
    cast: Cast, wrong: dict[str, object], field: str
) -> None:
    typed = {"hungry": "true"} if "note" in wrong else {"hungry": "true", "note": "I typed this"}
    answer = cast.as_("maya").post("/check-ins", data=form() | typed | wrong)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert 'name="hungry" value="true" checked' in answer.text
    assert "note" in wrong or "I typed this" in answer.text
    assert rows(cast, CheckIn) == []


def test_a_week_back_is_the_limit(cast: Cast) -> None:
    checked_in(cast, occurred=noon(7))
    assert the_check_in(cast).day == ago(7)
    assert "You can go back up to 7 days." in cast.as_("maya").post("/check-ins", data=form(occurred=noon(8))).text


@pytest.mark.parametrize("field", ["id", "operation"])
def test_a_form_without_its_ids_gets_new_ones(cast: Cast, field: str) -> None:
    answer = cast.as_("maya").post("/check-ins", data=form() | {field: "nonsense"})
    assert answer.status_code == 422
    assert "nonsense" not in answer.text


def test_the_craving_is_asked_in_the_words_of_the_focus(cast: Cast) -> None:
    assert "How strong is the craving now?" in cast.as_("maya").get("/check-ins/new").text
    assert "How strong is the urge now?" in cast.as_("jordan").get("/check-ins/new").text
    speak_spanish(cast)
    page = cast.as_("maya").get("/check-ins/new").text
    assert "¿Cómo te sientes?" in page
    assert "¿Qué tan fuertes son las ansias ahora?" in page


def test_it_says_who_reads_it(cast: Cast) -> None:
    maya = cast.as_("maya")
    assert "Only you can see this." in maya.get("/check-ins/new").text
    cast.consents("maya", "check-ins")
    assert "Dana can read this weekdays 9 to 5, not right away." in maya.get("/check-ins/new").text


def test_looking_saves_nothing(cast: Cast) -> None:
    assert cast.as_("maya").get("/check-ins/new").status_code == 200
    assert cast.as_("maya").get("/check-ins").status_code == 405
    assert rows(cast, CheckIn) == []


def test_others_are_refused(cast: Cast) -> None:
    for name, status in (("nobody", 401), ("dana", 403), ("alex", 403)):
        assert cast.as_(name).get("/check-ins/new").status_code == status
        assert cast.as_(name).post("/check-ins", data=form()).status_code == status
