"""Forms of the clinic's own resources."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints, field_validator

from webapp.admin.fields import Phone, Said, Ticked
from webapp.content.hours import parse_hours
from webapp.content.resources import NEEDS, Speaks
from webapp.enums import Focus
from webapp.forms import Form, Line, Repeatable, day_not_in_future, is_one_word, one_of
from webapp.i18n import _

ADDRESS = re.compile(r"https?://[\w-]+(\.[\w-]+)*\.[a-zA-Z]{2,}(:\d+)?(/[^\s<>\"']*)?")


def _web(value: str) -> str:
    """With its scheme: people write example.org."""
    address = value if not value or "://" in value else f"https://{value}"
    if address and not (ADDRESS.fullmatch(address) and is_one_word(address)):
        raise ValueError(_("This is not a web address. Write it like example.org."))
    return address


def _hours(value: str) -> str:
    try:
        if value:
            parse_hours(value, "UTC")
    except ValueError:
        raise ValueError(_("Write hours like Mon-Fri 9:00-17:00, Sat 9am-1pm, or 24/7.")) from None
    return value


def _some(values: list[Any]) -> list[Any]:
    if not values:
        raise ValueError(_("Please choose one from the list."))
    return list(dict.fromkeys(values))


class Details(Form):
    """What an entry of the clinic's own says."""

    name: Said
    about: Said
    about_es: Line = ""
    need: Annotated[str, AfterValidator(one_of(NEEDS))]
    text_number: Phone = ""
    web: Annotated[Line, AfterValidator(_web)] = ""
    address: Line = ""
    hours: Annotated[Line, AfterValidator(_hours)] = ""
    languages: Annotated[list[Speaks], AfterValidator(_some), Field(validate_default=True)] = []
    focuses: list[Focus] = []
    phone: Annotated[Phone, Field(validate_default=True)] = ""
    """Last, because it is judged by the others."""

    @field_validator("phone", mode="after")
    @classmethod
    def _can_be_reached(cls, value: str, info: Any) -> str:
        others = ("text_number", "web", "address")
        if not value and all(info.data.get(name) == "" for name in others):
            raise ValueError(_("Give a phone number, a text number, a web address or a street address."))
        return value


class OwnResource(Repeatable, Details):
    checked: Ticked = False


class ResourceChange(OwnResource):
    version: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
    """Of what stood there when the form was made."""


class ImportedResource(Details):
    """A row of a file: the day on which somebody called or opened it is in the file."""

    checked: Annotated[date, AfterValidator(day_not_in_future)]


class ChosenResource(Form):
    """`resource` is the slug of a national entry, or the id of an own one."""

    resource: Annotated[str, StringConstraints(max_length=64)]


class ResourceVisibility(ChosenResource):
    shown: bool


class ResourceMove(Repeatable, ChosenResource):
    up: bool


class Import(Repeatable):
    """What was looked at, sent again to be stored."""

    rows: Annotated[str, StringConstraints(max_length=1_000_000)]
