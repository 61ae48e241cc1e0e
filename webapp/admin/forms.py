"""Forms of the admin pages."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from webapp.accounts.forms import ANY_PASSWORD, Username, Zone
from webapp.admin.fields import Clock, Phone, Said, Ticked, Weekdays
from webapp.enums import LineKind, Role
from webapp.flags.rules import LIMITS
from webapp.forms import Form, Line, Repeatable

Key = Annotated[str, StringConstraints(max_length=64)]


class NewAdmin(Form):
    username: Username
    name: Said
    password: ANY_PASSWORD


class Search(Form):
    name: Line = ""


class NewInvite(Repeatable):
    role: Role
    note: Line = ""


class NewResetCode(Repeatable):
    known: Ticked = False
    private: Ticked = False


class SecondStepRemoval(Form):
    seen: Ticked = False


class NewRole(Form):
    role: Role


class ChosenCounselor(Form):
    counselor: UUID


class ChosenGroup(Form):
    group: UUID


class ChosenMember(Form):
    account: UUID


class Group(Form):
    name: Said
    when: Line = ""


class ProgramSettings(Form):
    name: Said
    time_zone: Zone
    phone: Phone = ""
    phone_hours: Line = ""
    phone_hours_es: Line = ""
    reading_days: Weekdays = []
    reading_by: Clock
    harm_reduction: bool = False


def _number(key: str) -> Any:
    limit = next(limit for limit in LIMITS if limit.key == key)
    return Field(ge=limit.least, le=limit.most)


class FlagRules(Form):
    """Rules, ticked where they are on, and their numbers, named as in `flags/rules.py`."""

    lapse: bool = False
    strong_twice: bool = False
    low_mood: bool = False
    signs: bool = False
    silence: bool = False
    plan_review: bool = False
    strength: int = _number("strength")
    hours: int = _number("hours")
    low_days: int = _number("low_days")
    regular: int = _number("regular")
    quiet: int = _number("quiet")


class ClosedDays(Form):
    """Days on which nobody reads."""

    first_day: date
    last_day: date


class ClosedSpan(Form):
    span: Key


class OwnLine(Form):
    """A crisis line of the clinic's own."""

    kind: Literal[LineKind.CALL, LineKind.TEXT] = LineKind.CALL
    name: Said
    detail: Line = ""
    number: Phone
    checked: Ticked = False


class ChosenLine(Form):
    """`line` is the slug of a national line, or the id of an own one."""

    line: Key


class Visibility(ChosenLine):
    shown: bool


class Move(ChosenLine):
    up: bool


class TrailFilter(Form):
    action: Key = ""
    person: UUID | None = None
    before: UUID | None = None
