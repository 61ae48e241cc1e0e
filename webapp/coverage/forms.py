"""The form that says who is away when, and who covers."""

from datetime import date
from typing import Literal
from uuid import UUID

from webapp.forms import Form

NOBODY = "nobody"


class NewCoverage(Form):
    covering: UUID | Literal["nobody"]
    first_day: date
    last_day: date
