"""Forms of the admin pages."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import StringConstraints

from webapp.accounts.forms import ANY_PASSWORD, Username, Zone
from webapp.admin.fields import Phone, Said, Ticked
from webapp.enums import LineKind, Role
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
    reading_hours: Said
    reading_hours_es: Said
    harm_reduction: bool = False


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
