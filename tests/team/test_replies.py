"""An answer under an entry: to what is shared now, seen by its reader, changed and taken back in the open."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.team.conftest import Room
from webapp.models import ANSWER, Assignment, Audit, Reply, Urge, uuid7
from webapp.team import queries

Write = Callable[..., Any]


def thank(room: Room, name: str = "maya", **data: Any) -> Any:
    (reply,) = room.rows(Reply)
    return room.cast.as_(name).post(f"/replies/{reply.id}/thanks", data={"operation": str(uuid7()), **data})


def change(room: Room, text: str, version: int = 1, name: str = "dana") -> Any:
    (reply,) = room.rows(Reply)
    return room.post(name, f"/replies/{reply.id}", text=text, version=version)


def test_it_stands_under_the_entry_in_the_log_and_on_today(room: Room) -> None:
    assert "answered" not in room.own("/")
    answer = room.answer()
    assert answer.status_code == 303 and answer.location.endswith(f"#entry-{room.urge}")
    assert "zq-answer" in room.own(f"/urges/{room.urge}") and "zq-answer" in room.page()
    assert "Dana answered" in room.own("/log") and "zq-answer" not in room.own("/log")
    assert "Dana answered you in your log" in room.own("/")


def test_thanks_is_one_tap_and_ends_the_line_on_today(room: Room) -> None:
    room.answer()
    assert "they said thanks" not in room.page()
    assert thank(room).location == f"/urges/{room.urge}#team"
    assert "You said thanks." in room.own(f"/urges/{room.urge}")
    assert "they said thanks" in room.page()
    assert "answered you" not in room.own("/")


def test_the_same_thanks_twice_is_one(room: Room) -> None:
    room.answer()
    operation = str(uuid7())
    thank(room, operation=operation)
    first = room.rows(Reply)
    assert thank(room, operation=operation).status_code == 303
    assert room.rows(Reply) == first


@pytest.mark.parametrize(("name", "code"), [("nobody", 401), ("jordan", 404), ("dana", 403)])
def test_thanks_of_others_are_refused(room: Room, name: str, code: int) -> None:
    room.answer()
    assert thank(room, name).status_code == code
    assert room.rows(Reply)[0].thanked_at is None


@pytest.mark.parametrize("text", ["", "  ", "x" * (ANSWER + 1)])
def test_an_answer_has_words_and_fits(room: Room, text: str) -> None:
    answer = room.answer(text)
    assert answer.status_code == 422
    assert not text.strip() or text in answer.text
    assert room.rows(Reply) == []


def test_the_same_form_twice_is_one_answer(room: Room) -> None:
    same = {"id": str(uuid7()), "operation": str(uuid7())}
    assert [room.answer(**same).status_code for _again in range(2)] == [303, 303]
    assert len(room.rows(Reply)) == 1
    assert room.answer("other words", **same).status_code == 409


def test_a_change_is_seen_as_one(room: Room) -> None:
    room.answer()
    thank(room)
    assert change(room, "zq-other").status_code == 303
    shown = room.own(f"/urges/{room.urge}")
    assert "zq-other" in shown and "zq-answer" not in shown and "changed " in shown
    assert "You said thanks." not in shown, "that was said to other words"


def test_when_it_was_changed_is_read_as_it_was_stored(room: Room) -> None:
    """With its zone: on a server in another one, 'changed' would name another hour."""
    room.answer()
    thank(room)
    change(room, "zq-other")
    (stored,) = room.rows(Reply)
    with room.cast.app.app_context():
        for _again in range(3):
            (read,) = (row for row in queries.said(room.cast["maya"], room.urge) if row.what == queries.REPLY)
            assert read.changed_at == stored.changed_at


def test_a_stale_change_shows_both_and_loses_nothing(room: Room) -> None:
    room.answer()
    change(room, "zq-first")
    answer = change(room, "zq-second")
    assert answer.status_code == 409
    assert "zq-first" in answer.text and "zq-second" in answer.text
    assert room.rows(Reply)[0].text == "zq-first"
    assert change(room, "zq-second", version=2).status_code == 303


def test_taken_back_its_words_are_gone_and_it_says_so(room: Room) -> None:
    room.answer()
    (reply,) = room.rows(Reply)
    assert room.post("dana", f"/replies/{reply.id}/withdrawal").status_code == 303
    shown = room.own(f"/urges/{room.urge}")
    assert "Dana took back what was written here" in shown and "zq-answer" not in shown
    assert room.rows(Reply)[0].text == ""
    assert "Dana answered" not in room.own("/log") and "answered you" not in room.own("/")
    assert room.post("dana", f"/replies/{reply.id}/withdrawal").status_code == 404


def test_only_its_author_changes_it(room: Room, cast: Cast, keep: Callable[..., None]) -> None:
    keep(Assignment(participant_id=cast["maya"], counselor_id=cast["lee"]))
    room.answer()
    (reply,) = room.rows(Reply)
    assert "zq-answer" in room.page("lee") and "Change your answer" not in room.page("lee")
    assert change(room, "zq-lee", name="lee").status_code == 404
    assert room.post("lee", f"/replies/{reply.id}/withdrawal").status_code == 404
    assert room.rows(Reply)[0].text == "zq-answer"
    room.answer("zq-lee", "lee")
    assert "Dana and Lee answered" in room.own("/log")


def test_taken_back_during_review_nothing_is_sent_and_what_was_typed_is_kept(room: Room, cast: Cast) -> None:
    page = cast.as_("dana")
    assert "Your answer" in page.get(room.record).text
    cast.consents("maya", "urges", granted=False)
    answer = room.answer("zq-typed")
    assert answer.status_code == 404
    assert "This is not shared with you now" in answer.text and "zq-typed" in answer.text
    assert "Maya" not in answer.text
    assert room.rows(Reply) == []


def test_without_the_consent_the_counselor_sees_neither_and_the_person_keeps_both(room: Room, cast: Cast) -> None:
    room.answer()
    room.mark()
    cast.consents("maya", "urges", granted=False)
    assert "zq-answer" not in room.page()
    assert change(room, "zq-other").status_code == 404
    shown = room.own(f"/urges/{room.urge}")
    assert "zq-answer" in shown and "Read by Dana" in shown


@pytest.mark.parametrize("values", [{"private": True}, {"owner": "jordan"}])
def test_nothing_is_answered_that_is_not_shared(room: Room, write: Write, values: dict[str, Any]) -> None:
    entry = write(Urge, **values)
    unknown = room.answer("zq-typed", entry=str(uuid7()))
    answer = room.answer("zq-typed", entry=str(entry))
    assert (answer.status_code, answer.text) == (unknown.status_code, unknown.text) == (404, answer.text)
    assert room.rows(Reply) == []


def test_the_trail_has_each_step_and_no_words(room: Room) -> None:
    room.answer()
    change(room, "zq-other")
    (reply,) = room.rows(Reply)
    room.post("dana", f"/replies/{reply.id}/withdrawal")
    lines = [row for row in room.rows(Audit) if row.subject == "reply"]
    assert [row.action for row in lines] == ["written", "changed", "withdrawn"]
    assert not any("zq" in str(row) for row in lines)
    assert "Dana took back an answer" in room.own("/who-looked?kind=team")


def test_in_spanish(room: Room) -> None:
    from webapp.extensions import db

    room.answer()
    room.mark()
    with room.cast.app.app_context(), db.writing() as session:
        session.connection().exec_driver_sql("UPDATE account SET language = 'es'")
    shown = room.own(f"/urges/{room.urge}")
    assert "Leído por Dana" in shown and "Esto no es un chat" in shown
    assert "Marcar" in room.page() or "Cambiar tu respuesta" in room.page()
