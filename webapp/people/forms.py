"""Forms of the address book."""

import re
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from webapp.formatting import dialable
from webapp.forms import Form, Line, Repeatable
from webapp.i18n import _

WITHOUT_AREA_CODE = len("5550142")


def _can_be_called(phone: str) -> str:
    if phone and not dialable(phone):
        if len(re.sub(r"\D", "", phone)) == WITHOUT_AREA_CODE:
            raise ValueError(_("Please add the area code."))
        raise ValueError(_("This number cannot be called. Check the digits, or leave it empty."))
    return phone


Phone = Annotated[
    str,
    StringConstraints(max_length=40, pattern=r"^[^\r\n]*$", strip_whitespace=True),
    AfterValidator(_can_be_called),
]
Name = Annotated[Line, StringConstraints(min_length=1)]


class PersonIn(Repeatable):
    """A person to call. Only the name is needed."""

    name: Name
    relation: Line = ""
    phone: Phone = ""
    when: Line = ""
    say: Line = ""
    can_text: bool = False
    agreed: bool = False


class NewPerson(PersonIn):
    id: UUID


class PersonChange(PersonIn):
    version: Annotated[int, Field(ge=1, le=1_000_000)]


class CallIn(Form):
    """Without an operation, as older pages send it, it asks once until somebody called."""

    operation: UUID | None = None


class Move(Repeatable):
    direction: Literal["up", "down"]
