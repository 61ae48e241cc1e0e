"""Until when a consent holds: the program's end or a day, and never longer than a year."""

from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from webapp.forms import Parsed
from webapp.i18n import _
from webapp.models import now
from webapp.moments import moment_of_wall_clock, today

LONGEST = 365
"""Days."""
Until = Literal["same", "program", "30", "90", "date"]
"""`same`: as what is shared already. `program`: when the person leaves, a year at the most."""
DAYS = {"program": LONGEST, "30": 30, "90": 90}


def end_of(day: date, time_zone: str) -> datetime:
    """The moment at which a day is over where the person lives."""
    return moment_of_wall_clock(time_zone, datetime.combine(day + timedelta(days=1), time())).occurred_at


def last_day(expires_at: datetime, time_zone: str) -> date:
    """The last day on which it holds."""
    return today(time_zone, expires_at - timedelta(seconds=1))


def day_for(until: str, time_zone: str) -> date:
    """The last day, for a term that is a number of days."""
    return today(time_zone) + timedelta(days=DAYS[until])


def programs_end(time_zone: str, discharge_on: date | None) -> date | None:
    """The last day of `program`; None for somebody who has left it."""
    latest = day_for("program", time_zone)
    if discharge_on is None:
        return latest
    return min(latest, discharge_on) if discharge_on >= today(time_zone) else None


def chosen(form: Parsed[Any], time_zone: str, discharge_on: date | None = None) -> datetime | None:
    """When what the form asks for is over. None for `same`, and with a message in the form for a day that cannot be."""
    if form.errors or form.value.until == "same":
        return None
    if form.value.until == "program":
        last = programs_end(time_zone, discharge_on)
        if last is None:
            form.errors["until"] = _("Please choose one from the list.")
        return end_of(last, time_zone) if last else None
    if form.value.until != "date":
        return end_of(day_for(form.value.until, time_zone), time_zone)
    day = form.value.until_day
    if day is None:
        form.errors["until_day"] = _("Please choose the day.")
    elif not today(time_zone) <= day <= day_for("program", time_zone):
        form.errors["until_day"] = _("Please choose a day from today on, a year away at the most.")
    return None if form.errors else end_of(day, time_zone)


def is_over(expires_at: datetime | None) -> bool:
    return expires_at is not None and expires_at <= now()
