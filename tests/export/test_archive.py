"""An archive written while it is sent."""

import io
import os
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from webapp.export.archive import PIECE, in_language, stream
from webapp.i18n import language

AT = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


def test_it_is_a_zip() -> None:
    data = b"".join(stream([("a.txt", lambda: ["one ", "dos ñ"]), ("b/c.txt", lambda: [])], AT))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["a.txt", "b/c.txt"]
        assert archive.read("a.txt").decode() == "one dos ñ"
        assert archive.getinfo("a.txt").date_time == (2026, 11, 22, 8, 30, 0)


def test_it_is_sent_while_it_is_written() -> None:
    asked = 0

    def pieces() -> Iterator[str]:
        nonlocal asked
        for n in range(2000):
            asked = n
            yield os.urandom(400).hex()

    parts = stream([("a.txt", pieces)], AT)
    assert len(next(parts)) >= PIECE
    assert asked < 1000


def test_what_fails_on_the_way_is_no_archive() -> None:
    def fails() -> Iterator[str]:
        yield "x" * 100
        raise OSError("the database is gone")

    sent = []
    with pytest.raises(OSError, match="gone"):
        sent.extend(stream([("a.txt", fails)], AT))
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(io.BytesIO(b"".join(sent)))


def test_each_piece_in_its_language() -> None:
    spoken = []

    def pieces() -> Iterator[bytes]:
        for _ in range(3):
            spoken.append(language.get())
            yield b""

    for _piece in in_language("es", pieces()):
        assert language.get() == "en"
    assert spoken == ["es"] * 3
