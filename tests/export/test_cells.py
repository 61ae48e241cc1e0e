"""Cells that no spreadsheet program runs, and that give back what was written."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.export.cells import FORMULA, bare, guarded, lines

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60)


@given(TEXT)
def test_what_was_written_comes_back(text: str) -> None:
    assert bare(guarded(text)) == text


@given(TEXT)
def test_no_cell_begins_with_a_formula(text: str) -> None:
    assert not FORMULA & set(guarded(text)[:1])


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1", "\r=1", "'=1", "'", "|x", "%x"])
def test_what_a_program_would_run_is_marked(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a", "5", "a=1", "1-2", "¿qué?"])
def test_the_rest_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


@given(st.lists(st.tuples(TEXT, TEXT, st.none() | st.integers()), max_size=5))
def test_a_file_is_read_back(rows: list[tuple[str, str, int | None]]) -> None:
    text = "".join(lines(["a", "b", "n"], rows))
    read = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert read[0] == ["a", "b", "n"]
    assert [(bare(a), bare(b), n) for a, b, n in read[1:]] == [(a, b, "" if n is None else str(n)) for a, b, n in rows]
