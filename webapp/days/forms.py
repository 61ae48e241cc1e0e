"""Forms of the days counted."""

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from webapp.enums import Focus
from webapp.forms import Form, Line, Repeatable, day_not_in_future
from webapp.i18n import _

AMOUNT = re.compile(r"\$?\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(?:[.,]([0-9]{1,2}))?")
"""12, $12.50, 1,200 and, as many people write it, 12,50."""
MOST_CENTS = 10_000_000
EARLIEST = date(1920, 1, 1)


def _cents(typed: object) -> object:
    """Dollars as typed, in cents."""
    if not isinstance(typed, str):
        return typed
    match = AMOUNT.fullmatch(typed.strip())
    if match is None:
        raise ValueError(_("Please give an amount like 12 or 12.50."))
    cents = int(match[1].replace(",", "")) * 100 + int((match[2] or "0").ljust(2, "0"))
    if cents > MOST_CENTS:
        raise ValueError(_("This is more than fits. Please give a smaller amount."))
    return cents


def _has_come(day: date) -> date:
    if day < EARLIEST:
        raise ValueError(_("This is very long ago. Please check the year."))
    return day_not_in_future(day)


def _named(label: str, form: ValidationInfo) -> str:
    if not label and form.data.get("focus") is None:
        raise ValueError(_("Please choose one above, or name it here."))
    return label


Cents = Annotated[int | None, BeforeValidator(_cents)]
StartDay = Annotated[date, AfterValidator(_has_come)]
DayMinutes = Annotated[int, Field(ge=0, le=1440)]


class StartDate(Form):
    """Where counting begins, as the first steps ask it: all of it can be left out."""

    started_on: StartDay | None = None
    day_cost: Cents = None


class NewCounter(Repeatable):
    """A counter is for one of the person's focuses, or has a name of their own."""

    focus: Focus | None = None
    label: Annotated[Line, AfterValidator(_named), Field(validate_default=True)] = ""
    started_on: StartDay
    day_cost: Cents = None
    day_minutes: DayMinutes | None = None
    show_numbers: bool = False
    show_run: bool = False


class CounterChange(NewCounter):
    version: Annotated[int, Field(ge=1, le=1_000_000)]
