"""The words of the trail: days as people name them, and a sentence for everything that is written."""

from datetime import date

import pytest

from webapp.enums import ConsentCategory
from webapp.i18n import speaking, translations
from webapp.trail.words import SENTENCES, YOURS, what_of

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("detail", "english", "spanish"),
    [
        ("", "", ""),
        ("plan", "your plan", "tu plan"),
        ("urges:2026-11-22", "your urges of today", "tus impulsos (hoy)"),
        ("urges:2026-11-21", "your urges of yesterday", "tus impulsos (ayer)"),
        ("urges:2026-11-16", "your urges of Monday", "tus impulsos (lunes)"),
        ("urges:2026-11-15", "your urges of Nov 15, 2026", "tus impulsos (15 nov 2026)"),
        (
            "urges:2026-11-03/2026-11-19",
            "your urges of Nov 3\u2009–\u200919, 2026",
            "tus impulsos (3–19 de nov de 2026)",
        ),
        ("urges:2026-11-16/2026-11-19", "your urges of Monday – Thursday", "tus impulsos (lunes – jueves)"),
        (
            "check-ins:2026-11-20 plan",
            "your check-ins of Friday and your plan",
            "tus registros del día (viernes) y tu plan",
        ),
        (
            "urges:2026-11-20 check-ins:2026-11-20 plan modules notes:2026-11-19",
            "your urges and your check-ins of Friday, your plan, the modules you read, and your notes of Thursday",
            "tus impulsos y tus registros del día (viernes), tu plan, los módulos que leíste y tus notas (jueves)",
        ),
        ("signed", "", ""),
    ],
)
def test_what_was_read(detail: str, english: str, spanish: str) -> None:
    assert what_of(detail, SUNDAY) == english
    with speaking("es"):
        assert what_of(detail, SUNDAY) == spanish


def test_every_category_has_its_words() -> None:
    assert YOURS.keys() == set(ConsentCategory)


def test_every_sentence_is_there_in_spanish() -> None:
    for text in SENTENCES.values():
        assert translations("es").gettext(text) != text
