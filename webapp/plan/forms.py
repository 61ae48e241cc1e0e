"""Forms of the plan."""

import re
from collections.abc import Callable
from itertools import zip_longest
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from werkzeug.datastructures import MultiDict

from webapp.forms import Form, Line, Repeatable
from webapp.i18n import _, mark
from webapp.models import LINE
from webapp.plan.lines import stage_of, week_of
from webapp.plan.queries import MOST
from webapp.plan.sections import Plan

ITEMS = 80
"""Lines of each kind that a section holds; two full lists still merge."""

Base = Annotated[int, Field(ge=0, le=MOST)]
"""The number of the version that was changed; 0 for a section never written."""
Link = Annotated[str, StringConstraints(max_length=80)]


def _one_a_line(values: list[str]) -> list[str]:
    """Enter in a box begins a line of its own."""
    lines = [line.strip() for value in values for line in re.split(r"\r\n|\r|\n", value)]
    return [line for line in lines if line]


def _read_by(read: Callable[[str], object], problem: str) -> AfterValidator:
    """Takes only what `read` can read; for the rest the message is `problem`."""

    def check(value: str) -> str:
        try:
            read(value)
        except ValueError as wrong:
            raise ValueError(_(problem)) from wrong
        return value

    return AfterValidator(check)


Dated = Annotated[
    str,
    StringConstraints(max_length=40),
    _read_by(stage_of, mark("Please check the days: the first one comes before the last one.")),
]
OfAWeek = Annotated[
    str,
    StringConstraints(max_length=LINE + len("13:"), pattern=r"^[^\r\n]*$"),
    _read_by(week_of, mark("This cannot be saved as it is. Please change it.")),
]


class SectionLines(Repeatable):
    """A section as it was changed: links kept, lines in order, lines picked from the list; stages with their dates
    and lines of weeks as `plan.lines` writes them.
    """

    base: Base
    linked: Annotated[list[Link], Field(max_length=ITEMS)] = []
    lines: Annotated[list[Line], BeforeValidator(_one_a_line), Field(max_length=ITEMS)] = []
    picks: Annotated[list[Line], Field(max_length=ITEMS)] = []
    stages: Annotated[list[Dated], Field(max_length=ITEMS)] = []
    weeks: Annotated[list[OfAWeek], Field(max_length=ITEMS)] = []


def as_sent(data: MultiDict[str, str]) -> MultiDict[str, str]:
    """The form with the boxes of its stages and weeks, which stand in rows, put together to one value each."""
    whole = data.copy()
    rows = zip_longest(*(data.getlist(name) for name in ("stage", "from", "until")), fillvalue="")
    for stage, begins, ends in rows:
        if begins or ends:
            whole.add("stages", f"{stage}:{begins}:{ends}")
    for week, text in enumerate(data.getlist("week"), 1):
        for line in _one_a_line([text]):
            whole.add("weeks", f"{week}:{line}")
    return whole


class Restoration(Repeatable):
    base: Base


class Review(Repeatable):
    plan: Plan


class Page(Form):
    """Which versions to list: those under this number."""

    before: Annotated[int, Field(ge=1, le=MOST + 1)] = MOST + 1
