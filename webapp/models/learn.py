"""Learn: how far a person is in a module, and what they answered. Both outlive a change of its words."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from webapp.models.base import Owned, now, within


class ModuleProgress(Owned, table=True):
    """One module of one person, from the first sign that they read it."""

    __tablename__ = "module_progress"
    __table_args__ = (UniqueConstraint("owner_id", "slug"), within("furthest", 0, 20))
    slug: str = Field(max_length=64)
    content_version: int
    """Of the module, when it was last read."""
    furthest: int = 0
    """The last section that was reached, counted from 1."""
    started_at: datetime = Field(default_factory=now)
    read_at: datetime = Field(default_factory=now)
    """When it was last read."""
    finished_at: datetime | None = None
    checked: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """Answers to the check: {'version': of the module, 'answers': [place of the answer, or null, by question]}."""
    added: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """What went on from here, by place: {'0' or 'today': {'texts': what was added, 'made': keys of what that made}}."""


class ExerciseAnswer(Owned, table=True):
    """What a person wrote into the exercise of a module."""

    __tablename__ = "exercise_answer"
    __table_args__ = (UniqueConstraint("owner_id", "slug"),)
    slug: str = Field(max_length=64)
    content_version: int
    answers: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """By key of the field: a text, a number, or a list of options; '<key>.own' for one's own words."""
    private: bool = True
    """Nobody else reads it."""
    version: int = 1
    created_at: datetime = Field(default_factory=now)
    changed_at: datetime = Field(default_factory=now)
