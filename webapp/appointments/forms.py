"""Forms of groups and appointments, and of the calendar."""

import re
from datetime import date
from typing import Annotated
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, ValidationInfo

from webapp.appointments.dates import WEEK
from webapp.forms import Form, Line, Repeatable, is_one_word, one_of
from webapp.i18n import _, mark
from webapp.models.appointments import DAY, LINK

CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::00)?")
REMINDERS = {
    "0": mark("No reminder"),
    "15": mark("15 minutes before"),
    "60": mark("1 hour before"),
    "1440": mark("1 day before"),
}
"""By minutes."""
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)


def _minute(typed: object) -> object:
    """Minutes after midnight, of 18:30."""
    if not isinstance(typed, str):
        return typed
    found = CLOCK.fullmatch(typed.strip())
    if found is None:
        raise ValueError(_("Please give a time like 18:30."))
    return int(found[1]) * 60 + int(found[2])


def _in_reach(day: date) -> date:
    if not EARLIEST <= day <= LATEST:
        raise ValueError(_("Please check the year."))
    return day


def _in_order(weekdays: list[int]) -> list[int]:
    return sorted(set(weekdays))


def _fits(last_on: date | None, form: ValidationInfo) -> date | None:
    """An end is for what comes every week, and leaves at least one day."""
    if last_on is None or "first_on" not in form.data or "weekdays" not in form.data:
        return last_on
    _in_reach(last_on)
    weekdays, first_on = form.data["weekdays"], form.data["first_on"]
    if not weekdays:
        raise ValueError(_("Only what comes every week has a last day. Choose weekdays, or leave this empty."))
    if last_on < first_on:
        raise ValueError(_("This is before the first day. Please change one of them."))
    reached = {(first_on.weekday() + ahead) % WEEK for ahead in range(min((last_on - first_on).days + 1, WEEK))}
    if not reached & set(weekdays):
        raise ValueError(_("None of the weekdays is between the two dates. Please change them."))
    return last_on


def _web(typed: str) -> str:
    """With its scheme: people write example.org."""
    if not typed:
        return ""
    address = typed if "://" in typed else f"https://{typed}"
    try:
        parts = urlsplit(address)
        is_web = parts.scheme in {"http", "https"} and "." in (parts.hostname or "") and is_one_word(address)
    except ValueError:
        is_web = False
    if not is_web or len(address) > LINK:
        raise ValueError(_("This is not a web address. Write it like example.org."))
    return address


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(_("Please choose one from the list."))
    return name


class AppointmentIn(Repeatable):
    """A group every week, or one appointment: without weekdays it is once, on its first day."""

    title: Annotated[Line, StringConstraints(min_length=1)]
    weekdays: Annotated[list[Annotated[int, Field(ge=0, lt=WEEK)]], AfterValidator(_in_order)] = []
    first_on: Annotated[date, AfterValidator(_in_reach)]
    last_on: Annotated[date | None, AfterValidator(_fits)] = None
    begins: Annotated[int, BeforeValidator(_minute), Field(ge=0, lt=DAY)]
    lasts: Annotated[int, Field(ge=5, le=DAY)] = 60
    time_zone: Annotated[str, StringConstraints(max_length=64), AfterValidator(_zone)]
    place: Line = ""
    link: Annotated[
        str, StringConstraints(max_length=LINK, pattern=r"^[^\r\n]*$", strip_whitespace=True), AfterValidator(_web)
    ] = ""
    person_id: UUID | None = None


class NewAppointment(AppointmentIn):
    id: UUID


class AppointmentChange(AppointmentIn):
    version: Annotated[int, Field(ge=1, le=1_000_000)]


class Skip(Form):
    """One day of what comes every week."""

    day: Annotated[date, AfterValidator(_in_reach)]


class Choice(Form):
    own_words: bool = False
    remind_before: Annotated[str, AfterValidator(one_of(REMINDERS))]


class Address(Repeatable):
    """A new address for calendar programs."""
