"""The plan for after the program: what is written for it, the week out of the appointments, and what to do when it is
hard out of the relapse-prevention plan.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row

from webapp.access import Me
from webapp.appointments.dates import wall_clock
from webapp.appointments.presenters import in_words, is_over, weekday, zone_name
from webapp.appointments.queries import appointments
from webapp.consents.presenters import team_names
from webapp.consents.queries import granted
from webapp.consents.terms import last_day
from webapp.entry_rows import capital
from webapp.enums import SignLevel
from webapp.formatting import clock, short_day
from webapp.i18n import _
from webapp.plan import queries
from webapp.plan.lines import STAGES, WEEKS
from webapp.plan.presenters import LineView, PlanPage, begun, reviewed, sections_of
from webapp.plan.sections import Plan
from webapp.team.queries import open_suggestions

WEEK = range(7)
FEW = 3
"""Signs of each level, and skills, that a step names."""
HARDER = (SignLevel.DRIFTING, SignLevel.CLOSE)


@dataclass(frozen=True, slots=True)
class Visit:
    title: str
    when: str
    place: str
    person: str


@dataclass(frozen=True, slots=True)
class AftercarePage(PlanPage):
    week: list[tuple[str, list[Visit]]]
    """What is every week, by weekday."""
    once: list[Visit]
    signs: list[str]
    skills: list[LineView]
    people: list[Row[Any]]
    lapse: list[LineView]
    """The first hour after a lapse."""


def present(person: Me) -> AftercarePage:
    rows, known = queries.standing(person.id, Plan.AFTERCARE), queries.linkable(person.id)
    worked = queries.what_worked(person.id)
    relapse = sections_of(Plan.RELAPSE, rows, known, worked)
    visits = [row for row in appointments(person.id) if not is_over(row)]
    signs = queries.warning_signs(person.id)
    return AftercarePage(
        sections=sections_of(Plan.AFTERCARE, rows, known, worked, open_suggestions(person.id)),
        reviewed=reviewed(rows, person),
        begun=begun(Plan.AFTERCARE, rows),
        week=_week(visits, person.time_zone),
        once=[
            Visit(row.title, in_words(row, person.time_zone), row.place, row.person or "")
            for row in sorted(visits, key=lambda row: (row.first_on, row.begins))
            if not row.weekdays
        ],
        signs=[row.text for level in HARDER for row in [row for row in signs if row.level == level][:FEW]],
        skills=relapse["skills"].lines[:FEW],
        people=list(known.people.values())[:FEW],
        lapse=relapse["lapse-hour"].lines,
    )


def reads(person: Me) -> str:
    """Who of the team reads something now, and until when; '' for nobody."""
    names = team_names(person.id)
    if not names or not granted(person.id):
        return ""
    if person.team_until is None:
        return _("%(names)s can read what you share.", names=names)
    day = short_day(last_day(person.team_until, person.time_zone))
    return _("%(names)s can read what you share until %(day)s.", names=names, day=day)


@dataclass(frozen=True, slots=True)
class Stage:
    """For Today: that the last day comes, or the week after it."""

    title: str
    lines: list[str]
    reads: str


def stage(person: Me, day: date) -> Stage | None:
    """None for somebody without a last day, and after the first 90 days."""
    if person.discharge_on is None:
        return None
    if not person.is_alumni:
        return Stage(_("Your last day in the program: %(day)s", day=short_day(person.discharge_on)), [], "")
    week = ((day - person.discharge_on).days - 1) // 7 + 1
    if week > WEEKS:
        return None
    current = queries.newest(person.id, "after-weeks")
    lines = [item["text"] for item in (current.items if current else []) if item.get("week") == week]
    nobody = _("Nobody on your care team reads what is in here now.")
    return Stage(_("Week %(n)s after the program", n=week), lines, reads(person) or nobody)


def _week(rows: Sequence[Row[Any]], time_zone: str) -> list[tuple[str, list[Visit]]]:
    """The days on which something is, Monday first; each in the order of the clock."""
    days = [[_visit(row, time_zone) for row in rows if day in row.weekdays] for day in WEEK]
    return [(name, visits) for name, visits in zip(weekdays(), days, strict=True) if visits]


def weekdays() -> list[str]:
    return [capital(weekday(day)) for day in WEEK]


def on_paper() -> dict[str, list[str]]:
    """Names of the lines of an empty plan."""
    return {
        "stages": [_(name) for name in STAGES.values()],
        "weekdays": weekdays(),
        "weeks": [_("Week %(n)s", n=number) for number in range(1, WEEKS + 1)],
    }


def _visit(row: Row[Any], time_zone: str) -> Visit:
    when = clock(wall_clock(row, row.first_on))
    if row.time_zone != time_zone:
        when += f" ({zone_name(row.time_zone)})"
    return Visit(row.title, when, row.place, row.person or "")
