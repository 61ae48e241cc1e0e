"""The words of consent: a version that people answered never changes."""

import re

import pytest

from webapp.content.consent import ASKED, CURRENT, TEXTS, VERSION, ConsentText
from webapp.enums import ConsentCategory

ASKED_ALREADY = {
    "2026-11": "0a05155c913f9f8bbffb0541ba3d531047cf4fdada20a4ff9e5f7d553745c739",
    "2026-11-22": "20b1eaa00cc2975fe8d902b0df4ff87a408c065fd0053bd5cf96ae41f87def7c",
    "2026-11-22-2": "3382ad0c9a7aaac8e1fa72ff0db725ce5c744db209a85d786ddfb4b666b931ac",
    "2026-11-22-3": "d28281d122bceb43f1340b8e0fc6d7c227793488901d93aaf9a0c6650af40976",
    "2026-11-23": "4668e71c2c1e7ec9d7a7dba76a1d711fb806d95d3fc6bc55f439596d8be264b7",
}
"""SHA-256 of each version. Other words are a new version, with its own line here."""
ELEMENTS = {"who", "to-whom", "why", "until", "take-back", "without", "passing-on", "signature"}
"""What 42 CFR 2.31(a) wants beside what is shared: the categories say that."""


def test_each_version_says_what_it_said() -> None:
    assert {version: text.fingerprint for version, text in TEXTS.items()} == ASKED_ALREADY
    assert VERSION in TEXTS


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_no_element_is_missing(text: ConsentText) -> None:
    assert {element.slug for element in text.elements} == ELEMENTS


def test_lapses_have_no_box() -> None:
    """Each lapse is told by itself."""
    assert set(ConsentCategory) - set(ASKED) == {ConsentCategory.LAPSES}


@pytest.mark.parametrize("language", ["en", "es"])
def test_both_languages_fill_in_the_same_names(language: str) -> None:
    for element in CURRENT.elements:
        named = re.findall(r"%\((\w+)\)s", element.text[language])
        assert set(named) == set(re.findall(r"%\((\w+)\)s", element.text["en"])), element.slug
        assert set(named) <= {"name", "program", "team", "until"}
    assert "988" in CURRENT.watch[language] and "988" in CURRENT.watch_hours[language]
