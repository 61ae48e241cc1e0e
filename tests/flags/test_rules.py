"""A table of histories: what each person shares, and the flags that follow, word for word."""

from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import time_machine
import yaml

from tests.cast import Cast
from webapp.enums import ConsentCategory
from webapp.extensions import db
from webapp.flags.presenters import Flag, of_one
from webapp.models import Account, Assignment, PlanReview, now, uuid7
from webapp.moments import moment_of_wall_clock
from webapp.review.presenters import caseload
from webapp.timeline import MODELS

HISTORIES = yaml.safe_load((Path(__file__).parent / "histories.yaml").read_text())
ZONE = "America/New_York"
MUST: dict[str, dict[str, Any]] = {"urge": {"word": "craving"}, "lapse": {"kind": "use"}, "sign-check": {"signs": []}}


def enter(cast: Cast, number: int, history: dict[str, Any]) -> None:
    """A person with this history, whom Dana looks after."""
    name, zone = f"person{number}", history.get("zone", ZONE)
    cast.ids[name] = uuid7()
    with cast.app.app_context(), db.writing() as session:
        session.add(Account(id=cast[name], username=name, name=name, password_hash="", time_zone=zone))
        session.flush()
        session.add(Assignment(participant_id=cast[name], counselor_id=cast["dana"]))
        for line in history.get("entries", ()):
            kind, wall, *given = line.split()
            session.add(entry(cast[name], zone, kind, wall, f"sent={wall}", *given))
    shares = history.get("shares", "all")
    cast.consents(name, *(ConsentCategory if shares == "all" else shares.split()))
    if "revoked" in history:
        cast.consents(name, history["revoked"], granted=False)


def entry(owner_id: Any, zone: str, kind: str, wall: str, *given: str) -> Any:
    at = moment_of_wall_clock(zone, datetime.fromisoformat(wall))
    if kind == "review":
        return PlanReview(owner_id=owner_id, plan="relapse", reviewed_at=at.occurred_at, reviewed_by=owner_id)
    values: dict[str, Any] = {}
    for pair in given:
        name, _is, value = pair.removeprefix("edited=").partition("=")
        values[name] = int(value) if value.isdigit() else value
    if values.pop("deleted", 0):
        values["deleted_at"] = now()
    flags = {name: bool(values.pop(name)) for name in ("private", "told_team") if name in values}
    when: dict[str, Any] = {"occurred_at": at.occurred_at, "utc_offset": at.utc_offset, "day": at.day}
    if "sent" in values:
        when["received_at"] = moment_of_wall_clock(zone, datetime.fromisoformat(values.pop("sent"))).occurred_at
    return MODELS[kind](owner_id=owner_id, **when, **(MUST.get(kind, {}) | values | flags))  # type: ignore[index]  # of one of the kinds


def in_caseload(cast: Cast, name: str) -> list[Flag]:
    """What Dana's caseload says of somebody: it reads everybody at once."""
    dana: Any = SimpleNamespace(id=cast["dana"], time_zone=ZONE)
    cases = [case for _key, _title, cases in caseload(dana).groups for case in cases]
    return next((case.flags for case in cases if case.id == cast[name]), [])


def test_there_are_sixty_of_them() -> None:
    names = [history["name"] for history in HISTORIES]
    assert len(names) >= 60 and len(set(names)) == len(names)


def test_each_history_raises_its_flags(cast: Cast) -> None:
    for number, history in enumerate(HISTORIES):
        enter(cast, number, history)
    wrong = {}
    for number, history in enumerate(HISTORIES):
        zone = history.get("zone", ZONE)
        at = moment_of_wall_clock(zone, datetime.fromisoformat(history["now"])).occurred_at
        with time_machine.travel(at, tick=False), cast.app.app_context():
            raised = of_one(cast["dana"], cast[f"person{number}"], zone)
            others = of_one(cast["lee"], cast[f"person{number}"], zone)
            listed = in_caseload(cast, f"person{number}")
        said = [f"{flag.rule.key}: {flag.what} / {flag.more}".replace("\u202f", " ") for flag in raised]
        if said != history.get("flags", []) or others or listed != raised:
            wrong[history["name"]] = said, listed
    assert wrong == {}
