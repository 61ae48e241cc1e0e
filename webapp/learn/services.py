"""Keeping how far a person is in a module, and what they answered."""

from typing import Any
from uuid import UUID

from webapp import audit
from webapp.content.lessons.library import Module
from webapp.extensions import db
from webapp.learn import queries
from webapp.models import ExerciseAnswer, ModuleProgress, now


def progress_in(owner_id: UUID, module: Module) -> ModuleProgress:
    """The person's row of a module, begun now if there was none; the newest content is what they read."""
    row = queries.progress_of(owner_id, module.slug)
    if row is None:
        row = ModuleProgress(owner_id=owner_id, slug=module.slug, content_version=module.meta.version)
        db.session.add(row)
    row.read_at, row.content_version = now(), module.meta.version
    return row


def reach(owner_id: UUID, module: Module, part: int, parts: int) -> ModuleProgress:
    """A section was on the screen. How far it goes never goes back."""
    row = progress_in(owner_id, module)
    row.furthest = max(row.furthest, min(part, parts))
    db.session.flush()
    return row


def finish(owner_id: UUID, module: Module, parts: int) -> None:
    """The first time stands."""
    row = reach(owner_id, module, parts, parts)
    row.finished_at = row.finished_at or now()
    db.session.flush()


def check(owner_id: UUID, module: Module, places: list[int | None]) -> None:
    row = progress_in(owner_id, module)
    row.checked = {"version": module.meta.version, "answers": places}
    db.session.flush()


def keep_answers(owner_id: UUID, module: Module, answers: dict[str, Any], version: int, *, shared: bool) -> bool:
    """Save the exercise on top of `version` (0: none was saved). False when another one was saved meanwhile.

    `shared` lets the care team see it, as far as answers are shared at all. What was answered to fields that the module
    has no more is kept too.
    """
    row = queries.answer_to(owner_id, module.slug)
    if version != (row.version if row else 0):
        return False
    if row is None:
        row = ExerciseAnswer(owner_id=owner_id, slug=module.slug, content_version=module.meta.version, version=0)
        db.session.add(row)
    asked = {key for field in module.meta.exercise.fields for key in (field.key, f"{field.key}.own")}
    left = {key: value for key, value in row.answers.items() if key not in asked}
    row.answers, row.content_version = left | answers, module.meta.version
    row.private = not shared
    row.version, row.changed_at = row.version + 1, now()
    progress_in(owner_id, module)
    db.session.flush()
    audit.by_owner("changed", "exercise", row.id, owner_id)
    return True
