"""Forms of triggers and if-then plans."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo

from webapp.content.triggers import COMMON
from webapp.enums import TriggerCategory
from webapp.forms import Form, Line, Repeatable
from webapp.i18n import _
from webapp.models import LINE

Version = Annotated[int, Field(ge=1, le=1_000_000)]


def _is_common(slug: str) -> str:
    if slug not in COMMON:
        raise ValueError(_("Please choose one from the list."))
    return slug


def _something(name: str, info: ValidationInfo) -> str:
    if not name and not info.data.get("common"):
        raise ValueError(_("Pick at least one, or write your own."))
    return name


def _kind(category: Any, info: ValidationInfo) -> Any:
    if category is None and info.data.get("name"):
        raise ValueError(_("Please say which kind it is."))
    return category


def _answered(answer: str) -> str:
    if not answer:
        raise ValueError(_("Please answer this."))
    return answer


def _chosen(words: str, info: ValidationInfo) -> str:
    """Own words first, unless they are what the page had put there; else what was picked."""
    pick, was = (info.data.get(f"{info.field_name}_{part}", "") for part in ("pick", "was"))
    return pick if pick and words in {"", was} else words


def _a_moment(cue: str) -> str:
    if not cue:
        raise ValueError(_("Pick a moment, or write your own."))
    return cue


def _an_act(act: str) -> str:
    if not act:
        raise ValueError(_("Pick what you will do, or write it."))
    return act


class NewTriggers(Repeatable):
    """Common ones to take into the list, and one of the person's own, which gets the id."""

    id: UUID
    common: Annotated[
        list[Annotated[str, StringConstraints(max_length=64), AfterValidator(_is_common)]], Field(max_length=100)
    ] = []
    name: Annotated[Line, AfterValidator(_something), Field(validate_default=True)] = ""
    category: Annotated[TriggerCategory | None, AfterValidator(_kind), Field(validate_default=True)] = None


class TriggerRevision(Form):
    """A trigger counts no versions: `version` is what it was called and where it stood, as its page was made."""

    version: Annotated[str, StringConstraints(max_length=LINE + 30)]
    name: Annotated[Line, AfterValidator(_answered)]
    category: TriggerCategory


class PutOff(Repeatable):
    """'Not now' to a suggestion."""


class IfThenLines(Repeatable):
    """Each line is picked or written. `*_was` is what the page had put in the box for own words."""

    trigger: UUID | None = None
    cue_pick: Line = ""
    cue_was: Line = ""
    cue: Annotated[Line, AfterValidator(_chosen), AfterValidator(_a_moment), Field(validate_default=True)] = ""
    act_pick: Line = ""
    act_was: Line = ""
    act: Annotated[Line, AfterValidator(_chosen), AfterValidator(_an_act), Field(validate_default=True)] = ""
    backup_pick: Line = ""
    backup_was: Line = ""
    backup: Annotated[Line, AfterValidator(_chosen), Field(validate_default=True)] = ""


class NewIfThen(IfThenLines):
    id: UUID


class IfThenRevision(IfThenLines):
    version: Version


class Activation(Form):
    instead_of: UUID | None = None
