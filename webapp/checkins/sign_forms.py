"""Forms of the warning signs and of their weekly tick list."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, ValidationInfo

from webapp.checkins.forms import Version
from webapp.enums import SignLevel
from webapp.forms import Form, Line, Note, Repeatable
from webapp.i18n import _
from webapp.times import WallClock


def _something(own: str, form: ValidationInfo) -> str:
    if not own and not form.data.get("picks"):
        raise ValueError(_("Please choose one above, or write your own."))
    return own


class NewSigns(Form):
    """Signs of one level: picked from the list, a new one in own words, or both."""

    level: SignLevel
    picks: Annotated[list[Line], Field(max_length=40)] = []
    own: Annotated[Line, AfterValidator(_something), Field(validate_default=True)] = ""


class Ticks(Repeatable):
    """The tick list: ids of own signs. None ticked is an answer too."""

    signs: Annotated[list[UUID], Field(max_length=200)] = []
    occurred: WallClock | None = None
    note: Note = ""
    private: bool = False
    for_session: bool = False


class NewTicks(Ticks):
    id: UUID


class TicksChange(Ticks):
    version: Version
