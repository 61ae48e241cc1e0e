"""The weekly tick list: what it keeps, and what it says kindly."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.checkins.stories import ago, has_signs, noon, rows, speak_spanish, the_check, ticked
from webapp.extensions import db
from webapp.models import Person, SignCheck, uuid7

SIGNS = {
    "steady": ["I go to group"],
    "drifting": ["I rush", "I stay up late", "I keep small secrets"],
    "close": ["I lie"],
    "in_it": ["I used"],
}


@pytest.fixture
def signs(cast: Cast) -> dict[str, object]:
    return dict(has_signs(cast, **SIGNS))


def said(cast: Cast, check: object) -> str:
    page = BeautifulSoup(cast.as_("maya").get(f"/warning-signs/checks/{check}").text, "html.parser")
    return " ".join(page.main.get_text(" ").split())


def new(*ticks: object, **more: object) -> dict[str, object]:
    return {"id": uuid7(), "operation": uuid7(), "signs": list(ticks)} | more


def test_without_signs_it_leads_to_the_list(cast: Cast) -> None:
    page = cast.as_("maya").get("/warning-signs/check").text
    assert "Your list is empty, and that is fine." in page
    assert 'href="/warning-signs"' in page


def test_ticks_are_kept_as_they_were_worded(cast: Cast, signs: dict[str, object]) -> None:
    ticked(
        cast, signs["I lie"], signs["I go to group"], note="zq", private="true", for_session="true", occurred=noon(2)
    )
    check = the_check(cast)
    assert (check.level, check.signs, check.day) == ("close", ["I go to group", "I lie"], ago(2))
    assert (check.note, check.private, check.for_session) == ("zq", True, True)


@pytest.mark.parametrize(
    ("ticks", "level", "words"),
    [
        ([], "steady", "Nothing ticked this week"),
        (["I go to group"], "steady", "A steady week"),
        (["I rush", "I stay up late"], "drifting", "You saw it early"),
        (["I rush", "I stay up late", "I keep small secrets"], "drifting", "A good time to talk to someone"),
        (["I go to group", "I lie"], "close", "A good time to talk to someone"),
        (["I rush", "I used"], "in-it", "You told the truth."),
    ],
)
def test_it_says_kindly_what_the_level_suggests(
    cast: Cast, signs: dict[str, object], ticks: list[str], level: str, words: str
) -> None:
    check = ticked(cast, *(signs[text] for text in ticks))
    assert words in said(cast, check)
    assert the_check(cast).level == level


def test_three_drifting_signs_in_a_week_add_up_over_lists(cast: Cast, signs: dict[str, object]) -> None:
    ticked(cast, signs["I rush"], signs["I stay up late"], occurred=noon(6))
    check = ticked(cast, signs["I keep small secrets"], signs["I rush"])
    assert "A good time to talk to someone" in said(cast, check)


def test_what_was_ticked_over_a_week_ago_does_not_add_up(cast: Cast, signs: dict[str, object]) -> None:
    ticked(cast, signs["I rush"], signs["I stay up late"], occurred=noon(7))
    check = ticked(cast, signs["I keep small secrets"])
    assert "You saw it early" in said(cast, check)


def test_a_deleted_list_does_not_add_up(cast: Cast, signs: dict[str, object]) -> None:
    first = ticked(cast, signs["I rush"], signs["I stay up late"])
    cast.as_("maya").post(f"/warning-signs/checks/{first}/deletion")
    check = ticked(cast, signs["I keep small secrets"])
    assert "You saw it early" in said(cast, check)


def test_close_offers_people_and_the_team(cast: Cast, signs: dict[str, object]) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.add(Person(owner_id=cast["maya"], name="Ruth", phone="(202) 555-0147"))
    text = said(cast, ticked(cast, signs["I lie"]))
    assert "Call Ruth" in text
    assert "Ask my team to call me" in text


def test_in_it_leads_to_help_and_the_lapse_path(cast: Cast, signs: dict[str, object]) -> None:
    page = cast.as_("maya").get(f"/warning-signs/checks/{ticked(cast, signs['I used'])}").text
    for link in ('href="tel:988"', 'href="/help"', 'href="/lapses/new"'):
        assert link in page
    assert "Ask my team to call me" in page


def test_it_says_who_can_read_it(cast: Cast, signs: dict[str, object]) -> None:
    check = ticked(cast, signs["I lie"])
    assert "Only you can see this." in said(cast, check)
    cast.consents("maya", "sign-checks")
    assert "Dana can read this" in said(cast, check)
    assert "Dana can read this" in cast.as_("maya").get("/warning-signs/check").text
    assert "Only you can see this." in said(cast, ticked(cast, signs["I lie"], private="true"))


def test_the_same_form_twice_stores_one(cast: Cast, signs: dict[str, object]) -> None:
    maya, sent = cast.as_("maya"), new(signs["I lie"])
    assert [maya.post("/warning-signs/check", data=sent).status_code for _ in range(2)] == [303, 303]
    assert len(rows(cast, SignCheck)) == 1


def test_back_and_other_ticks_shows_both(cast: Cast, signs: dict[str, object]) -> None:
    maya, sent = cast.as_("maya"), new(signs["I lie"])
    maya.post("/warning-signs/check", data=sent)
    answer = maya.post("/warning-signs/check", data=sent | {"signs": [signs["I rush"]]})
    assert answer.status_code == 409
    assert "I lie" in answer.text
    assert "I rush" in answer.text
    assert the_check(cast).signs == ["I lie"]
    assert maya.htmx("/warning-signs/check", sent | {"signs": []}).status_code == 409


def test_the_same_form_after_undo_leads_to_the_way_back(cast: Cast, signs: dict[str, object]) -> None:
    maya, sent = cast.as_("maya"), new(signs["I lie"])
    maya.post("/warning-signs/check", data=sent)
    maya.post(f"/warning-signs/checks/{sent['id']}/deletion")
    answer = maya.post("/warning-signs/check", data=sent)
    assert (answer.status_code, answer.location) == (303, f"/warning-signs/checks/{sent['id']}/deleted")


def test_a_form_that_comes_again_days_later_was_saved(cast: Cast, signs: dict[str, object]) -> None:
    maya, sent = cast.as_("maya"), new(signs["I lie"], occurred=noon(6))
    maya.post("/warning-signs/check", data=sent)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=3), tick=False):
        assert maya.post("/warning-signs/check", data=sent).status_code == 303
        assert maya.post("/warning-signs/check", data=new(signs["I lie"], occurred=noon(8))).status_code == 422


def test_somebody_elses_id_is_a_conflict(cast: Cast, signs: dict[str, object]) -> None:
    sent = new(signs["I lie"])
    cast.as_("maya").post("/warning-signs/check", data=sent)
    assert (
        cast.as_("jordan").post("/warning-signs/check", data=sent | {"signs": [], "operation": uuid7()}).status_code
        == 409
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"signs": ["not an id"]}, "signs"),
        ({"signs": [uuid7()]}, "signs"),
        ({"note": "x" * 10_001}, "note"),
        ({"occurred": "2099-01-01T10:00"}, "occurred"),
        ({"occurred": noon(8)}, "occurred"),
    ],
)
def test_a_wrong_answer_is_refused(cast: Cast, signs: dict[str, object], wrong: dict[str, object], field: str) -> None:
    answer = cast.as_("maya").post("/warning-signs/check", data=new(signs["I lie"], for_session="true") | wrong)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert 'name="for_session" value="true" checked' in answer.text
    assert rows(cast, SignCheck) == []


def test_other_peoples_signs_cannot_be_ticked(cast: Cast, signs: dict[str, object]) -> None:
    answer = cast.as_("jordan").post("/warning-signs/check", data=new(signs["I lie"]))
    assert answer.status_code == 422
    assert "I lie" not in answer.text
    assert rows(cast, SignCheck) == []


def test_ticks_can_be_changed(cast: Cast, signs: dict[str, object]) -> None:
    check, maya = ticked(cast, signs["I lie"], note="before"), cast.as_("maya")
    page = maya.get(f"/warning-signs/checks/{check}/edit").text
    assert f'value="{signs["I lie"]}" checked' in page
    change = {"operation": uuid7(), "version": 1, "signs": [signs["I rush"]], "note": "after", "occurred": noon(10)}
    assert maya.post(f"/warning-signs/checks/{check}", data=change).status_code == 303
    changed = the_check(cast)
    assert (changed.level, changed.signs, changed.note, changed.day) == ("drifting", ["I rush"], "after", ago(10))


def test_a_sign_hidden_since_stays_on_the_entry(cast: Cast, signs: dict[str, object]) -> None:
    check, maya = ticked(cast, signs["I lie"]), cast.as_("maya")
    maya.post(f"/warning-signs/{signs['I lie']}/hiding")
    page = BeautifulSoup(maya.get(f"/warning-signs/checks/{check}/edit").text, "html.parser")
    kept = [box["value"] for box in page.select("[name=signs][checked]")]
    maya.post(f"/warning-signs/checks/{check}", data={"operation": uuid7(), "version": 1, "signs": kept})
    assert the_check(cast).signs == ["I lie"]


def test_a_stale_change_is_merged(cast: Cast, signs: dict[str, object]) -> None:
    check, maya = ticked(cast, signs["I lie"]), cast.as_("maya")
    maya.post(f"/warning-signs/checks/{check}", data={"operation": uuid7(), "version": 1, "signs": [signs["I rush"]]})
    late = {"operation": uuid7(), "version": 1, "signs": [signs["I used"]], "note": "from the laptop"}
    stale = maya.post(f"/warning-signs/checks/{check}", data=late)
    assert stale.status_code == 409
    for words in ("I rush", "I used", "from the laptop", 'name="version" value="2"'):
        assert words in stale.text
    assert the_check(cast).signs == ["I rush"]


def test_the_same_change_twice_is_one_and_other_content_a_conflict(cast: Cast, signs: dict[str, object]) -> None:
    check, maya = ticked(cast, signs["I lie"]), cast.as_("maya")
    change = {"operation": uuid7(), "version": 1, "signs": [signs["I rush"]]}
    answers = [maya.post(f"/warning-signs/checks/{check}", data=change).status_code for _ in range(2)]
    assert answers == [303, 303]
    assert the_check(cast).version == 2
    assert maya.post(f"/warning-signs/checks/{check}", data=change | {"note": "x"}).status_code == 409


def test_a_wrong_change_is_refused(cast: Cast, signs: dict[str, object]) -> None:
    check = ticked(cast, signs["I lie"])
    change = {"operation": uuid7(), "version": 1, "signs": [uuid7()], "note": "I typed this"}
    answer = cast.as_("maya").post(f"/warning-signs/checks/{check}", data=change)
    assert answer.status_code == 422
    assert "I typed this" in answer.text
    assert the_check(cast).version == 1


def test_what_is_refused_keeps_its_version(cast: Cast, signs: dict[str, object]) -> None:
    """Else the next try would overwrite what another device saved meanwhile."""
    check, maya = ticked(cast, signs["I lie"]), cast.as_("maya")
    change = {"operation": uuid7(), "version": 1, "signs": [signs["I rush"]]}
    maya.post(f"/warning-signs/checks/{check}", data=change)
    refused = maya.post(f"/warning-signs/checks/{check}", data=change | {"operation": uuid7(), "occurred": "soon"})
    assert refused.status_code == 422
    assert 'name="version" value="1"' in refused.text


def test_deleting_can_be_undone(cast: Cast, signs: dict[str, object]) -> None:
    check, maya = ticked(cast, signs["I lie"]), cast.as_("maya")
    answer = maya.post(f"/warning-signs/checks/{check}/deletion", follow_redirects=True)
    assert "Close. 1 sign ticked" in answer.text
    assert maya.get(f"/warning-signs/checks/{check}").status_code == 404
    assert maya.post(f"/warning-signs/checks/{check}/restoration", follow_redirects=True).status_code == 200


def test_in_spanish(cast: Cast, signs: dict[str, object]) -> None:
    speak_spanish(cast)
    assert "Un buen momento para hablar con alguien" in said(cast, ticked(cast, signs["I lie"]))


def test_looking_changes_nothing(cast: Cast, signs: dict[str, object]) -> None:
    check = ticked(cast, signs["I lie"])
    for path in ("", "/edit"):
        assert cast.as_("maya").get(f"/warning-signs/checks/{check}{path}").status_code == 200
    assert the_check(cast).version == 1


def test_a_stranger_can_do_nothing(cast: Cast, signs: dict[str, object]) -> None:
    check = ticked(cast, signs["I lie"])
    for name, status in (("jordan", 404), ("dana", 403), ("alex", 403), ("nobody", 401)):
        other = cast.as_(name)
        for path in ("", "/edit", "/deleted"):
            assert other.get(f"/warning-signs/checks/{check}{path}").status_code == status
        for path in ("", "/deletion", "/restoration"):
            data = {"operation": uuid7(), "version": 1, "signs": []}
            assert other.post(f"/warning-signs/checks/{check}{path}", data=data).status_code == status
    for name, status in (("dana", 403), ("nobody", 401)):
        assert cast.as_(name).get("/warning-signs/check").status_code == status
        assert cast.as_(name).post("/warning-signs/check", data=new()).status_code == status
    assert the_check(cast).version == 1
