"""'Our week in triggers and skills': who is counted, what is shown, and that nobody can be told apart."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from sqlmodel import select

from tests.admin.conftest import Stored, put, stored
from tests.cast import Cast
from webapp.digests import hash_token
from webapp.extensions import db
from webapp.groups.services import this_monday
from webapp.models import (
    Account,
    Audit,
    Device,
    GroupMember,
    GroupWeek,
    Practice,
    Skill,
    TherapyGroup,
    Trigger,
    Urge,
    UrgeTrigger,
    WeekOptIn,
    uuid7,
)
from webapp.scope import everyone

__all__ = ["put", "stored"]

Log = Callable[..., None]
WEEK = timedelta(days=7)
GROUP = UUID(int=7)
PAGE = f"/counselor/groups/{GROUP}/week"
PEOPLE = ("maya", "jordan", "p3", "p4", "p5", "p6")


@pytest.fixture
def group(cast: Cast) -> Cast:
    """Six people in one group; Dana looks after Maya only."""
    with cast.app.app_context(), db.writing() as session:
        session.add(TherapyGroup(id=GROUP, name="Evening group"))
        for name in PEOPLE[2:]:
            cast.ids[name] = uuid7()
            account = {"role": "participant", "username": name, "name": f"zq{name}", "password_hash": ""}
            session.add(Account(id=cast[name], **account))
            session.flush()
            session.add(Device(account_id=cast[name], token_hash=hash_token(f"token-of-{name}"), label="x"))
        session.flush()
        for name in PEOPLE:
            session.add(GroupMember(group_id=GROUP, account_id=cast[name], joined_on=this_monday()))
    return cast


@pytest.fixture
def log(group: Cast) -> Log:
    """Entries of last week."""

    def entry(name: str, *, category: str = "", skill: str = "", weeks: int = 1, day: int = 3, **values: Any) -> None:
        with group.app.app_context(), db.writing() as session:
            monday = this_monday()
            when = {
                "owner_id": group[name],
                "occurred_at": datetime.now(UTC),
                "utc_offset": 0,
                "day": monday - weeks * WEEK + timedelta(days=day),
            }
            if skill:
                session.add(Practice(skill_key=skill, **when, **values))
                return
            trigger = Trigger(owner_id=group[name], name="zqown", category=category)
            urge = Urge(word="urge", strength=5, **when, **values)
            session.add_all([trigger, urge])
            session.flush()
            session.add(UrgeTrigger(owner_id=group[name], urge_id=urge.id, trigger_id=trigger.id))

    return entry


def joined(cast: Cast, *names: str, weeks: int = 1) -> None:
    """They asked to be counted in a week that is over now."""
    with cast.app.app_context(), db.writing() as session:
        week = GroupWeek(group_id=GROUP, monday=this_monday() - weeks * WEEK, people=len(names))
        session.add(week)
        session.flush()
        session.add_all([WeekOptIn(owner_id=cast[name], week_id=week.id) for name in names])


def opt_ins(cast: Cast) -> dict[UUID, UUID]:
    """Whose -> its id."""
    with cast.app.app_context():
        rows = db.rows(everyone(select(WeekOptIn.owner_id, WeekOptIn.id), reason="to see who is counted"))
        return {row.owner_id: row.id for row in rows}


def bars(cast: Cast, name: str = "dana") -> dict[str, str] | None:
    """What the page shows; None while it shows nothing."""
    cast.consents("maya", "urges")
    answer = cast.as_(name).get(PAGE)
    assert answer.status_code == 200
    assert "Maya" not in answer.text and "zq" not in answer.text
    if "This week is not shown." in answer.text:
        return None
    soup = BeautifulSoup(answer.text, "html.parser")
    found = {str(bar.span.text): str(bar.strong.text) for bar in soup.select(".bars > li")}
    return found | {f"others {n}": "" for n, line in enumerate(soup.select(".figure > p")) if line.text == "And others"}


def test_people_are_counted_once_and_rare_things_have_no_number(group: Cast, log: Log) -> None:
    joined(group, *PEOPLE)
    for name in PEOPLE[:4]:
        log(name, skill="stop-and-step-back")
    for name in PEOPLE[:3]:
        for _ in range(3):
            log(name, category="internal")
    for name in PEOPLE[:2]:
        log(name, category="situation")
        log(name, skill="long-out-breath")
    assert bars(group) == {
        "Inside me: feelings, thoughts, body": "3 people",
        "Stop and step back": "4 people",
        "others 0": "",
        "others 1": "",
    }


def test_that_all_had_it_is_not_told_from_all_but_one(group: Cast, log: Log) -> None:
    """Or a number would say of everybody who was counted that they had it."""
    joined(group, *PEOPLE[:5])
    for name in PEOPLE[:4]:
        log(name, category="internal")
    but_one = bars(group)
    log(PEOPLE[4], category="internal")
    log("p6", category="internal")  # not counted
    assert bars(group) == but_one == {"Inside me: feelings, thoughts, body": "4 people or more"}


@pytest.mark.parametrize(
    "values",
    [
        {"private": True},
        {"deleted_at": datetime.now(UTC)},
        {"weeks": 2},
        {"weeks": 0, "day": 0},
    ],
)
def test_what_is_not_counted(group: Cast, log: Log, values: dict[str, Any]) -> None:
    joined(group, *PEOPLE[:5])
    for name in PEOPLE[:5]:
        log(name, category="internal", **values)
        log(name, skill="stop-and-step-back", **values)
    assert bars(group) == {}


def test_a_skill_at_a_private_urge_and_own_skills_are_not_counted(
    group: Cast, log: Log, put: Callable[..., None]
) -> None:
    joined(group, *PEOPLE[:5])
    for name in PEOPLE[:5]:
        urge, skill, now = uuid7(), uuid7(), datetime.now(UTC)
        with group.app.app_context():
            when = {"owner_id": group[name], "occurred_at": now, "utc_offset": 0, "day": this_monday() - WEEK}
        put(
            Urge(id=urge, word="urge", strength=5, private=True, **when),
            Skill(id=skill, owner_id=group[name], name="zqx"),
        )
        put(Practice(skill_key="stop-and-step-back", urge_id=urge, **when), Practice(skill_key=f"own:{skill}", **when))
    assert bars(group) == {}


def test_four_people_are_not_shown(group: Cast, log: Log, stored: Stored) -> None:
    joined(group, *PEOPLE[:4])
    for name in PEOPLE[:4]:
        log(name, category="internal")
    assert bars(group) is None
    assert stored(Audit, subject="group week", action="viewed") == []


def test_a_week_that_is_not_over_is_not_shown(group: Cast, log: Log) -> None:
    joined(group, *PEOPLE[:5], weeks=0)
    for name in PEOPLE[:5]:
        log(name, category="internal", weeks=0)
    assert bars(group) is None


@pytest.mark.parametrize("how", ["takes it back", "is erased"])
def test_a_picture_with_one_less_is_gone_for_good(group: Cast, log: Log, stored: Stored, how: str) -> None:
    """Six, then five: comparing the two would tell what the sixth had."""
    joined(group, *PEOPLE)
    for name in PEOPLE:
        log(name, category="internal")
    assert bars(group) == {"Inside me: feelings, thoughts, body": "5 people or more"}
    if how == "takes it back":
        mine = opt_ins(group)[group["p6"]]
        assert group.as_("p6").post(f"/group-weeks/{mine}/withdrawal").status_code == 303
    else:
        with group.app.app_context(), db.writing() as session:
            session.delete(session.get_one(Account, group["p6"]))
    assert bars(group) is None
    with group.app.app_context():
        monday = (this_monday() - WEEK).isoformat()
    again = group.as_("p6").post("/group-weeks", data={"group": str(GROUP), "monday": monday})
    assert again.status_code == (409 if how == "takes it back" else 401)
    assert bars(group) is None


def test_each_who_is_counted_reads_of_the_look_and_nobody_else(group: Cast, log: Log, stored: Stored) -> None:
    joined(group, *PEOPLE[:5])
    log("maya", category="internal")
    bars(group)
    looks = stored(Audit, subject="group week")
    assert {row.owner_id for row in looks} == {group[name] for name in PEOPLE[:5]}
    assert "Dana opened your group’s week." in group.as_("jordan").get("/who-looked").text
    assert "opened your group" not in group.as_("p6").get("/who-looked").text
    rows = BeautifulSoup(group.as_("alex").get("/admin/audit").text, "html.parser").select("tbody tr")
    assert [row.text for row in rows if "Dana" in row.text] == []


def test_one_tap_in_and_out_again(group: Cast, stored: Stored) -> None:
    maya, shown = group.as_("maya"), "You are counted this week."
    with group.app.app_context():
        data = {"group": str(GROUP), "monday": this_monday().isoformat()}
    assert shown not in maya.get("/group-weeks").text
    for _ in range(2):
        assert maya.post("/group-weeks", data=data).location == "/group-weeks"
    assert shown in maya.get("/group-weeks").text
    assert [row.people for row in stored(GroupWeek)] == [1]
    mine = opt_ins(group)[group["maya"]]
    assert group.as_("jordan").post(f"/group-weeks/{mine}/withdrawal").status_code == 404
    assert maya.post(f"/group-weeks/{mine}/withdrawal").location == "/group-weeks"
    assert [row.people for row in stored(GroupWeek)] == [0]
    assert opt_ins(group) == {}
    trail = [row.action for row in stored(Audit, subject="group week")]
    assert trail == ["shared", "took back"]


def test_one_group_a_week(group: Cast, put: Callable[..., None], stored: Stored) -> None:
    """Two pictures with nearly the same people would tell about each other."""
    other = UUID(int=8)
    put(TherapyGroup(id=other, name="Morning group"))
    with group.app.app_context():
        monday = this_monday()
    put(GroupMember(group_id=other, account_id=group["maya"], joined_on=monday))
    for chosen in (GROUP, other):
        group.as_("maya").post("/group-weeks", data={"group": str(chosen), "monday": monday.isoformat()})
    assert {row.group_id: row.people for row in stored(GroupWeek)} == {GROUP: 0, other: 1}


def test_a_counselor_with_nobody_there_has_no_week(group: Cast) -> None:
    joined(group, *PEOPLE[:5])
    assert group.as_("lee").get(PAGE).status_code == 404
