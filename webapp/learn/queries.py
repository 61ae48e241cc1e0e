"""How far a person is, and which triggers came up this week."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, func
from sqlmodel import col, select

from webapp.extensions import db, select_columns
from webapp.models import ExerciseAnswer, ModuleProgress, Trigger, Urge, UrgeTrigger
from webapp.scope import BETWEEN, own, owned

WEEK = timedelta(days=7)
OFTEN = 2
"""Urges with one trigger in a week after which a module on it is offered."""

_PROGRESS = owned(
    select_columns(
        ModuleProgress.slug,
        ModuleProgress.furthest,
        ModuleProgress.read_at,
        ModuleProgress.finished_at,
        ModuleProgress.content_version,
    ),
    ModuleProgress,
)
_WEEK = (
    owned(select(Trigger.slug, Trigger.name, Trigger.category, func.count().label("times")), Trigger)
    .join(UrgeTrigger, col(UrgeTrigger.trigger_id) == Trigger.id)
    .join(Urge, col(Urge.id) == UrgeTrigger.urge_id)
    .where(
        col(UrgeTrigger.owner_id) == Trigger.owner_id,
        col(Urge.owner_id) == Trigger.owner_id,
        col(Urge.deleted_at).is_(None),
        col(Urge.day) > bindparam("week_ago"),
    )
    .group_by(col(Trigger.id), col(Trigger.slug), col(Trigger.name), col(Trigger.category))
    .having(func.count() >= OFTEN)
    .order_by(func.count().desc(), col(Trigger.id))
)
_OF_ONE = own(ModuleProgress).where(col(ModuleProgress.slug) == bindparam("slug"))
_ANSWER = own(ExerciseAnswer).where(col(ExerciseAnswer.slug) == bindparam("slug"))
_SHOWN = owned(select(ExerciseAnswer.slug, ExerciseAnswer.answers), ExerciseAnswer).where(
    col(ExerciseAnswer.private).is_(False)
)

_ALL_BEGUN = (
    owned(select(ModuleProgress.slug), ModuleProgress)
    .where(col(ModuleProgress.finished_at).is_(None))
    .order_by(col(ModuleProgress.read_at).desc())
)
BEGUN = _ALL_BEGUN.limit(1)
FINISHED = owned(select(func.aggregate_strings(col(ModuleProgress.slug), BETWEEN)), ModuleProgress).where(
    col(ModuleProgress.finished_at).is_not(None)
)
"""For pages that gather facts in one statement: the module that was begun last, and all that are finished."""


def progress(owner_id: UUID) -> dict[str, Row[Any]]:
    """By slug: furthest section, when it was read last, when it was finished."""
    return {row.slug: row for row in db.rows(_PROGRESS, owner_id=owner_id)}


def begun(owner_id: UUID) -> list[str]:
    """The modules that were begun and not finished, the last one first."""
    return [row.slug for row in db.rows(_ALL_BEGUN, owner_id=owner_id)]


def triggers_of_week(owner_id: UUID, day: date) -> Sequence[Row[Any]]:
    """The triggers of several urges on `day` or in the six days before, the most frequent first."""
    return db.rows(_WEEK, owner_id=owner_id, week_ago=day - WEEK)


def progress_of(owner_id: UUID, slug: str) -> ModuleProgress | None:
    found: ModuleProgress | None = db.session.execute(_OF_ONE, {"owner_id": owner_id, "slug": slug}).scalar()
    return found


def shown_answers(owner_id: UUID) -> Sequence[Row[Any]]:
    """Of the exercises that the person lets others see: slug, answers."""
    return db.rows(_SHOWN, owner_id=owner_id)


def answer_to(owner_id: UUID, slug: str) -> ExerciseAnswer | None:
    found: ExerciseAnswer | None = db.session.execute(_ANSWER, {"owner_id": owner_id, "slug": slug}).scalar()
    return found
