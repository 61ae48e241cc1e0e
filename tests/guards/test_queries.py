"""How many statements a page sends: few, and the same however much somebody has logged."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask

from tests.cast import Cast, enter
from tests.conftest import empty
from tests.support.queries import counted
from webapp.content.lessons.library import load_library
from webapp.enums import ConsentCategory
from webapp.extensions import db
from webapp.models import (
    Account,
    Appointment,
    Assignment,
    CheckIn,
    Counter,
    EntryRead,
    FocusChoice,
    IfThen,
    Lapse,
    ModuleProgress,
    Person,
    PlanVersion,
    Practice,
    Reply,
    SessionNote,
    SignCheck,
    Skill,
    Trigger,
    Urge,
    UrgeTrigger,
    WarningSign,
)

AT_MOST = {"/": 8, "/log": 8, "/urges/{urge}": 8}
"""What the issue asks for."""
CONSTANT = (
    "/log/new",
    "/plan",
    "/safety-plan",
    "/aftercare-plan",
    "/people",
    "/triggers",
    "/triggers/{trigger}",
    "/if-thens",
    "/skills",
    "/skills/what-works",
    "/days",
    "/appointments",
    "/session-notes",
    "/warning-signs",
    "/help",
    "/urges/new",
    "/check-ins/new",
    "/account",
    "/consents",
    "/outside-consents",
    "/group-weeks",
    "/who-looked",
    "/who-looked/accounting",
    "/learn",
    "/learn/tracks/2",
    "/learn/8",
    "/learn/46",
)
"""Pages that list something: constant is enough."""


MODULES = [module.slug for module in load_library().modules.values()]


@pytest.fixture(scope="module")
def cast(stage: Flask, stored_password: str) -> Iterator[Cast]:
    """Maya has logged 40 times, Jordan once; Dana looks after both, and sees all."""
    empty(stage)
    cast = enter(stage, stored_password)
    with stage.app_context(), db.writing() as session:
        session.add(Assignment(participant_id=cast["jordan"], counselor_id=cast["dana"]))
        session.add(FocusChoice(owner_id=cast["jordan"], focus="alcohol"))
    for name in ("maya", "jordan"):
        cast.consents(name, *ConsentCategory)
    yield cast
    empty(stage)


@pytest.fixture(scope="module")
def things(cast: Cast) -> dict[str, dict[str, UUID]]:
    """The newest of each kind, by whom."""
    return {"maya": log(cast, "maya", 40), "jordan": log(cast, "jordan", 1)}


def log(cast: Cast, name: str, times: int) -> dict[str, UUID]:
    """So many of everything that a person can keep."""
    owner = {"owner_id": cast[name]}
    with cast.app.app_context(), db.writing() as session:
        for n in range(times):
            at = datetime.now(UTC) - timedelta(hours=5 * n)
            when = {"occurred_at": at, "utc_offset": 0, "day": at.date()}
            rated = {"strength": n % 11, "strength_now": 2, "rerated_at": at + timedelta(minutes=9)}
            trigger = Trigger(**owner, name=f"trigger {n}", category="external")
            urge = Urge(**owner, **when, **rated, word="craving", note="x")
            session.add_all([trigger, urge])
            session.flush()
            session.add_all(
                [
                    UrgeTrigger(**owner, urge_id=urge.id, trigger_id=trigger.id),
                    Practice(**owner, **when, skill_key="stop-and-step-back", before=7, after=3, urge_id=urge.id),
                    CheckIn(**owner, **when, mood=3),
                    Lapse(**owner, **when),
                    SignCheck(**owner, **when, level="steady"),
                    WarningSign(**owner, text=f"sign {n}", level="drifting"),
                    EntryRead(**owner, kind="urge", entry_id=urge.id, reader_id=cast["dana"]),
                    Reply(**owner, kind="urge", entry_id=urge.id, author_id=cast["dana"], text="x"),
                    Person(**owner, name=f"person {n}", phone="(202) 555-0147", position=n),
                    IfThen(**owner, trigger_id=trigger.id, cue="c", act="a", active=n < 3),
                    ModuleProgress(**owner, slug=MODULES[n], content_version=1, furthest=1),
                    Skill(**owner, name=f"skill {n}", how="so"),
                    SessionNote(**owner, met_on=at.date(), text="x", author_id=cast["dana"]),
                    Appointment(
                        **owner, title=f"group {n}", weekdays=[n % 7], first_on=at.date(), begins=n, time_zone="UTC"
                    ),
                    Counter(**owner, label=f"counter {n}", started_on=date(2026, 1, 1)),
                    PlanVersion(**owner, section="reasons", number=n + 1, items=[{"text": "x"}], author_id=cast[name]),
                ]
            )
    return {"urge": urge.id, "trigger": trigger.id, "person": cast[name]}


def sent(cast: Cast, member: str, path: str, kind: str = "") -> int:
    client = cast.as_(member, lint=False)
    client.get(path)
    with counted(cast.app.extensions["foothold_engine"]) as statements:
        assert client.get(path).status_code == 200
    return sum(statement.startswith(kind) for statement in statements)


@pytest.mark.parametrize(("path", "most"), AT_MOST.items())
def test_at_most_eight_and_constant(cast: Cast, things: dict[str, dict[str, UUID]], path: str, most: int) -> None:
    many, few = (sent(cast, name, path.format(**things[name])) for name in ("maya", "jordan"))
    assert many <= most
    assert many == few, "more entries, other statements"


@pytest.mark.parametrize("path", CONSTANT)
def test_constant(cast: Cast, things: dict[str, dict[str, UUID]], path: str) -> None:
    many, few = (sent(cast, name, path.format(**things[name])) for name in ("maya", "jordan"))
    assert many <= few


@pytest.mark.parametrize("page", ["", "/sheet", "/together"])
def test_constant_for_a_counselor(cast: Cast, things: dict[str, dict[str, UUID]], page: str) -> None:
    """In what is read. A look at much takes as many lines of the trail as it needs."""
    path = "/counselor/participants/{person}" + page
    many, few = (sent(cast, "dana", path.format(**things[name]), "SELECT") for name in ("maya", "jordan"))
    assert many <= few


def test_constant_in_the_number_of_people(cast: Cast, things: dict[str, dict[str, UUID]]) -> None:
    """A caseload and a list of people are as many reads for two as for three; each look is a row of the trail."""
    pages = (("dana", "/counselor"), ("alex", "/admin"), ("alex", "/admin/audit"))
    few = [sent(cast, member, path, "SELECT") for member, path in pages]
    with cast.app.app_context(), db.writing() as session:
        session.add(Assignment(participant_id=cast["noor"], counselor_id=cast["dana"]))
        session.get_one(Account, cast["noor"]).active = True
    cast.consents("noor", *ConsentCategory)
    log(cast, "noor", 3)
    assert [sent(cast, member, path, "SELECT") for member, path in pages] == few
