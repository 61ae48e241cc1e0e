"""What Maya read in Learn: twelve modules finished, one half read, some exercises answered."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from webapp.extensions import db
from webapp.models import ExerciseAnswer, ModuleProgress, now

FINISHED = (
    "iop-how-it-works",
    "privacy-and-your-rights",
    "stages-of-change",
    "trigger-craving-cycle",
    "external-triggers",
    "internal-triggers-halt",
    "grounding-and-breathing",
    "alcohol",
    "relapse-is-a-process",
    "naming-feelings",
    "after-a-lapse",
    "sleep",
)
"""In the order in which she read them, about one a week."""
HALF_READ = "riding-a-craving"
ANSWERS: dict[str, dict[str, Any]] = {
    "stages-of-change": {
        "change": "Drinking after work",
        "stage": "doing",
        "importance": 9,
        "why-not-lower": "I want to be awake for Saturday pancakes with Mia.",
        "confidence": 6,
    },
    "trigger-craving-cycle": {
        "trigger": ["payday", "alone"],
        "trigger.own": "The store on 5th",
        "thought": "deserve",
        "craving": 7,
        "act": "called",
        "stop": "call",
    },
    "external-triggers": {"outside": ["payday", "after-work"], "strongest": "The store on 5th", "chance": 8},
    "internal-triggers-halt": {"now": ["tired", "lonely"], "lonely": "call", "tired": "bed"},
    "riding-a-craving": {"before": 6, "place": ["chest"]},
}
SHOWN = {"external-triggers", "internal-triggers-halt"}
"""What the care team may read of these."""
CHECKED = {"trigger-craving-cycle": [0, 1, 0], "external-triggers": [0, 0, 0]}


def fill(owner_id: UUID) -> None:
    for place, slug in enumerate(FINISHED):
        read = now() - timedelta(days=6 * (len(FINISHED) - place), minutes=90)
        _read(owner_id, slug, started=read, finished=True)
    _read(owner_id, HALF_READ, started=now() - timedelta(days=1), finished=False)
    for slug, answers in ANSWERS.items():
        written: dict[str, Any] = {"answers": answers, "changed_at": now() - timedelta(days=2)}
        shown = slug in SHOWN
        db.session.add(ExerciseAnswer(owner_id=owner_id, slug=slug, content_version=1, private=not shown, **written))
    db.session.flush()


def _read(owner_id: UUID, slug: str, *, started: Any, finished: bool) -> None:
    answers = CHECKED.get(slug)
    row = ModuleProgress(
        owner_id=owner_id,
        slug=slug,
        content_version=1,
        furthest=20 if finished else 2,
        started_at=started,
        read_at=started + timedelta(minutes=6),
        finished_at=started + timedelta(minutes=6) if finished else None,
        checked={"version": 1, "answers": answers} if answers else {},
    )
    db.session.add(row)
