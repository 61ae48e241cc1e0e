"""Forms: one SQLModel class says the fields, their types and limits; `parse` reads them and writes the messages."""

import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from types import UnionType
from typing import Annotated, Any, Generic, TypeVar, Union, get_args, get_origin
from uuid import UUID

from pydantic import BeforeValidator, ConfigDict, StringConstraints, ValidationError
from sqlmodel import SQLModel
from werkzeug.datastructures import MultiDict

from webapp.i18n import _
from webapp.models import LINE, NOTE

F = TypeVar("F", bound="Form")

# NUL cannot be stored by every database, and lone surrogates cannot be written as UTF-8.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
CLOCK_SKEW = timedelta(minutes=5)


def newlines(value: object) -> object:
    """Browsers send CRLF in text areas; people wrote a line break."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


Line = Annotated[str, StringConstraints(max_length=LINE, pattern=r"^[^\r\n]*$", strip_whitespace=True)]
"""One line, at most 200 characters."""
Note = Annotated[str, StringConstraints(max_length=NOTE), BeforeValidator(newlines)]
"""Up to 10,000 characters, kept as typed."""


class Form(SQLModel):
    """Base of all forms. Fields that are not declared change nothing."""

    model_config = ConfigDict(extra="ignore")  # type: ignore[assignment]  # SQLModel's type of it is private


class Repeatable(Form):
    """A form that a phone may send twice: it carries the id of the operation."""

    operation: UUID


@dataclass(slots=True)
class Parsed(Generic[F]):
    """What came of a form: `value` when all is well, else `errors` by field and `typed` as it was typed."""

    value: F
    typed: Mapping[str, Any]
    errors: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.typed.get(name, "")


def blank(**typed: Any) -> Parsed[Any]:
    """A form not yet sent, holding `typed`."""
    return Parsed(value=None, typed=typed)


def parse(form: type[F], data: MultiDict[str, str]) -> Parsed[F]:
    """Read `data` as `form`. Never raises for what a person or a program sent."""
    typed: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name, is_list in _fields(form).items():
        values = data.getlist(name)
        if any(UNSTORABLE.search(value) for value in values):
            errors[name] = _("This has a character that cannot be saved. Please remove it.")
            values = [UNSTORABLE.sub("", value) for value in values]
        if is_list:
            typed[name] = [value for value in values if value.strip()]
            continue
        if len(values) > 1:
            errors[name] = _("This was sent twice. Please check it.")
        if values and values[0].strip():
            typed[name] = values[0]
    value: Any = None
    try:
        value = form.model_validate(typed)
    except ValidationError as invalid:
        for problem in invalid.errors(include_url=False, include_input=False):
            errors.setdefault(str(problem["loc"][0]) if problem["loc"] else "form", _message(form, problem))
    return Parsed(value=value, typed=typed, errors=errors)


@cache
def _fields(form: type[Form]) -> dict[str, bool]:
    """Each field's name and whether it takes several values."""
    return {name: _is_list(info.annotation) for name, info in form.model_fields.items()}


def _is_list(annotation: Any) -> bool:
    if get_origin(annotation) in {Union, UnionType}:
        return any(_is_list(part) for part in get_args(annotation))
    return get_origin(annotation) is list


@cache
def _range(form: type[Form], name: str) -> tuple[int, int] | None:
    """The least and the most of a whole number, where its field says both."""
    info = form.model_fields[name]
    limits = [*info.metadata, *_limits(info.annotation)]
    least = next((limit.ge for limit in limits if hasattr(limit, "ge")), None)
    most = next((limit.le for limit in limits if hasattr(limit, "le")), None)
    return None if least is None or most is None else (least, most)


def _limits(annotation: Any) -> list[Any]:
    """What an optional number says of its limits."""
    if get_origin(annotation) is Annotated:
        return [limit for field in annotation.__metadata__ for limit in getattr(field, "metadata", ())]
    return [limit for part in get_args(annotation) for limit in _limits(part)]


def _message(form: type[Form], problem: Any) -> str:
    kind = problem["type"]
    limits = problem.get("ctx", {})
    if kind == "value_error":
        return str(limits["error"])
    if kind == "missing":
        return _("Please answer this.")
    if kind == "string_too_long":
        return _("This is too long. %(n)s characters fit.", n=limits["max_length"])
    if kind == "string_too_short":
        return _("This is too short. It needs %(n)s characters.", n=limits["min_length"])
    if kind in {"greater_than_equal", "less_than_equal", "greater_than", "less_than"}:
        if limits := _range(form, str(problem["loc"][0])):
            return _("Please choose a number from %(least)s to %(most)s.", least=limits[0], most=limits[1])
        return _("Please choose a number in the range.")
    if kind == "too_long":
        return _("That is more than fits. Choose fewer.")
    if kind.startswith(("int", "float", "decimal")):
        return _("Please give a number.")
    if kind.startswith(("date", "time")):
        return _("Please give a date like 2026-06-10.")
    if kind in {"enum", "literal_error"} or kind.startswith(("uuid", "bool")):
        return _("Please choose one from the list.")
    return _("This cannot be saved as it is. Please change it.")


def is_one_word(text: str) -> bool:
    """Whether nothing in it is a space, the end of a line or invisible."""
    return text.isprintable() and " " not in text


def one_of(options: Container[str]) -> Callable[[str], str]:
    """A validator for slugs of a pick list."""

    def known(slug: str) -> str:
        if slug not in options:
            raise ValueError(_("Please choose one from the list."))
        return slug

    return known


def not_in_future(moment: datetime) -> datetime:
    """For validators: an event has happened. Clocks may differ by five minutes."""
    if moment > datetime.now(UTC) + CLOCK_SKEW:
        raise ValueError(_("This is in the future. Please choose a time that has passed."))
    return moment


def day_not_in_future(day: date) -> date:
    """For validators: a start date has come, in the zone where it comes first."""
    if day > (datetime.now(UTC) + timedelta(hours=14)).date():
        raise ValueError(_("This is in the future. Please choose a day that has come."))
    return day
