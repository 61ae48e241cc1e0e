"""Caseloads of other counselors that Lee looks after: now, and at all times when he does not.

Each has one participant, who shares urges and wrote one: that of 'counselor now' is 'covered now'.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from webapp.enums import ConsentCategory, Role
from webapp.extensions import db
from webapp.models import Account, Assignment, Consent, Coverage, Urge, uuid7

if TYPE_CHECKING:
    from tests.support.scene import Scene

SOON, LATER, BEFORE, LONG_AGO = (timedelta(days=days) for days in (1, 3, -1, -3))
WHEN: dict[str, dict[str, Any]] = {
    "now": {"starts": BEFORE, "ends": SOON},
    "before": {"starts": SOON, "ends": LATER},
    "after": {"starts": LONG_AGO, "ends": BEFORE},
    "ended early": {"starts": BEFORE, "ends": SOON, "ended_at": datetime.now(UTC)},
    "by nobody": {"starts": BEFORE, "ends": SOON, "covering": None},
    "by another": {"starts": BEFORE, "ends": SOON, "covering": "counselor now"},
}
"""`by another` is covered by the one for whom Lee covers: a cover is not passed on."""


def coverage(counselor: Any, covering: Any, starts: timedelta, ends: timedelta, **more: Any) -> Coverage:
    """By moments; the days are those of UTC."""
    at = datetime.now(UTC)
    moments = {"starts_at": at + starts, "ends_at": at + ends}
    days: dict[str, date] = {"first_day": (at + starts).date(), "last_day": (at + ends).date()}
    return Coverage(counselor_id=counselor, covering_id=covering, **moments, **days, **more)


def add_covers(scene: Scene) -> None:
    ids, lee, dana = scene.ids, scene.cast["lee"], scene.cast["dana"]
    for when, values in WHEN.items():
        _caseload(scene, when)
        values = values.copy()
        covering = values.pop("covering", "lee")
        row = coverage(ids[f"counselor {when}"], lee if covering == "lee" else ids.get(covering), **values)
        db.session.add(row)
        db.session.flush()
        ids[f"cover {when}"] = row.id
    ahead = coverage(dana, lee, SOON, LATER)
    db.session.add(ahead)
    db.session.flush()
    ids["cover of dana"] = ahead.id


def _caseload(scene: Scene, when: str) -> None:
    word = when.replace(" ", "")
    for name, role in ((f"counselor {when}", Role.COUNSELOR), (f"covered {when}", Role.PARTICIPANT)):
        scene.ids[name] = uuid7()
        username = f"{role}{word}"
        db.session.add(
            Account(id=scene.ids[name], role=role, username=username, name=f"zq{username}zq", password_hash="")
        )
    db.session.flush()
    owner, text, at = scene.ids[f"covered {when}"], f"zqurge{word}zq", datetime.now(UTC) - timedelta(hours=1)
    scene.canaries[text] = frozenset({"lee"} if when == "now" else ())
    scene.canaries[f"zqparticipant{word}zq"] = frozenset({"alex", "lee"} if when == "now" else {"alex"})
    db.session.add_all(
        [
            Assignment(participant_id=owner, counselor_id=scene.ids[f"counselor {when}"]),
            *(
                Consent(owner_id=owner, category=category, granted=True, text_version="test")
                for category in (ConsentCategory.URGES, ConsentCategory.NOTES)
            ),
            Urge(owner_id=owner, occurred_at=at, utc_offset=0, day=at.date(), word="urge", strength=9, note=text),
        ]
    )
    db.session.flush()
