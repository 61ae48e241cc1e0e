"""Forms of the plan."""

import re
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from webapp.forms import Form, Line, Repeatable
from webapp.plan.queries import MOST
from webapp.plan.sections import Plan

ITEMS = 80
"""Lines of each kind that a section holds; two full lists still merge."""

Base = Annotated[int, Field(ge=0, le=MOST)]
"""The number of the version that was changed; 0 for a section never written."""
Link = Annotated[str, StringConstraints(max_length=80)]


def _one_a_line(values: object) -> object:
    """Enter in a box begins a line of its own."""
    if not isinstance(values, list):
        return values
    lines = [line.strip() for value in values for line in re.split(r"\r\n|\r|\n", str(value))]
    return [line for line in lines if line]


class SectionLines(Repeatable):
    """A section as it was changed: links kept, lines in order, lines picked from the list."""

    base: Base
    linked: Annotated[list[Link], Field(max_length=ITEMS)] = []
    lines: Annotated[list[Line], BeforeValidator(_one_a_line), Field(max_length=ITEMS)] = []
    picks: Annotated[list[Line], Field(max_length=ITEMS)] = []


class Restoration(Repeatable):
    base: Base


class Review(Repeatable):
    plan: Plan


class Page(Form):
    """Which versions to list: those under this number."""

    before: Annotated[int, Field(ge=1, le=MOST + 1)] = MOST + 1
