"""The words of a consent to somebody outside: a version that people signed never changes."""

import re

import pytest

from webapp.content.outside import CURRENT, PURPOSES, TEXTS, VERSION, OutsideText
from webapp.enums import Purpose

SIGNED_ALREADY = {"2026-11-22": "c836db420983fbd28895fe6bbe7dc8c924b68a473e80b8f646a4e5ee315fcb27"}
"""SHA-256 of each version. Other words are a new version, with its own line here."""
ELEMENTS = {
    "who", "to-whom", "what", "why", "until", "take-back", "without", "passing-on", "not-for", "signature",
}  # fmt: skip
"""What 42 CFR 2.31(a) wants, and that it is no consent for proceedings, which would be one by itself (2.31(d))."""
VALUES = {"name", "program", "recipient", "what", "since", "purpose", "until"}


def test_each_version_says_what_it_said() -> None:
    assert {version: text.fingerprint for version, text in TEXTS.items()} == SIGNED_ALREADY
    assert VERSION in TEXTS


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_no_element_is_missing(text: OutsideText) -> None:
    assert {element.slug for element in text.elements} == ELEMENTS


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_value_is_said_in_both_languages(language: str) -> None:
    said = " ".join(element.text[language] for element in CURRENT.elements)
    assert set(re.findall(r"%\((\w+)\)s", said)) == VALUES


def test_every_purpose_has_its_words() -> None:
    assert PURPOSES.keys() == set(Purpose)
