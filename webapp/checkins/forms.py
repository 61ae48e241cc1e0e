"""Forms of a check-in. The mood is the only answer that is needed."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from webapp.forms import Note, Repeatable
from webapp.times import WallClock

Mood = Annotated[int, Field(ge=1, le=5)]
Craving = Annotated[int, Field(ge=0, le=10)]
Hours = Annotated[int, Field(ge=0, le=24)]
Version = Annotated[int, Field(ge=1, le=1_000_000)]


class Answers(Repeatable):
    """All of a check-in. `occurred` is a wall-clock time of the person's zone; without it, now or as it was."""

    mood: Mood
    occurred: WallClock | None = None
    craving: Craving | None = None
    sleep_hours: Hours | None = None
    hungry: bool = False
    angry: bool = False
    lonely: bool = False
    tired: bool = False
    note: Note = ""
    private: bool = False
    for_session: bool = False


class NewCheckIn(Answers):
    id: UUID


class CheckInChange(Answers):
    version: Version
