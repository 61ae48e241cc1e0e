"""After the tap: answers as they are given, change, back-date, delete and undo."""

import re

import pytest
from sqlalchemy import update

from tests.cast import Cast
from tests.checkins.stories import ago, checked_in, noon, rows, the_check_in
from webapp.extensions import db
from webapp.models import Account, CheckIn, uuid7
from webapp.scope import everyone


def answers(version: int = 1, mood: int = 4, **given: object) -> dict[str, object]:
    return {"version": version, "operation": uuid7(), "mood": mood} | given


def test_answers_are_kept_as_they_are_given(cast: Cast) -> None:
    check_in, maya = checked_in(cast), cast.as_("maya")
    answer = maya.htmx(f"/check-ins/{check_in}", answers(craving=3))
    assert answer.status_code == 200
    assert 'name="version" value="2"' in answer.text
    assert "Saved" in answer.text
    maya.htmx(f"/check-ins/{check_in}", answers(2, craving=3, sleep_hours=7, lonely="true", note="n 🙂"))
    page = maya.get(f"/check-ins/{check_in}").text
    assert 'name="craving" value="3" checked' in page
    assert '<option value="7" selected>' in page
    assert 'name="lonely" value="true" checked' in page
    assert "n 🙂" in page


def test_without_a_script_one_button_saves_them_all(cast: Cast) -> None:
    check_in, maya = checked_in(cast), cast.as_("maya")
    answer = maya.post(f"/check-ins/{check_in}", data=answers(craving=0))
    assert (answer.status_code, answer.location) == (303, f"/check-ins/{check_in}")
    assert the_check_in(cast).craving == 0


def test_the_answer_to_a_script_is_what_the_page_shows(cast: Cast) -> None:
    check_in, maya = checked_in(cast), cast.as_("maya")
    part = maya.htmx(f"/check-ins/{check_in}", answers(private="true")).text
    assert "Only you can see this." in part
    assert part.count('id="answers-state"') == 1
    assert 'id="answers-state"' in maya.get(f"/check-ins/{check_in}").text


def test_an_answer_can_be_taken_back(cast: Cast) -> None:
    check_in, maya = checked_in(cast, tired="true", note="x", sleep_hours=5), cast.as_("maya")
    maya.post(f"/check-ins/{check_in}", data=answers())
    changed = the_check_in(cast)
    assert (changed.tired, changed.note, changed.sleep_hours) == (False, None, None)


def test_private_is_said_beside_save(cast: Cast) -> None:
    cast.consents("maya", "check-ins")
    check_in, maya = checked_in(cast), cast.as_("maya")
    assert "Dana can read this" in maya.get(f"/check-ins/{check_in}").text
    assert "Only you can see this." in maya.htmx(f"/check-ins/{check_in}", answers(private="true")).text


def test_the_same_answers_twice_change_once(cast: Cast) -> None:
    check_in, maya, sent = checked_in(cast), cast.as_("maya"), answers(craving=3)
    assert [maya.post(f"/check-ins/{check_in}", data=sent).status_code for _ in range(2)] == [303, 303]
    assert the_check_in(cast).version == 2
    assert maya.post(f"/check-ins/{check_in}", data=sent | {"craving": 4}).status_code == 409


def test_a_stale_answer_is_merged(cast: Cast) -> None:
    check_in, maya = checked_in(cast), cast.as_("maya")
    maya.post(f"/check-ins/{check_in}", data=answers(note="from the phone"))
    stale = maya.post(f"/check-ins/{check_in}", data=answers(note="from the laptop", tired="true", craving=2))
    assert stale.status_code == 409
    for words in ("from the phone", "from the laptop", "Tired", 'name="version" value="2"'):
        assert words in stale.text
    assert the_check_in(cast).note == "from the phone"
    part = maya.htmx(f"/check-ins/{check_in}", answers(note="from the laptop"))
    assert part.status_code == 409
    assert part.headers["HX-Retarget"] == "#answers"
    assert "from the laptop" in part.text


def test_a_stale_answer_that_says_the_same_is_no_conflict(cast: Cast) -> None:
    check_in, maya = checked_in(cast), cast.as_("maya")
    maya.post(f"/check-ins/{check_in}", data=answers(note="same"))
    assert maya.post(f"/check-ins/{check_in}", data=answers(note="same")).status_code == 303


def test_mood_and_time_can_be_changed(cast: Cast) -> None:
    check_in, maya = checked_in(cast), cast.as_("maya")
    maya.post(f"/check-ins/{check_in}", data=answers(mood=1, occurred="2026-01-02T23:30"))
    changed = the_check_in(cast)
    assert (changed.mood, str(changed.day)) == (1, "2026-01-02")


def test_a_time_left_as_it_was_stays_to_the_second_and_in_its_zone(cast: Cast) -> None:
    check_in, maya = checked_in(cast, occurred=noon(3)), cast.as_("maya")
    before = the_check_in(cast)
    with cast.app.app_context(), db.writing() as session:
        session.get_one(Account, cast["maya"]).time_zone = "Asia/Tokyo"
    maya.post(f"/check-ins/{check_in}", data=answers(occurred=noon(3), craving=1))
    after = the_check_in(cast)
    assert (after.occurred_at, after.utc_offset, after.day) == (before.occurred_at, before.utc_offset, ago(3))
    assert after.version == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"mood": 9}, "mood"),
        ({"craving": -1}, "craving"),
        ({"note": "x" * 10_001}, "note"),
        ({"occurred": "2099-01-01T10:00"}, "occurred"),
        ({"occurred": "9999-12-31T23:59"}, "occurred"),
    ],
)
def test_a_wrong_answer_is_refused_and_nothing_is_stored(cast: Cast, wrong: dict[str, object], field: str) -> None:
    check_in, maya = checked_in(cast), cast.as_("maya")
    answer = maya.post(f"/check-ins/{check_in}", data=answers(angry="true", sleep_hours=3) | wrong)
    part = maya.htmx(f"/check-ins/{check_in}", answers(angry="true", sleep_hours=3) | wrong)
    for said in (answer, part):
        assert said.status_code == 422
        assert f'id="{field}-error"' in said.text
        assert 'name="angry" value="true" checked' in said.text
        assert '<option value="3" selected>' in said.text
    assert part.headers["HX-Retarget"] == "#answers"
    assert the_check_in(cast).version == 1


def test_what_is_refused_keeps_its_version(cast: Cast) -> None:
    """Else the next try would overwrite what another device saved meanwhile."""
    check_in, maya = checked_in(cast), cast.as_("maya")
    maya.post(f"/check-ins/{check_in}", data=answers(note="from the phone"))
    refused = maya.post(f"/check-ins/{check_in}", data=answers(craving=99))
    assert 'name="version" value="1"' in refused.text


def test_a_missing_version_is_refused(cast: Cast) -> None:
    check_in = checked_in(cast)
    answer = cast.as_("maya").post(f"/check-ins/{check_in}", data={"operation": uuid7(), "mood": 3})
    assert answer.status_code == 422
    assert the_check_in(cast).mood == 4


def test_deleting_can_be_undone(cast: Cast) -> None:
    check_in, maya = checked_in(cast, note="kept"), cast.as_("maya")
    answer = maya.post(f"/check-ins/{check_in}/deletion", follow_redirects=True)
    assert "Undo: bring it back" in answer.text
    assert "Good" in answer.text
    assert maya.get(f"/check-ins/{check_in}").status_code == 404
    assert maya.post(f"/check-ins/{check_in}", data=answers(2)).status_code == 404
    assert maya.post(f"/check-ins/{check_in}/restoration", follow_redirects=True).status_code == 200
    assert the_check_in(cast).note == "kept"


def test_looking_changes_nothing(cast: Cast) -> None:
    check_in = checked_in(cast)
    cast.as_("maya").get(f"/check-ins/{check_in}")
    for step in ("deletion", "restoration"):
        assert cast.as_("maya").get(f"/check-ins/{check_in}/{step}").status_code == 405
    assert the_check_in(cast).version == 1


def test_a_stranger_can_do_nothing(cast: Cast) -> None:
    check_in = checked_in(cast)
    cast.consents("maya", "check-ins")
    for name, status in (("jordan", 404), ("dana", 403), ("alex", 403), ("nobody", 401)):
        other = cast.as_(name)
        for path in ("", "/deleted"):
            assert other.get(f"/check-ins/{check_in}{path}").status_code == status
        for path in ("", "/deletion", "/restoration"):
            assert other.post(f"/check-ins/{check_in}{path}", data=answers()).status_code == status
    assert the_check_in(cast).version == 1
    assert len(rows(cast, CheckIn)) == 1


def test_one_that_was_saved_where_the_clock_is_ahead_can_be_answered(cast: Cast) -> None:
    """Its own time is no later than the latest that the form takes."""
    check_in, maya = checked_in(cast), cast.as_("maya")
    with cast.app.app_context(), db.writing() as session:
        session.execute(everyone(update(CheckIn).values(utc_offset=14 * 60), reason="her phone is far in the east"))
    (box,) = re.findall(r'<input[^>]+name="occurred"[^>]+>', maya.get(f"/check-ins/{check_in}").text)
    (own,), (latest,) = (re.findall(rf' {name}="([^"]+)"', box) for name in ("value", "max"))
    assert own <= latest
