"""A practice in the log: shown, changed, moved in time, merged, deleted with undo."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.skills.rows import SENSES, add_practice, add_urge, edit_form, practices, speak_spanish
from tests.support.markup import the
from webapp.content.skills import OWN
from webapp.models import uuid7


def test_it_shows_what_was_logged(cast: Cast) -> None:
    urge_id = add_urge(cast)
    practice_id = add_practice(cast, minutes=5, note="On the\nbus", urge_id=urge_id)
    text = cast.as_("maya").get(f"/practices/{practice_id}").text
    for words in (
        "5-4-3-2-1 senses",
        "It was 7, then 4: down by 3.",
        "5 min",
        "On the\nbus",
        f'href="/urges/{urge_id}"',
        "4:30",
    ):
        assert words in text


def test_it_leads_to_no_urge_that_is_gone(cast: Cast) -> None:
    urge_id, maya = add_urge(cast), cast.as_("maya")
    practice_id = add_practice(cast, urge_id=urge_id)
    maya.post(f"/urges/{urge_id}/deletion")
    assert f'href="/urges/{urge_id}"' not in maya.get(f"/practices/{practice_id}").text


def test_a_skill_that_is_gone_has_a_name(cast: Cast) -> None:
    practice_id = add_practice(cast, f"{OWN}{uuid7()}")
    assert "A skill of one’s own" in cast.as_("maya").get(f"/practices/{practice_id}").text


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (9, 8, "That is strong. Stay near someone."),
        (7, 6, "choose a different skill"),
        (5, 5, "It was 5, and it stayed there."),
        (4, 6, "It was 4, then 6. That happens."),
    ],
)
def test_what_comes_next(cast: Cast, before: int, after: int, words: str) -> None:
    text = cast.as_("maya").get(f"/practices/{add_practice(cast, before=before, after=after)}").text
    assert words in text


@pytest.mark.parametrize(("before", "after"), [(7, 4), (2, 1), (None, None), (7, None)])
def test_after_a_drop_nothing_is_pressed_on_anybody(cast: Cast, before: int | None, after: int | None) -> None:
    text = cast.as_("maya").get(f"/practices/{add_practice(cast, before=before, after=after)}").text
    assert "choose a different skill" not in text
    assert "That is strong." not in text


def test_the_edit_page_holds_what_is_stored(cast: Cast) -> None:
    practice_id = add_practice(cast, before=0, after=None, minutes=0, note="So", private=True)
    soup = BeautifulSoup(cast.as_("maya").get(f"/practices/{practice_id}/edit").text, "html.parser")
    held = {box["name"]: box.get("value") for box in soup.select("main input[name]")}
    assert (held["minutes"], held["occurred"], held["version"]) == ("0", "2026-06-10T16:30", "1")
    assert [option["value"] for option in soup.select("option[selected]")] == ["0"]
    assert soup.select_one("input[name=private][checked]")
    assert not soup.select_one("input[name=for_session][checked]")
    assert the(soup, "textarea").text.strip() == "So"


def test_it_is_changed_once(cast: Cast) -> None:
    practice_id, maya = add_practice(cast), cast.as_("maya")
    sent = edit_form(practices(cast)[0], before=6, after=0, minutes=9, note="Later", for_session="true", private="true")
    assert [maya.post(f"/practices/{practice_id}", data=sent).status_code for _ in range(2)] == [303, 303]
    (row,) = practices(cast)
    assert (row.before, row.after, row.minutes, row.note, row.for_session, row.private) == (
        6,
        0,
        9,
        "Later",
        True,
        True,
    )
    assert row.version == 2


def test_a_rating_can_be_taken_back(cast: Cast) -> None:
    practice_id = add_practice(cast)
    cast.as_("maya").post(f"/practices/{practice_id}", data=edit_form(practices(cast)[0], after=""))
    assert [(row.before, row.after) for row in practices(cast)] == [(7, None)]


def test_it_moves_to_the_day_on_which_it_happened(cast: Cast) -> None:
    practice_id, maya = add_practice(cast), cast.as_("maya")
    exact = practices(cast)[0].occurred_at
    maya.post(f"/practices/{practice_id}", data=edit_form(practices(cast)[0], note="same time"))
    assert practices(cast)[0].occurred_at == exact
    maya.post(f"/practices/{practice_id}", data=edit_form(practices(cast)[0], occurred="2026-01-02T23:30"))
    assert (practices(cast)[0].day, practices(cast)[0].utc_offset) == (date(2026, 1, 2), -300)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"occurred": "2099-01-01T10:00"}, "This is in the future."),
        ({"occurred": "0001-01-01T00:00"}, "This is very long ago."),
        ({"occurred": "9999-12-31T23:59"}, "This is in the future."),
        ({"occurred": "soon"}, "Please give a date like 2026-06-10."),
        ({"occurred": ""}, "Please answer this."),
        ({"after": 99}, "Please choose a number from 0 to 10."),
        ({"version": "x"}, "Please give a number."),
        ({"note": "x" * 10_001}, "This is too long."),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_kept(cast: Cast, wrong: dict[str, object], message: str) -> None:
    practice_id = add_practice(cast)
    sent = edit_form(practices(cast)[0], note="typed words", minutes=3) | wrong
    answer = cast.as_("maya").post(f"/practices/{practice_id}", data=sent)
    assert answer.status_code == 422
    assert message in answer.text
    assert "typed words" in answer.text or "note" in wrong
    assert [(row.version, row.note) for row in practices(cast)] == [(1, None)]


def test_a_stale_change_is_merged(cast: Cast) -> None:
    practice_id, maya = add_practice(cast), cast.as_("maya")
    first = practices(cast)[0]
    maya.post(f"/practices/{practice_id}", data=edit_form(first, note="from the phone", after=0))
    stale = maya.post(f"/practices/{practice_id}", data=edit_form(first, note="from the laptop"))
    assert stale.status_code == 409
    assert "from the phone" in stale.text
    assert "from the laptop" in stale.text
    assert practices(cast)[0].note == "from the phone"
    mine = {
        box["name"]: box["value"] for box in BeautifulSoup(stale.text, "html.parser").select("main input[type=hidden]")
    }
    assert maya.post(f"/practices/{practice_id}", data=mine).status_code == 303
    assert (practices(cast)[0].note, practices(cast)[0].after) == ("from the laptop", 4)


def test_the_merge_page_names_all_that_differs(cast: Cast) -> None:
    practice_id, maya = add_practice(cast), cast.as_("maya")
    first = practices(cast)[0]
    maya.post(f"/practices/{practice_id}", data=edit_form(first, private="true", for_session="true"))
    text = maya.post(f"/practices/{practice_id}", data=edit_form(first, occurred="2026-01-02T23:30")).text
    for question in ("Keep this one private", "Bring this to session", "When was it?", "Jan 2, 2026"):
        assert question in text
    assert "How strong" not in text, "the same on both"


def test_a_stale_form_that_asks_for_nothing_else_is_saved(cast: Cast) -> None:
    practice_id, maya = add_practice(cast), cast.as_("maya")
    first = practices(cast)[0]
    for _ in range(2):
        assert maya.post(f"/practices/{practice_id}", data=edit_form(first, note="x")).status_code == 303
    assert practices(cast)[0].version == 2


def test_an_operation_that_stands_for_something_else_is_a_conflict(cast: Cast) -> None:
    practice_id, maya = add_practice(cast), cast.as_("maya")
    sent = edit_form(practices(cast)[0], note="one")
    maya.post(f"/practices/{practice_id}", data=sent)
    assert maya.post(f"/practices/{practice_id}", data=sent | {"note": "two"}).status_code == 409
    assert practices(cast)[0].note == "one"


def test_deleting_can_be_undone(cast: Cast) -> None:
    practice_id, maya = add_practice(cast), cast.as_("maya")
    answer = maya.post(f"/practices/{practice_id}/deletion", follow_redirects=True)
    assert "Undo: bring it back" in answer.text
    assert "5-4-3-2-1 senses" in answer.text
    assert maya.get(f"/practices/{practice_id}").status_code == 404
    assert maya.post(f"/practices/{practice_id}/restoration", follow_redirects=True).status_code == 200


def test_others_are_refused(cast: Cast) -> None:
    practice_id = add_practice(cast)
    sent = edit_form(practices(cast)[0], note="x")
    for member, status in (("jordan", 404), ("dana", 403), ("nobody", 401)):
        client = cast.as_(member)
        for page in ("", "/edit", "/deleted"):
            assert client.get(f"/practices/{practice_id}{page}").status_code == status
        for step in ("", "/deletion", "/restoration"):
            assert client.post(f"/practices/{practice_id}{step}", data=sent).status_code == status
    assert [(row.note, row.deleted_at) for row in practices(cast)] == [(None, None)]


def test_in_spanish(cast: Cast) -> None:
    speak_spanish(cast)
    text = cast.as_("maya").get(f"/practices/{add_practice(cast, SENSES)}").text
    assert "Era 7 y después 4: bajó 3." in text
