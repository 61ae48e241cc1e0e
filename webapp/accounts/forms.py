"""Forms of joining, signing in and the account page."""

import re
import unicodedata
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, StringConstraints, field_validator

from webapp.enums import Focus, Language, TextSize, Theme
from webapp.forms import Form, Line
from webapp.i18n import _

ANY_PASSWORD = Annotated[str, StringConstraints(max_length=256)]
USERNAME = re.compile(r"[\w.@+-]+")


def fold(username: str) -> str:
    """The form in which names to sign in with are compared."""
    return unicodedata.normalize("NFKC", username).strip().casefold()


def _username(value: str) -> str:
    folded = fold(value)
    if not 2 <= len(folded) <= 64:
        raise ValueError(_("Please use 2 to 64 characters."))
    if not USERNAME.fullmatch(folded):
        raise ValueError(_("Letters, numbers, dots and dashes work. No spaces."))
    return folded


def _zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError(_("Please choose one from the list."))
    return value


Username = Annotated[str, AfterValidator(_username)]
Zone = Annotated[str, StringConstraints(max_length=64), AfterValidator(_zone)]


class SignIn(Form):
    username: Annotated[str, StringConstraints(max_length=200)]
    password: ANY_PASSWORD


class Join(Form):
    code: Annotated[str, StringConstraints(max_length=40)]
    username: Username
    password: ANY_PASSWORD
    language: Language = Language.ENGLISH


class UseReset(Form):
    code: Annotated[str, StringConstraints(max_length=40)]
    password: ANY_PASSWORD


class ChangePassword(Form):
    current: ANY_PASSWORD
    password: ANY_PASSWORD
    end_others: bool = False


class Confirm(Form):
    password: ANY_PASSWORD


class SecondStep(Form):
    code: Annotated[str, StringConstraints(max_length=40)]


class Preferences(Form):
    name: Annotated[Line, StringConstraints(min_length=1)]
    language: Language
    theme: Theme
    text_size: TextSize
    time_zone: Zone | None = None


class ChooseLanguage(Form):
    language: Language


class Focuses(Form):
    focus: list[Focus] = []

    @field_validator("focus")
    @classmethod
    def _some(cls, value: list[Focus]) -> list[Focus]:
        return list(dict.fromkeys(value))


US_ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
    "Pacific/Guam",
)
"""Offered first; any zone of the database is accepted."""
