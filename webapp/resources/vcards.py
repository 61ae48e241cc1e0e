"""An entry as a contact file (vCard 3.0, RFC 2426: what iOS and Android both read)."""

from collections.abc import Iterator

from webapp.enums import LineKind
from webapp.formatting import dialable, in_a_file
from webapp.resources.directory import Entry

WIDTH = 75
"""Octets in a line."""


def vcard(entry: Entry) -> str:
    return "".join(f"{line}\r\n" for text in _lines(entry) for line in _folded(text))


def _lines(entry: Entry) -> Iterator[str]:
    yield from ("BEGIN:VCARD", "VERSION:3.0", f"N:{_text(entry.name)};;;;")
    yield from (f"FN:{_text(entry.name)}", f"ORG:{_text(entry.name)}")
    for line in entry.lines:
        kind = "TEL;TYPE=WORK,VOICE" if line.kind == LineKind.CALL else "TEL;TYPE=WORK,MSG"
        yield f"{kind}:{dialable(line.number)}"
    if entry.web:
        yield f"URL:{entry.web}"
    if entry.address:
        yield f"ADR;TYPE=WORK:;;{_text(entry.address)};;;;"
    yield f"NOTE:{_text(_note(entry))}"
    yield "END:VCARD"


def _note(entry: Entry) -> str:
    words = [f"{line.word} → {line.number}" for line in entry.lines if line.word]
    return "\n".join([entry.about, *words, *filter(None, [entry.hours_said])])


def _text(text: str) -> str:
    escaped = in_a_file(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Lines of at most 75 octets, cut between characters."""
    piece, room = "", WIDTH
    for character in line:
        size = len(character.encode())
        if size > room:
            yield piece
            piece, room = " ", WIDTH - 1
        piece, room = piece + character, room - size
    yield piece
