"""Forms of skills and practices."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from webapp.enums import SkillCategory
from webapp.forms import Line, Note, Repeatable
from webapp.i18n import _
from webapp.times import WallClock

Strength = Annotated[int, Field(ge=0, le=10)]
Minutes = Annotated[int, Field(ge=0, le=1440)]
Version = Annotated[int, Field(ge=1, le=1_000_000)]


def _named(name: str) -> str:
    if not name:
        raise ValueError(_("Please answer this."))
    return name


Name = Annotated[Line, AfterValidator(_named)]


class NewSkill(Repeatable):
    id: UUID
    name: Name
    how: Note = ""
    category: SkillCategory = SkillCategory.ACTION


class SkillChange(Repeatable):
    version: Version
    name: Name
    how: Note = ""
    category: SkillCategory


class PracticeAnswers(Repeatable):
    """A skill was used. Both ratings are optional; with both it counts as evidence."""

    before: Strength | None = None
    after: Strength | None = None
    minutes: Minutes | None = None
    note: Note = ""
    private: bool = False


class NewPractice(PracticeAnswers):
    id: UUID
    urge_id: UUID | None = None


class PracticeChange(PracticeAnswers):
    version: Version
    occurred: WallClock
    for_session: bool = False
