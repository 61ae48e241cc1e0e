"""The set-up page's form."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from webapp.accounts.forms import ANY_PASSWORD, Username, Zone
from webapp.admin.fields import Clock, Phone, Said, Weekdays
from webapp.content.clinical import CRISIS_LINES
from webapp.forms import Form, Line
from webapp.i18n import _

REQUIRED = frozenset(slug for slug, line in CRISIS_LINES.items() if line.primary)


def _confirmed(slugs: list[str]) -> list[str]:
    if not REQUIRED.issubset(slugs):
        raise ValueError(_("Please check each of the first lines, then tick it."))
    return [slug for slug in CRISIS_LINES if slug in slugs]


class SetUp(Form):
    code: Annotated[str, StringConstraints(max_length=40)]
    program: Said
    time_zone: Zone
    phone: Phone = ""
    phone_hours: Line = ""
    phone_hours_es: Line = ""
    reading_days: Weekdays = []
    reading_by: Clock
    lines: Annotated[list[str], AfterValidator(_confirmed), Field(max_length=100, validate_default=True)] = []
    harm_reduction: bool = False
    name: Said
    username: Username
    password: ANY_PASSWORD
