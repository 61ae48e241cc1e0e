"""Resources as a file for a spreadsheet program: read row by row, with what is wrong where; no cell written runs."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from webapp.admin.resource_forms import ImportedResource
from webapp.export.cells import bare, guarded, lines, runs
from webapp.formatting import dialable
from webapp.forms import parse
from webapp.i18n import _

FIELDS = {
    "name": "name",
    "about": "about",
    "about_es": "about_es",
    "need": "need",
    "phone": "phone",
    "text": "text_number",
    "web": "web",
    "address": "address",
    "hours": "hours",
    "languages": "languages",
    "focuses": "focuses",
    "checked": "checked",
}
"""Column -> field of the form."""
COLUMNS = {name: column for column, name in FIELDS.items()}
NEEDED = ("name", "about", "need", "languages", "checked")
LISTS = frozenset({"languages", "focuses"})
NUMBERS = frozenset({"phone", "text"})
MOST_BYTES = 512 * 1024
MOST_ROWS = 1000
MOST_COLUMNS = 100
LONE = re.compile("[\ud800-\udfff]")
"""What stands for a byte that is no UTF-8."""
Identity = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    row: int
    """As the spreadsheet program counts: the names of the columns are row 1. 0 is the file."""
    column: str
    says: str


@dataclass(slots=True)
class Read:
    rows: list[ImportedResource] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def identity(name: str, phone: str, address: str) -> Identity:
    """Two entries with the same of these are one."""
    return " ".join(name.casefold().split()), dialable(phone), " ".join(address.casefold().split())


def read_file(data: bytes, there: Iterable[Identity]) -> Read:
    """The rows of a file and all that is wrong with it. `there` are the entries that the clinic has."""
    if len(data) > MOST_BYTES:
        return Read(faults=[Fault(0, "", _("This file is too big. 512 KB fit, which is about 1,000 rows."))])
    return read_text(data.decode("utf-8-sig", "surrogateescape"), there)


def read_text(text: str, there: Iterable[Identity]) -> Read:
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error:
        return Read(faults=[Fault(0, "", _("This is not a CSV file. Save it as “CSV UTF-8”."))])
    header = [cell.strip().lower() for cell in _to_the_last(table[0])] if table else []
    faults = list(_faults_of_header(header))
    rows = [(number, _to_the_last(cells, len(header))) for number, cells in enumerate(table[1:], 2)]
    filled = [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]
    if not faults and not filled:
        faults.append(Fault(0, "", _("There is no row with a resource in this file.")))
    if len(filled) > MOST_ROWS:
        faults.append(Fault(0, "", _("This file has too many rows. %(n)s fit.", n=MOST_ROWS)))
    return Read(faults=faults) if faults else _read_rows(header, filled, there)


def _to_the_last(cells: list[str], width: int = 0) -> list[str]:
    """Without the empty cells that spreadsheet programs write after the last column."""
    end = len(cells)
    while end > width and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _delimiter(text: str) -> str:
    """Spreadsheet programs set to Spanish write semicolons."""
    first = text.partition("\n")[0]
    return ";" if first.count(";") > first.count(",") else ","


def _faults_of_header(header: list[str]) -> Iterator[Fault]:
    if header and LONE.search("".join(header)):
        yield Fault(1, "", _("This is not a CSV file. Save it as “CSV UTF-8”."))
        return
    if len(header) > MOST_COLUMNS:
        yield Fault(1, "", _("This file has too many columns."))
        return
    for column in NEEDED:
        if column not in header:
            yield Fault(1, column, _("This column is missing."))
    for column in dict.fromkeys(header):
        if column not in FIELDS:
            yield Fault(1, column[:40], _("Foothold does not know this column."))
        elif header.count(column) > 1:
            yield Fault(1, column, _("This column is there twice."))


def _read_rows(header: list[str], filled: list[tuple[int, list[str]]], there: Iterable[Identity]) -> Read:
    read, seen = Read(), dict.fromkeys(there, 0)
    for number, cells in filled:
        faults = list(_faults_of_cells(number, header, cells))
        form = parse(ImportedResource, _form_data(header, cells)) if not faults else None
        if form and form.errors:
            faults = [Fault(number, COLUMNS.get(name, name), says) for name, says in form.errors.items()]
        elif form:
            known = identity(form.value.name, form.value.phone, form.value.address)
            if known in seen:
                faults.append(Fault(number, "name", _twice(seen[known])))
            seen.setdefault(known, number)
            read.rows.append(form.value)
        read.faults += faults
    return read


def _twice(row: int) -> str:
    return _("The same as row %(n)s.", n=row) if row else _("This one is in the list already.")


def _faults_of_cells(number: int, header: list[str], cells: list[str]) -> Iterator[Fault]:
    if len(cells) != len(header):
        numbers = {"n": len(cells), "m": len(header)}
        yield Fault(number, "", _("This row has %(n)s cells, and the first row has %(m)s.", **numbers))
        return
    for column, cell in zip(header, cells, strict=True):
        if LONE.search(cell):
            yield Fault(number, column, _("This has letters that cannot be read. Save the file as “CSV UTF-8”."))
        elif _is_formula(column, cell):
            yield Fault(number, column, _("This begins like a formula. Begin it with a letter or a number."))


def _is_formula(column: str, cell: str) -> bool:
    is_number = column in NUMBERS and cell.strip().startswith("+") and dialable(cell)
    return runs(cell) and not is_number


def _form_data(header: list[str], cells: list[str]) -> MultiDict[str, str]:
    data: MultiDict[str, str] = MultiDict()
    for column, cell in zip(header, cells, strict=True):
        plain = _plain(cell)
        for value in plain.replace("|", " ").split() if column in LISTS else [plain]:
            data.add(FIELDS[column], value)
    return data


def _plain(cell: str) -> str:
    """Without the mark that `written` sets."""
    plain = bare(cell)
    return plain if guarded(plain) == cell else cell


def written(rows: Iterable[Any]) -> str:
    """The file: with a mark that says UTF-8, and no cell that a program would run."""
    return "".join(lines(list(FIELDS), ([_cell(getattr(row, name)) for name in FIELDS.values()] for row in rows)))


def _cell(value: Any) -> str:
    return " ".join(value) if isinstance(value, list) else str(value)
