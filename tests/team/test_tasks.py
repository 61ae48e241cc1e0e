"""A module or a skill asked for until a day: told where it is read or tried; done is seen as far as it is shared."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.cast import Cast
from tests.team.conftest import Room
from webapp.learn.library import NAME
from webapp.models import ModuleProgress, Practice, TeamTask, uuid7
from webapp.moments import today

Write = Callable[..., Any]
Keep = Callable[..., None]
SKILL = "long-out-breath"
FAR = "relapse-is-a-process"


def day(ahead: int) -> str:
    return (today("America/New_York") + timedelta(days=ahead)).isoformat()


def ask(room: Room, what: str = "module:sleep", ahead: int = 5, **data: Any) -> Any:
    values = {"id": str(uuid7()), "what": what, "due_on": day(ahead), "why": "zq-why", **data}
    return room.post("dana", "/tasks", **values)


def test_a_module_stands_in_learn_and_a_skill_among_skills(room: Room) -> None:
    assert ask(room).status_code == 303 and ask(room, f"skill:{SKILL}").status_code == 303
    for path in ("/learn", "/skills"):
        shown = room.own(path)
        assert shown.count("Dana asked: until ") == 1 and "zq-why" in shown
    assert "Getting sleep back" in room.page() and "Whether it is done is not shared" in room.page()


def test_it_is_asked_for_once(room: Room, cast: Cast, keep: Keep) -> None:
    cast.consents("maya", "modules")
    ids = {"id": str(uuid7()), "operation": str(uuid7())}
    assert [ask(room, **ids).status_code for _time in range(2)] == [303, 303], "the same form again is that one"
    again = ask(room)
    assert again.status_code == 422 and "They were asked for this already, until" in again.text
    assert ">Maya" in again.text
    keep(ModuleProgress(owner_id=cast["maya"], slug="sleep", content_version=1, finished_at=datetime.now(UTC)))
    assert ask(room).status_code == 303, "it was done: it may be read again"


def test_a_finished_module_is_done_for_the_team_only_when_that_is_shared(room: Room, cast: Cast, keep: Keep) -> None:
    ask(room)
    cast.consents("maya", "modules")
    assert "Not done yet" in room.page() and ">Done<" not in room.own("/learn")
    keep(ModuleProgress(owner_id=cast["maya"], slug="sleep", content_version=1, finished_at=datetime.now(UTC)))
    assert ">Done<" in room.own("/learn") and "<strong>Done</strong>" in room.page()
    cast.consents("maya", "modules", granted=False)
    assert "<strong>Done</strong>" not in room.page() and "Not done yet" not in room.page()


def test_a_private_practice_is_done_for_the_person_alone(room: Room, cast: Cast, write: Write) -> None:
    ask(room, f"skill:{SKILL}")
    cast.consents("maya", "practices")
    write(Practice, -0.01, skill_key=SKILL, private=True)
    assert ">Done<" in room.own("/skills")
    assert "Not done yet" in room.page() and "<strong>Done</strong>" not in room.page()
    write(Practice, -0.01, skill_key=SKILL)
    assert "<strong>Done</strong>" in room.page()


def test_a_practice_from_before_does_not_count(room: Room, write: Write) -> None:
    write(Practice, 1, skill_key=SKILL)
    ask(room, f"skill:{SKILL}")
    assert ">Done<" not in room.own("/skills")


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": "module:made-up"},
        {"what": "sleep"},
        {"what": ""},
        {"due_on": day(-1)},
        {"due_on": day(400)},
        {"due_on": "soon"},
        {"why": "x" * 201},
    ],
)
def test_what_cannot_be_asked_for(room: Room, wrong: dict[str, str]) -> None:
    answer = ask(room, **({"what": "module:sleep"} | wrong))
    assert answer.status_code == 422 and "to fix" in answer.text
    assert room.rows(TeamTask) == []


def test_taken_back_it_is_gone_for_both(room: Room) -> None:
    ask(room)
    (row,) = room.rows(TeamTask)
    assert room.post("dana", f"/tasks/{row.id}/withdrawal").status_code == 303
    assert "Dana asked" not in room.own("/learn") and "Dana asked" not in room.page()


def test_the_same_form_twice_is_one(room: Room) -> None:
    same = {"id": str(uuid7()), "operation": str(uuid7())}
    assert [ask(room, **same).status_code for _again in range(2)] == [303, 303]
    assert len(room.rows(TeamTask)) == 1


def test_of_somebody_who_shares_nothing_now_nothing_is_asked(room: Room, cast: Cast) -> None:
    cast.consents("maya", "urges", "plan", granted=False)
    answer = ask(room)
    assert answer.status_code == 404 and "zq-why" in answer.text
    assert room.rows(TeamTask) == []


def test_a_phone_keeps_the_module_that_was_asked_for(room: Room, cast: Cast) -> None:
    """Also of a track that was never opened."""
    with cast.app.app_context():
        module = cast.app.extensions[NAME].by_slug(FAR)

    def kept() -> bool:
        listed = cast.as_("maya").get("/offline/list").json
        return any(f"/learn/{module.number}" in addresses for addresses in listed.values())

    assert not kept()
    ask(room, f"module:{FAR}")
    assert kept()
