"""Kinds of answers about the program, for its forms."""

from datetime import time
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from webapp.formatting import dialable
from webapp.forms import Line
from webapp.i18n import _

NUMBER = 40
"""Characters of a telephone number as typed."""


def _can_be_called(value: str) -> str:
    if value and not dialable(value):
        raise ValueError(_("A phone cannot call this number. Check each digit."))
    return value


def _is_ticked(value: bool) -> bool:
    if not value:
        raise ValueError(_("Please check this first, then tick it."))
    return value


def _is_said(value: str) -> str:
    if not value:
        raise ValueError(_("Please answer this."))
    return value


def _some_days(value: list[int]) -> list[int]:
    if not value:
        raise ValueError(_("Please choose at least one day."))
    return sorted(set(value))


def _to_the_minute(value: str) -> str:
    try:
        return time.fromisoformat(value).strftime("%H:%M")
    except ValueError:
        raise ValueError(_("Please give a time like 17:00.")) from None


Weekdays = Annotated[
    list[Annotated[int, Field(ge=1, le=7)]], Field(max_length=7, validate_default=True), AfterValidator(_some_days)
]
"""1 for Monday; at least one."""
Clock = Annotated[Line, AfterValidator(_to_the_minute)]
"""'17:00'."""
Said = Annotated[Line, AfterValidator(_is_said)]
"""One line that is not empty."""
Phone = Annotated[Line, StringConstraints(max_length=NUMBER), AfterValidator(_can_be_called)]
"""A number that a phone can call, or nothing."""
Ticked = Annotated[bool, AfterValidator(_is_ticked), Field(validate_default=True)]
"""A box that has to be ticked; give it the default False."""
