"""The library of coping skills."""

from typing import Annotated

from pydantic import AfterValidator, Field

from webapp.content.pictures import NAMES
from webapp.content.texts import FOLDER, Content, Text, load
from webapp.enums import SkillCategory


class Pattern(Content):
    """A breathing pattern, in seconds."""

    model_config = {"populate_by_name": True, "extra": "forbid", "frozen": True}
    in_: int = Field(alias="in")
    hold: int
    out: int
    rest: int
    rounds: int

    @property
    def seconds(self) -> int:
        """One breath."""
        return self.in_ + self.hold + self.out + self.rest


def _known(picture: str) -> str:
    if picture and picture not in NAMES:
        raise ValueError(f"there is no picture '{picture}'")
    return picture


class SkillStep(Content):
    seconds: int = Field(ge=5, le=300)
    picture: Annotated[str, AfterValidator(_known)] = ""
    """Shown from this step on."""
    en: str
    es: str


class Gate(Content):
    """What a person has to rule out before the steps are shown."""

    reasons: list[Text] = Field(min_length=1)
    instead: list[str] = Field(min_length=1)
    """The skills that are offered to whom one of the reasons fits, or who is not sure."""


class LibrarySkill(Content):
    slug: str
    category: SkillCategory
    minutes: tuple[float, float]
    strength: tuple[int, int]
    suits: list[str]
    needs: list[str] = []
    evidence: str
    source: str
    name: Text
    purpose: Text | None = None
    """What it is for."""
    how: Text
    caution: Text | None = None
    gate: Gate | None = None
    pattern: Pattern | None = None
    steps: list[SkillStep] = []

    @property
    def instead(self) -> list[str]:
        return self.gate.instead if self.gate else []

    @property
    def is_guided(self) -> bool:
        return bool(self.steps or self.pattern)


def _load() -> dict[str, LibrarySkill]:
    skills: dict[str, LibrarySkill] = {}
    for path in sorted((FOLDER / "skills").glob("*.yaml")):
        for row in load(f"skills/{path.name}"):
            if row["slug"] in skills:
                raise ValueError(f"{path.name}: skill {row['slug']} is there twice")
            skills[row["slug"]] = LibrarySkill(**row)
    for skill in skills.values():
        if unsafe := [slug for slug in skill.instead if slug not in skills or skills[slug].gate]:
            raise ValueError(f"skill {skill.slug}: 'instead' offers {unsafe[0]}, which is not there or has a gate too")
    return skills


LIBRARY = _load()
OWN = "own:"
"""Skill keys: a slug of the library, or this and the id of an own skill."""
