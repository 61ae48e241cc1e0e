"""How many statements a page sends: few, and the same however much somebody has logged."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from tests.cast import Cast
from tests.support.queries import counted
from tests.support.scene import prepare
from webapp.enums import ConsentCategory
from webapp.extensions import db
from webapp.models import (
    Account,
    Assignment,
    CheckIn,
    Counter,
    IfThen,
    Lapse,
    Person,
    PlanVersion,
    Practice,
    Skill,
    Trigger,
    Urge,
    UrgeTrigger,
)

AT_MOST = {"/": 8, "/log": 8, "/urges/{urge}": 8}
"""What the issue asks for."""
CONSTANT = (
    "/log/new",
    "/plan",
    "/safety-plan",
    "/people",
    "/triggers",
    "/triggers/{trigger}",
    "/if-thens",
    "/skills",
    "/skills/what-works",
    "/days",
    "/warning-signs",
    "/help",
    "/urges/new",
    "/check-ins/new",
    "/account",
    "/consents",
)
"""Pages that list something: constant is enough."""
STAFF = {"dana": ("/counselor", "/counselor/participants/{maya}"), "alex": ("/admin", "/admin/audit", "/admin/groups")}


def log(cast: Cast, times: int, start: int = 0) -> dict[str, UUID]:
    """So many of everything that a person can keep."""
    owner = {"owner_id": cast["maya"]}
    with cast.app.app_context(), db.writing() as session:
        for n in range(start, start + times):
            at = datetime.now(UTC) - timedelta(hours=5 * n)
            when = {"occurred_at": at, "utc_offset": 0, "day": at.date()}
            trigger = Trigger(**owner, name=f"trigger {n}", category="external")
            urge = Urge(
                **owner,
                **when,
                strength=n % 11,
                strength_now=2,
                rerated_at=at + timedelta(minutes=9),
                word="craving",
                note="x",
            )
            session.add_all([trigger, urge])
            session.flush()
            session.add_all(
                [
                    UrgeTrigger(**owner, urge_id=urge.id, trigger_id=trigger.id),
                    Practice(**owner, **when, skill_key="stop-and-step-back", before=7, after=3, urge_id=urge.id),
                    CheckIn(**owner, **when, mood=3),
                    Lapse(**owner, **when),
                    Person(**owner, name=f"person {n}", phone="(202) 555-0147", position=n),
                    IfThen(**owner, trigger_id=trigger.id, cue="c", act="a", active=n < 3),
                    Skill(**owner, name=f"skill {n}", how="so"),
                    Counter(**owner, label=f"counter {n}", started_on=date(2026, 1, 1)),
                    PlanVersion(
                        **owner, section="reasons", number=n + 1, items=[{"text": "x"}], author_id=cast["maya"]
                    ),
                ]
            )
            ids = {"urge": urge.id, "trigger": trigger.id, "maya": cast["maya"]}
    return ids


def sent(cast: Cast, member: str, path: str, kind: str = "") -> int:
    client = cast.as_(member, lint=False)
    client.get(path)
    with counted(cast.app.extensions["foothold_engine"]) as statements:
        assert client.get(path).status_code == 200
    return sum(statement.startswith(kind) for statement in statements)


@pytest.mark.parametrize(("path", "most"), AT_MOST.items())
def test_at_most_eight_and_constant(cast: Cast, path: str, most: int) -> None:
    ids = log(cast, 1)
    few = sent(cast, "maya", path.format(**ids))
    log(cast, 39, start=1)
    many = sent(cast, "maya", path.format(**ids))
    assert few <= most
    assert many <= few, "more entries, more statements"


@pytest.mark.parametrize("path", CONSTANT)
def test_constant(cast: Cast, path: str) -> None:
    ids = log(cast, 2)
    few = sent(cast, "maya", path.format(**ids))
    log(cast, 38, start=2)
    assert sent(cast, "maya", path.format(**ids)) <= few


@pytest.mark.parametrize(("member", "path"), [(member, path) for member, paths in STAFF.items() for path in paths])
def test_constant_for_staff(cast: Cast, member: str, path: str) -> None:
    cast.consents("maya", *ConsentCategory)
    ids = log(cast, 2)
    few = sent(cast, member, path.format(**ids))
    log(cast, 38, start=2)
    assert sent(cast, member, path.format(**ids)) <= few


def test_constant_in_the_number_of_people(cast: Cast) -> None:
    """A caseload and a list of people are as many reads for two as for three; each look is a row of the trail."""
    pages = (("dana", "/counselor"), ("alex", "/admin"))
    prepare(cast)
    few = [sent(cast, member, path, "SELECT") for member, path in pages]
    with cast.app.app_context(), db.writing() as session:
        session.add(Assignment(participant_id=cast["jordan"], counselor_id=cast["dana"]))
        session.get_one(Account, cast["noor"]).active = True
    assert [sent(cast, member, path, "SELECT") for member, path in pages] == few
