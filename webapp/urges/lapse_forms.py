"""Forms of the lapse path. Nothing in it has to be answered."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from webapp.content.clinical import LAPSE, LAPSE_KINDS
from webapp.enums import HarmThoughts, Safe
from webapp.forms import Note, Repeatable, one_of
from webapp.times import WallClock
from webapp.urges.forms import Key, Version

STEP = Annotated[str, Field(max_length=64, pattern=r"^[a-z0-9-]+:\d{1,2}$")]
QUESTIONS = tuple(row["slug"] for row in LAPSE["look_back"]["questions"])


Happened = Annotated[Key, AfterValidator(one_of(LAPSE_KINDS))]


class NewLapse(Repeatable):
    id: UUID
    urge_id: UUID | None = None
    kind: Happened | None = None
    safe: Safe | None = None
    harm_thoughts: HarmThoughts | None = None


class Following(Repeatable):
    steps_done: Annotated[list[STEP], Field(max_length=60)] = []
    tell_team: bool = False
    was_told: bool = False
    """What the page showed: only a change of it decides who is told, so that an old page cannot tell again."""
    kind: Happened | None = None
    was_kind: Key = ""
    """What the page showed, too."""


class LookBack(Repeatable):
    """One text a question, and a note. `occurred` is a wall-clock time of the person's zone."""

    version: Version
    occurred: WallClock | None = None
    people: Note = ""
    place: Note = ""
    feeling: Note = ""
    thought: Note = ""
    sleep: Note = ""
    earliest_point: Note = ""
    one_change: Note = ""
    note: Note = ""
    for_session: bool = False

    def answers(self) -> dict[str, str]:
        """What was answered, by the slug of its question."""
        given = {slug: str(getattr(self, slug.replace("-", "_"))) for slug in QUESTIONS}
        return {slug: text for slug, text in given.items() if text.strip()}
