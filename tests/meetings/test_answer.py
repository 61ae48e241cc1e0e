"""The person reads what was agreed, says that it is right, or what is not; both stay."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from tests.cast import Cast
from tests.meetings.conftest import Note
from webapp.models import SessionNote, uuid7

Stored = Callable[[UUID], SessionNote]


def send(cast: Cast, note_id: UUID, name: str = "maya", **fields: Any) -> Any:
    data = {"operation": str(uuid7()), "version": "1"} | fields
    return cast.as_(name).post(f"/session-notes/{note_id}/answer", data=data)


def test_the_page_shows_the_words_and_who_wrote_them(cast: Cast, note: Note) -> None:
    assert "Nothing is written down yet." in cast.as_("maya").get("/session-notes").text
    note()
    note("Two that wait for an answer.")
    html = cast.as_("maya").get("/session-notes").text
    assert "Walk home the other way." in html and "Written by Dana" in html
    assert "Walk home" not in cast.as_("jordan").get("/session-notes").text


def test_that_is_right(cast: Cast, note: Note, stored: Stored) -> None:
    note_id = note()
    assert send(cast, note_id, right="true").status_code == 303
    row = stored(note_id)
    assert (row.is_right, row.answer, row.version, row.answered_at is not None) == (True, "", 2, True)
    assert "You said: that is right." in cast.as_("maya").get("/session-notes").text


def test_a_correction_leaves_the_counselors_words(cast: Cast, note: Note, stored: Stored) -> None:
    note_id = note()
    send(cast, note_id, answer=" I said: past the library.\r\n")
    row = stored(note_id)
    assert (row.text, row.answer, row.is_right) == ("Walk home the other way.", "I said: past the library.", False)
    html = cast.as_("maya").get("/session-notes").text
    assert "Walk home the other way." in html and "I said: past the library." in html


@pytest.mark.parametrize("answer", ["", " \n "])
def test_an_answer_says_something(cast: Cast, note: Note, stored: Stored, answer: str) -> None:
    note_id = note()
    reply = send(cast, note_id, answer=answer)
    assert reply.status_code == 422 and "choose ‘That is right’" in reply.text
    assert stored(note_id).answered_at is None


def test_what_is_too_long_is_kept_on_the_page(cast: Cast, note: Note, stored: Stored) -> None:
    note_id = note()
    reply = send(cast, note_id, answer="x" * 1001)
    assert reply.status_code == 422 and "x" * 1001 in reply.text and "1000 characters fit" in reply.text
    assert stored(note_id).answer == ""


def test_the_same_form_twice_is_one_answer(cast: Cast, note: Note, stored: Stored) -> None:
    note_id, operation = note(), str(uuid7())
    for _time in range(2):
        assert send(cast, note_id, operation=operation, right="true").status_code == 303
    assert stored(note_id).version == 2
    assert send(cast, note_id, operation=operation, answer="other").status_code == 409


def test_words_that_changed_meanwhile_are_shown_before_the_answer_is_kept(
    cast: Cast, note: Note, stored: Stored
) -> None:
    note_id = note("New words.", version=2)
    reply = send(cast, note_id, right="true", answer="Mine.")
    assert reply.status_code == 409 and "New words." in reply.text and "Mine." in reply.text
    assert stored(note_id).answered_at is None
    assert send(cast, note_id, right="true", answer="Mine.", version="2").status_code == 303
