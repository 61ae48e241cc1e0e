"""Forms of an urge. Strength is the only answer that is needed."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from webapp.content.words import ACTIONS, COMPANY, FEELINGS, PLACES
from webapp.enums import Acted, Focus, HarmThoughts, Safe
from webapp.forms import Line, Note, Repeatable, one_of
from webapp.times import WallClock

Strength = Annotated[int, Field(ge=0, le=10)]
Version = Annotated[int, Field(ge=1, le=1_000_000)]
Key = Annotated[str, StringConstraints(max_length=64)]


class NewUrge(Repeatable):
    id: UUID
    strength: Strength


class Answers(Repeatable):
    """What came with it, each answer optional."""

    version: Version
    focus: Focus | None = None
    triggers: Annotated[list[Key], Field(max_length=30)] = []
    new_trigger: Line = ""
    place: Annotated[Key, AfterValidator(one_of(PLACES))] | None = None
    company: Annotated[Key, AfterValidator(one_of(COMPANY))] | None = None
    feelings: Annotated[list[Annotated[Key, AfterValidator(one_of(FEELINGS))]], Field(max_length=30)] = []
    actions: Annotated[list[Annotated[Key, AfterValidator(one_of(ACTIONS))]], Field(max_length=30)] = []
    thought: Note = ""
    note: Note = ""
    acted: Acted | None = None
    private: bool = False
    for_session: bool = False


class Safety(Repeatable):
    """`skip` drops what was chosen."""

    skip: bool = False
    safe: Safe | None = None
    harm_thoughts: HarmThoughts | None = None


class Rating(Repeatable):
    strength_now: Strength
    skill: Key | None = None


class Revision(Repeatable):
    """The strength and the time, changed afterwards. `occurred` is a wall-clock time of the person's zone."""

    version: Version
    strength: Strength
    occurred: WallClock
