"""The words of family links: what is signed, by version; what the law says; what a family page says by itself."""

import hashlib
import json
from datetime import date

from webapp.content.texts import Content, Text, load


class Element(Content):
    """One of the elements that 42 CFR 2.31(a) wants, in plain words."""

    slug: str
    title: Text
    text: Text


class SigningText(Content):
    title: Text
    meaning: Text
    free: Text
    button: Text
    elements: list[Element]

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the words: what a version stands for."""
        return hashlib.sha256(json.dumps(self.model_dump(mode="json"), sort_keys=True).encode()).hexdigest()


class Notice(Content):
    """Statement 1 of 42 CFR 2.32(a), with what was shared."""

    title: Text
    plain: Text
    scope: Text
    in_english: Text
    statement: Text


class Emergency(Content):
    title: Text
    lead: Text
    call_911: Text
    stay: Text
    call_988: Text
    crisis: Text
    overdose: Text


class WordGroup(Content):
    slug: str
    title: Text
    lines: list[Text]


class Words(Content):
    title: Text
    groups: list[WordGroup]


class You(Content):
    title: Text
    text: Text


class FamilyLine(Content):
    """A line that helps families."""

    slug: str
    number: str
    digits: str
    name: Text
    detail: Text
    confidence: str
    checked: date


class FamilyWords(Content):
    reviewed_by: str
    reviewed_on: str
    source: str
    emergency: Emergency
    words: Words
    you: You
    lines: list[FamilyLine]


_SIGNING = load("share-consent.yaml")
SIGNED = {version: SigningText(**text) for version, text in _SIGNING["texts"].items()}
VERSION: str = _SIGNING["current"]
"""Of the words that are signed now."""
CURRENT = SIGNED[VERSION]
NOTICE = Notice(**load("part2-notice.yaml"))
FAMILY = FamilyWords(**load("clinical/family.yaml"))
