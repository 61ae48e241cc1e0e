"""The library of coping skills."""

from pydantic import Field

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


class SkillStep(Content):
    seconds: int = Field(ge=5, le=300)
    en: str
    es: str


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
    how: Text
    caution: Text | None = None
    pattern: Pattern | None = None
    steps: list[SkillStep] = []

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
    return skills


LIBRARY = _load()
OWN = "own:"
"""Skill keys: a slug of the library, or this and the id of an own skill."""
