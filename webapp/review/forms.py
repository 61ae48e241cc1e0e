"""The forms of the counselor's pages."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BeforeValidator, Field, StringConstraints

from webapp.forms import Form, Line, Repeatable, newlines
from webapp.models import ANSWER
from webapp.paging import PAGE


class Handling(Form):
    how: Literal["called", "will-call", "not-called"]
    """'not-called' takes a 'called' of one's own back."""


class Readings(Form):
    """What a page showed: marking it twice is marking it once, so it carries no operation."""

    entries: Annotated[list[UUID], Field(min_length=1, max_length=PAGE)]


Answer = Annotated[str, StringConstraints(min_length=1, max_length=ANSWER), BeforeValidator(newlines)]
Words = Annotated[Line, Field(min_length=1)]


class ReplyChange(Repeatable):
    version: int
    text: Answer


class NewReply(Repeatable):
    id: UUID
    entry: UUID
    text: Answer


class NewSuggestion(Repeatable):
    id: UUID
    text: Words
    instead_of: Line = ""
    why: Line = ""


class NewTask(Repeatable):
    id: UUID
    what: Annotated[str, StringConstraints(max_length=80)]
    """'module:' or 'skill:' and its slug."""
    due_on: date
    why: Line = ""
