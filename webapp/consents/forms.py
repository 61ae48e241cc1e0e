"""The forms in which consent is given and taken back."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from webapp.consents.terms import Until
from webapp.content.consent import ASKED
from webapp.enums import ConsentCategory
from webapp.forms import Form
from webapp.i18n import _


def _has_a_box(category: ConsentCategory) -> ConsentCategory:
    if category not in ASKED:
        raise ValueError(_("Please choose one from the list."))
    return category


Category = Annotated[ConsentCategory, AfterValidator(_has_a_box)]


class Answers(Form):
    share: Annotated[list[Category], Field(max_length=len(ASKED))] = []
    answer: Literal["ticked", "nothing"] = "ticked"
    until: Until = "program"
    until_day: date | None = None
    text_version: Annotated[str, Field(max_length=20)]
    """Of the words that the person read."""
    newest: UUID | None = None
    """The newest answer when the page was made: somebody who answered elsewhere meanwhile is asked again."""
    after: Literal["", "welcome"] = ""
    """Where to go on."""

    @property
    def wanted(self) -> frozenset[str]:
        return frozenset(self.share) if self.answer == "ticked" else frozenset()


class LastDay(Form):
    """Staff set the last day in the program."""

    discharge_on: date


class Revocation(Form):
    category: Category | None = None
    """None for all of them."""
