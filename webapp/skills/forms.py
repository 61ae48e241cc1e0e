"""Forms of skills and practices."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from webapp.enums import SkillCategory
from webapp.forms import Form, Line, Note, Repeatable

Strength = Annotated[int, Field(ge=0, le=10)]
Version = Annotated[int, Field(ge=1, le=1_000_000)]


class NewSkill(Repeatable):
    id: UUID
    name: Annotated[Line, StringConstraints(min_length=1)]
    how: Note = ""
    category: SkillCategory = SkillCategory.ACTION


class SkillChange(Form):
    version: Version
    name: Annotated[Line, StringConstraints(min_length=1)]
    how: Note = ""
    category: SkillCategory


class NewPractice(Repeatable):
    """A skill was used. Both ratings are optional; with both it counts as evidence."""

    id: UUID
    urge_id: UUID | None = None
    before: Strength | None = None
    after: Strength | None = None
    minutes: Annotated[int, Field(ge=0, le=1440)] | None = None


class PracticeChange(Repeatable):
    version: Version
    before: Strength | None = None
    after: Strength | None = None
    minutes: Annotated[int, Field(ge=0, le=1440)] | None = None
    note: Note = ""
    private: bool = False
    for_session: bool = False
