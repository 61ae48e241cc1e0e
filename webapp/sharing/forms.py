"""Forms of family links."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints
from zxcvbn import zxcvbn

from webapp.enums import Language
from webapp.forms import Line, Repeatable, one_of
from webapp.i18n import _
from webapp.sharing.vocabulary import DAYS, PARTS, Relation

LOOKED_AT = 24


def _some(parts: list[str]) -> list[str]:
    """In the order of the page, each once."""
    if not parts:
        raise ValueError(_("Tick at least one part."))
    return [key for key in PARTS if key in parts]


def _offered(days: int) -> int:
    if days not in DAYS:
        raise ValueError(_("Please choose one from the list."))
    return days


def _hard_to_guess(passcode: str) -> str:
    if passcode and len(passcode) < 6:
        raise ValueError(_("Please use 6 characters or more, or leave it empty."))
    if passcode and zxcvbn(passcode[:LOOKED_AT])["score"] < 1:
        raise ValueError(_("This is easy to guess. Please choose another one."))
    return passcode


PartKeys = Annotated[
    list[Annotated[str, AfterValidator(one_of(PARTS))]], Field(max_length=len(PARTS)), AfterValidator(_some)
]
Version = Annotated[int, Field(ge=1, le=1_000_000)]
Passcode = Annotated[
    str,
    StringConstraints(max_length=64, pattern=r"^[^\r\n]*$", strip_whitespace=True),
    AfterValidator(_hard_to_guess),
]


class NewLink(Repeatable):
    """For whom, what, how long. Nothing is shown before it is signed."""

    id: UUID
    name: Annotated[Line, StringConstraints(min_length=1)]
    relation: Relation
    sections: PartKeys = Field(default=[], validate_default=True)
    days: Annotated[int, AfterValidator(_offered)]
    language: Language
    passcode: Passcode = ""


class Parts(Repeatable):
    """Other parts for a link."""

    version: Version
    sections: PartKeys = Field(default=[], validate_default=True)


class Signature(Repeatable):
    """What was read: the version of the words, and of what is proposed."""

    version: Version
    text_version: Annotated[str, StringConstraints(max_length=20)]


class Act(Repeatable):
    """A button that must not work twice."""
