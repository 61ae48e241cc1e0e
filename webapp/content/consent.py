"""The words in which consent is asked, by version."""

import hashlib
import json

from pydantic import field_validator

from webapp.content.texts import Content, Text, load
from webapp.enums import ConsentCategory

ASKED: tuple[ConsentCategory, ...] = tuple(
    category for category in ConsentCategory if category is not ConsentCategory.LAPSES
)
"""The categories with a box. A lapse is private until the person tells the team of that one, so it has none."""


class CategoryText(Content):
    name: Text
    sees: Text
    """Exactly what the care team reads."""


class Element(Content):
    """One of the elements that the law wants in a consent, in plain words."""

    slug: str
    title: Text
    text: Text


class Words(Content):
    """What people sign."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the words: what a version stands for."""
        return hashlib.sha256(json.dumps(self.model_dump(mode="json"), sort_keys=True).encode()).hexdigest()


class ConsentText(Words):
    title: Text
    lead: Text
    question: Text
    categories: dict[ConsentCategory, CategoryText]
    never: Text
    lapses: Text
    watch: Text
    watch_hours: Text
    elements: list[Element]

    @field_validator("categories")
    @classmethod
    def _each_once(cls, value: dict[ConsentCategory, CategoryText]) -> dict[ConsentCategory, CategoryText]:
        if list(value) != [category for category in ASKED if category in value]:
            raise ValueError("needs categories that are asked for, in their order")
        return value


_DATA = load("consent.yaml")
TEXTS = {version: ConsentText(**text) for version, text in _DATA["texts"].items()}
VERSION: str = _DATA["current"]
"""Of the words in which consent is asked now."""
CURRENT = TEXTS[VERSION]
if set(CURRENT.categories) != set(ASKED):
    raise ValueError("the words that are asked now need each category")
