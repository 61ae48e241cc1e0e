"""Marks of reading: set by a button, of what is shared, told to whose entry it is; and how much is unread."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.cast import Cast
from tests.support.queries import counted
from tests.team.conftest import Room
from webapp.enums import ConsentCategory
from webapp.models import Assignment, Audit, CheckIn, EntryRead, Lapse, Practice, SignCheck, Urge
from webapp.moments import today
from webapp.review.months import month_of, of_people

Write = Callable[..., Any]
PAGES = {
    Urge: "/urges/{}",
    CheckIn: "/check-ins/{}",
    Lapse: "/lapses/{}",
    Practice: "/practices/{}",
    SignCheck: "/warning-signs/checks/{}",
}


def unread(cast: Cast, name: str = "dana") -> dict[Any, int]:
    with cast.app.app_context():
        months = of_people(cast[name], today("America/New_York"), 8)
    counts = {owner: sum(month_of(rows).new.values()) for owner, rows in months.items()}
    return {owner: count for owner, count in counts.items() if count}


def test_one_is_marked_and_its_owner_reads_by_whom_and_when(room: Room) -> None:
    assert "Not read yet" in room.page() and "Read by" not in room.own(f"/urges/{room.urge}")
    answer = room.mark()
    assert answer.status_code == 303 and answer.location.endswith(f"#entry-{room.urge}")
    assert "Not read yet" not in room.page() and "Read by Dana, " in room.page()
    assert "Read by Dana, " in room.own(f"/urges/{room.urge}")


@pytest.mark.parametrize("model", PAGES)
def test_under_every_kind_of_entry(room: Room, cast: Cast, write: Write, model: type[Any]) -> None:
    cast.consents("maya", *ConsentCategory)
    entry = write(model, private=False)
    room.mark(entry)
    room.answer(entry=str(entry))
    shown = room.own(PAGES[model].format(entry))
    assert "Read by Dana, " in shown and "zq-answer" in shown
    assert "This is not a chat" in shown and "Your team reads weekdays 9 to 5." in shown


def test_an_answer_was_read(room: Room) -> None:
    room.answer()
    assert "Not read yet" not in room.page() and len(room.rows(EntryRead)) == 1
    room.mark()
    assert len(room.rows(EntryRead)) == 1


def test_a_script_gets_the_mark_alone(room: Room) -> None:
    path = f"/counselor/participants/{room.cast['maya']}/readings"
    answer = room.cast.as_("dana").post(path, data={"entries": str(room.urge)}, headers={"HX-Request": "true"})
    assert answer.status_code == 200 and "Read by Dana, " in answer.text and "<html" not in answer.text


def test_all_up_to_here_marks_what_the_page_shows(room: Room, write: Write) -> None:
    entries = [room.urge, write(Urge, 1), write(Urge, 2)]
    assert "Mark all 3 up to here as read" in room.page() and "Mark all 3 on this page as read" in room.page()
    assert room.mark(*entries).status_code == 303
    assert {row.entry_id for row in room.rows(EntryRead)} == set(entries)
    assert "up to here" not in room.page()


def test_a_look_alone_marks_nothing(room: Room) -> None:
    room.page()
    assert room.rows(EntryRead) == [] and "Read by" not in room.own(f"/urges/{room.urge}")


def test_twice_is_once(room: Room) -> None:
    room.mark()
    first = room.rows(EntryRead)
    assert room.mark().status_code == 303
    assert room.rows(EntryRead) == first


def test_two_counselors_have_each_their_own(room: Room, cast: Cast, keep: Callable[..., None]) -> None:
    keep(Assignment(participant_id=cast["maya"], counselor_id=cast["lee"]))
    room.mark()
    assert "Not read yet" in room.page("lee")
    room.mark(name="lee")
    shown = room.own(f"/urges/{room.urge}")
    assert "Read by Dana, " in shown and "; Lee, " in shown


def test_only_what_is_shared_is_marked(room: Room, write: Write) -> None:
    hidden = [
        write(Urge, private=True),
        write(Urge, deleted_at=datetime.now(UTC)),
        write(CheckIn),
        write(Urge, owner="jordan"),
    ]
    for entry in hidden:
        assert room.mark(entry).status_code == 404
    assert room.mark(room.urge, *hidden).status_code == 303
    assert [row.entry_id for row in room.rows(EntryRead)] == [room.urge]


def test_the_trail_says_which_days(room: Room) -> None:
    room.mark()
    (line,) = [row for row in room.rows(Audit) if row.subject == "entry"]
    assert (line.actor_id, line.owner_id, line.action) == (room.cast["dana"], room.cast["maya"], "read")
    assert line.detail.startswith("urges:")
    assert "Dana marked as read: your urges of" in room.own("/who-looked?kind=team")


class TestUnread:
    def test_counts_by_person(self, room: Room, cast: Cast, write: Write, keep: Callable[..., None]) -> None:
        keep(Assignment(participant_id=cast["jordan"], counselor_id=cast["dana"]))
        cast.consents("jordan", *ConsentCategory)
        for model in (Urge, CheckIn, Practice):
            write(model, owner="jordan")
        write(Urge, 1)
        assert unread(cast) == {cast["maya"]: 2, cast["jordan"]: 3}
        room.mark()
        assert unread(cast) == {cast["maya"]: 1, cast["jordan"]: 3}

    def test_only_what_is_shared_and_fresh(self, room: Room, cast: Cast, write: Write) -> None:
        write(Urge, private=True)
        write(Urge, deleted_at=datetime.now(UTC))
        write(Urge, 20)
        write(CheckIn)
        assert unread(cast) == {cast["maya"]: 1}
        cast.consents("maya", "urges", granted=False)
        assert unread(cast) == {}

    def test_a_lapse_counts_once_the_team_was_told(self, room: Room, cast: Cast, write: Write) -> None:
        write(Lapse, private=False)
        assert unread(cast) == {cast["maya"]: 1}
        write(Lapse, private=False, told_team=True)
        assert unread(cast) == {cast["maya"]: 2}
        assert unread(cast, "lee") == {}

    def test_of_nobody_for_whom_they_do_not_care(self, room: Room, cast: Cast) -> None:
        assert unread(cast, "lee") == {}

    def test_one_statement_for_everybody(self, room: Room, cast: Cast, write: Write) -> None:
        for n in range(5):
            write(Urge, n)
        with cast.app.app_context(), counted(cast.app.extensions["foothold_engine"]) as sent:
            of_people(cast["dana"], today("America/New_York"), 8)
        assert len([statement for statement in sent if statement.startswith("SELECT")]) == 1
