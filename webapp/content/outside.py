"""The words of a consent to somebody outside the program, by version; and the notice that the law wants with a file."""

from webapp.content.consent import Element, Words
from webapp.content.texts import Text, load
from webapp.enums import Purpose


class OutsideText(Words):
    title: Text
    lead: Text
    never: Text
    notice: Text
    elements: list[Element]


_DATA = load("outside.yaml")
NOTICE: str = _DATA["notice"]
"""42 CFR 2.32(a)(1)."""
PURPOSES: dict[str, dict[str, str]] = {purpose: _DATA["purposes"][purpose] for purpose in Purpose}
TEXTS = {version: OutsideText(**text) for version, text in _DATA["texts"].items()}
VERSION: str = _DATA["current"]
CURRENT = TEXTS[VERSION]
