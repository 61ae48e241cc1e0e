"""Reading the content files, and saying a text in the language of the moment."""

from functools import cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict

from webapp.enums import Language
from webapp.i18n import language

FOLDER = Path(__file__).parent


class Content(BaseModel):
    """Base of content records: no unknown key passes, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _in_both(value: dict[str, str]) -> dict[str, str]:
    if set(value) != set(Language) or not all(text.strip() for text in value.values()):
        raise ValueError("needs a text in each language")
    return value


Text = Annotated[dict[str, str], AfterValidator(_in_both)]
"""{'en': ..., 'es': ...}"""


class Option(Content):
    """One entry of a pick list; its slug is kept in people's entries and never changes."""

    slug: str
    en: str
    es: str

    def __str__(self) -> str:
        return self.es if language.get() == Language.SPANISH else self.en


def say(text: dict[str, str], /, **values: object) -> str:
    """The text in the language of the moment, with `%(name)s` filled in."""
    said = text[language.get()]
    return said % values if values else said


@cache
def load(name: str) -> Any:
    """The parsed content of a YAML file below this folder."""
    with (FOLDER / name).open(encoding="utf-8") as file:
        return yaml.load(file, Loader=yaml.CSafeLoader)
