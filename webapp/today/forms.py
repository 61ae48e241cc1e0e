"""The first steps after joining."""

from typing import Annotated

from pydantic import Field

from webapp.enums import Focus
from webapp.forms import Form, Line


class FirstStep(Form):
    """What to be called, and what to work on; both can be left out."""

    name: Line = ""
    focus: Annotated[list[Focus], Field(max_length=len(Focus))] = []
