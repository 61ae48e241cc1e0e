"""CSV that no spreadsheet program runs, and that gives back exactly what was written."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

FORMULA = frozenset("=+-@\t\r\n|%")
"""A cell that begins so is a formula, or the call of another program, to one of them."""
MARK = "'"
BOM = "\ufeff"
"""Says UTF-8 to spreadsheet programs."""


def runs(text: str) -> bool:
    """Whether a program would run it: wide signs are read as plain ones, and spaces before them skipped."""
    return bool(FORMULA & set(unicodedata.normalize("NFKC", text[:1] + text.lstrip()[:1])))


def guarded(text: str) -> str:
    """The text, behind a mark where a program would run it, and where it begins with the mark itself."""
    return MARK + text if text.startswith(MARK) or runs(text) else text


def bare(cell: str) -> str:
    """What `guarded` was given."""
    return cell.removeprefix(MARK)


def lines(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """A CSV file row by row. Numbers stay numbers; None is empty."""
    yield BOM + _line(header)
    for row in rows:
        yield _line(row)


def _line(cells: Sequence[Any]) -> str:
    file = io.StringIO(newline="")
    csv.writer(file).writerow([guarded(cell) if isinstance(cell, str) else cell for cell in cells])
    return file.getvalue()
