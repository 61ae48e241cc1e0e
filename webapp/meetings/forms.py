"""Forms of session notes: the counselor's, and the person's answer."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, ValidationInfo

from webapp.forms import Repeatable, newlines
from webapp.i18n import _
from webapp.models import AGREED

Agreed = Annotated[str, StringConstraints(max_length=AGREED, strip_whitespace=True), BeforeValidator(newlines)]
Version = Annotated[int, Field(ge=1, le=1_000_000)]


class NoteIn(Repeatable):
    met_on: date
    text: Annotated[Agreed, StringConstraints(min_length=1)]


class NewNote(NoteIn):
    id: UUID


class NoteChange(NoteIn):
    version: Version


def _says_something(answer: str, form: ValidationInfo) -> str:
    if not answer and not form.data.get("right"):
        raise ValueError(_("Please write what is not right, or choose ‘That is right’."))
    return answer


class NoteAnswer(Repeatable):
    """'That is right', words of one's own, or both."""

    version: Version
    right: bool = False
    answer: Annotated[Agreed, AfterValidator(_says_something)] = Field(default="", validate_default=True)
