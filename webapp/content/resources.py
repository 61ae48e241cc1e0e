"""The national directory: who helps, how to reach them, and how sure that is, field by field."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from webapp.content.hours import Hours, parse_hours
from webapp.content.texts import FOLDER, Content, Text, load
from webapp.enums import Focus, Language


class Confidence(StrEnum):
    SURE = "A"
    """Read in recent official material."""
    SINGLE = "B"
    """One source, or an older one: shown with the month in which it was checked."""
    UNSEEN = "C"
    """General knowledge: a number or hours wait until somebody at the clinic has called or opened it."""


class Speaks(StrEnum):
    """Languages in which somebody answers."""

    ENGLISH = "en"
    SPANISH = "es"
    FRENCH = "fr"
    ASL = "asl"
    INTERPRETERS = "interpreters"
    """Many more, by interpreter."""


def _same_in_both(value: Any) -> Any:
    """A name that is nowhere translated is written once."""
    return dict.fromkeys(Language, value) if isinstance(value, str) else value


Name = Annotated[Text, BeforeValidator(_same_in_both)]


class ResourceLine(Content):
    kind: Literal["call", "text"]
    number: str
    word: str = ""
    """What to send."""
    confidence: Confidence
    language: Language | None = None
    """Only for those who want this language."""
    crisis_line: str = ""
    """The same line on Help now: confirmed there is confirmed here."""
    note: Text | None = None


class Web(Content):
    url: str = Field(pattern=r"^https://[\w.-]+(/[\w./-]*)?$")
    confidence: Confidence


class OpeningHours(Content):
    open: str
    zone: str = "UTC"
    confidence: Confidence

    @model_validator(mode="after")
    def _understood(self) -> "OpeningHours":
        parse_hours(self.open, self.zone)
        return self

    @property
    def hours(self) -> Hours:
        return parse_hours(self.open, self.zone)


class NationalResource(Content):
    slug: str = Field(pattern=r"^[a-z0-9-]{2,40}$")
    needs: list[str] = Field(min_length=1)
    """The first is where it stands on the page."""
    name: Name
    about: Text
    languages: list[Speaks] = Field(min_length=1)
    focuses: list[Focus] = []
    """Who it is specially for; nobody named: for everybody."""
    web: Web
    lines: list[ResourceLine] = []
    hours: OpeningHours | None = None
    harm_reduction: bool = False
    listed: Literal["always", "after-check"] = "always"
    source: str
    checked: date


class Need(Content):
    slug: str
    icon: str
    name: Text
    note: Text | None = None


_NEEDS = load("resources/needs.yaml")
DIRECTIONS: str = _NEEDS["directions"]
"""What comes before an address on a map."""
NEEDS = {row["slug"]: Need(**row) for row in _NEEDS["needs"]}


def _rows() -> Iterator[NationalResource]:
    for path in sorted((FOLDER / "resources").glob("[0-9]*.yaml")):
        data = load(f"resources/{path.name}")
        for row in data["resources"]:
            yield NationalResource(**({"source": data["source"], "checked": data["checked"]} | row))


def _load() -> dict[str, NationalResource]:
    found: dict[str, NationalResource] = {}
    for row in _rows():
        if row.slug in found or not set(row.needs) <= NEEDS.keys():
            raise ValueError(f"resource {row.slug} is there twice, or for a need that is not")
        found[row.slug] = row
    return found


NATIONAL = _load()
