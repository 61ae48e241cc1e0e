"""The form that is signed."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from webapp.consents.forms import Category
from webapp.content.consent import ASKED
from webapp.enums import ConsentCategory, Purpose
from webapp.forms import Line, Repeatable
from webapp.i18n import _

Span = Literal["30", "90", "365", "all"]
"""How many days back."""


def _something(ticked: list[ConsentCategory]) -> list[ConsentCategory]:
    """Notes belong to entries, and are nothing by themselves."""
    if not set(ticked) - {ConsentCategory.NOTES}:
        raise ValueError(_("Tick at least one part."))
    return ticked


class NewOutsideConsent(Repeatable):
    id: UUID
    recipient: Annotated[Line, StringConstraints(min_length=1)]
    organization: Line = ""
    purpose: Purpose = Purpose.TREATMENT
    share: Annotated[list[Category], Field(max_length=len(ASKED)), AfterValidator(_something)]
    span: Span = "90"
    until: Literal["30", "90", "date"] = "30"
    until_day: date | None = None
    text_version: Annotated[str, Field(max_length=20)]

    @property
    def days(self) -> int | None:
        return None if self.span == "all" else int(self.span)
