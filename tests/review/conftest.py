"""What Maya wrote, each text a word that is found again if it is shown."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, update

from tests.cast import Cast
from webapp.extensions import db
from webapp.models import (
    Account,
    Assignment,
    CheckIn,
    ExerciseAnswer,
    IfThen,
    Lapse,
    Logged,
    ModuleProgress,
    Person,
    PlanVersion,
    Practice,
    SignCheck,
    Skill,
    Trigger,
    Urge,
    UrgeTrigger,
)

Write = Callable[..., Any]
NOTES = {"urges": "zq-urge", "check-ins": "zq-check-in", "practices": "zq-practice", "sign-checks": "zq-signs"}
"""The note of an entry of each category."""
KINDS: dict[type[Logged], dict[str, Any]] = {
    Urge: {"word": "craving", "strength": 5},
    Lapse: {"kind": "use", "private": True},
    CheckIn: {"mood": 3},
    Practice: {"skill_key": "long-out-breath", "before": 7, "after": 4},
    SignCheck: {"level": "drifting", "signs": []},
}


def end(cast: Cast, what: str) -> None:
    """Dana reads nothing of Maya any more: she took it back, her last day has passed, or somebody else has her."""
    if what == "consent":
        cast.consents("maya", "urges", "plan", granted=False)
        return
    change = (
        update(Account)
        .where(col(Account.id) == cast["maya"])
        .values(team_until=datetime.now(UTC) - timedelta(minutes=1))
    )
    if what == "assignment":
        change = update(Assignment).values(ended_at=datetime.now(UTC))
    with cast.app.app_context(), db.writing() as session:
        session.execute(change)


@pytest.fixture
def write(cast: Cast) -> Write:
    """Put an entry into somebody's log, some days ago; its id."""

    def entry(model: type[Logged], days: float = 0, owner: str = "maya", **values: Any) -> Any:
        at = datetime.now(UTC) - timedelta(days=days, minutes=1)
        when = {"occurred_at": at, "utc_offset": -300, "day": (at - timedelta(hours=5)).date()}
        row = model(owner_id=cast[owner], **(when | KINDS[model] | values))
        with cast.app.app_context(), db.writing() as session:
            session.add(row)
        return row.id

    return entry


@pytest.fixture
def keep(cast: Cast) -> Callable[..., None]:
    def rows(*added: Any) -> None:
        with cast.app.app_context(), db.writing() as session:
            for row in added:
                session.add(row)
                session.flush()

    return rows


@pytest.fixture
def story(cast: Cast, write: Write, keep: Callable[..., None]) -> dict[str, str]:
    """Everything that Maya could share: the category -> a text that belongs to it alone."""
    owner = cast["maya"]
    trigger = Trigger(owner_id=owner, name="zq-trigger", category="external")
    skill = Skill(owner_id=owner, name="zq-skill", category="action")
    keep(trigger, skill)
    urge = write(Urge, note="zq-urge", thought="zq-thought", safe="no", feelings=["angry"])
    keep(
        UrgeTrigger(owner_id=owner, urge_id=urge, trigger_id=trigger.id),
        IfThen(owner_id=owner, cue="zq-cue", act="zq-act"),
        Person(owner_id=owner, name="zq-person", phone="(202) 555-0147"),
        PlanVersion(owner_id=owner, section="reasons", number=1, items=[{"text": "zq-old-plan"}], author_id=owner),
        PlanVersion(owner_id=owner, section="reasons", number=2, items=[{"text": "zq-plan"}], author_id=owner),
        PlanVersion(owner_id=owner, section="after-goals", number=1, items=[{"text": "zq-old-after"}], author_id=owner),
        PlanVersion(owner_id=owner, section="after-goals", number=2, items=[{"text": "zq-after"}], author_id=owner),
        ModuleProgress(owner_id=owner, slug="sleep", content_version=1),
        ExerciseAnswer(
            owner_id=owner, slug="sleep", content_version=1, answers={"wake.own": "zq-shown"}, private=False
        ),
        ExerciseAnswer(
            owner_id=owner, slug="external-triggers", content_version=1, answers={"strongest": "zq-private-answer"}
        ),
    )
    write(Urge, private=True, note="zq-private")
    write(Urge, note="zq-deleted", deleted_at=datetime.now(UTC))
    write(Lapse, note="zq-lapse")
    write(CheckIn, note="zq-check-in")
    write(Practice, note="zq-practice", skill_key=f"own:{skill.id}")
    write(SignCheck, note="zq-signs", signs=["zq-sign"])
    return {
        "urges": "zq-thought",
        "lapses": "",
        "check-ins": "",
        "practices": "zq-skill",
        "sign-checks": "zq-sign",
        "triggers": "zq-trigger zq-cue zq-act",
        "plan": "zq-plan",
        "aftercare": "zq-after",
        "modules": "",
        "exercises": "zq-shown",
        "notes": " ".join(NOTES.values()),
    }
