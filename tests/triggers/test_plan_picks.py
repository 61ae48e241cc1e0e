"""The lines that plans are picked from."""

import pytest

from webapp.content.plan import SECTIONS, picks
from webapp.i18n import language


def test_lines_for_the_focus_come_first_and_others_are_left_out() -> None:
    offered = picks("if_cues", ["gambling"])
    assert offered[0] in {"an ad with odds comes up", "someone offers it to me"}
    assert "it is payday" in offered
    assert "I feel the need to check again" not in offered
    assert offered.index("an ad with odds comes up") < offered.index("it is payday")


def test_without_a_focus_there_are_those_for_everybody() -> None:
    assert all(picks(section, []) for section in SECTIONS)
    assert "I drive past the store" not in picks("if_cues", [])


def test_they_are_said_in_the_language_of_the_moment() -> None:
    token = language.set("es")
    try:
        assert "es día de pago" in picks("if_cues", ["alcohol"])
    finally:
        language.reset(token)


@pytest.mark.parametrize("code", ["en", "es"])
def test_each_fits_in_one_line(code: str) -> None:
    lines = [getattr(pick, code) for options in SECTIONS.values() for pick in options]
    assert [line for line in lines if len(line) > 200 or "\n" in line] == []
