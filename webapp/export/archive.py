"""A ZIP that is written while it is sent: no file, and no more of it in memory than one piece."""

import io
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from webapp.i18n import speaking

File = tuple[str, Callable[[], Iterable[str]]]
"""Its name, and what makes its text piece by piece, asked when it is its turn."""
PIECE = 64 * 1024
OWNER_ONLY = 0o600 << 16


class _Pipe(io.RawIOBase):
    """Takes what the archive writes, until it is sent. Nothing is read back and nothing is sought."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._parts.append(bytes(data))
        self.size += len(data)
        return len(data)

    def drain(self) -> bytes:
        sent = b"".join(self._parts)
        self._parts, self.size = [], 0
        return sent


def stream(files: Iterable[File], at: datetime) -> Iterator[bytes]:
    """The archive in pieces. What fails on the way leaves it without its end: no program takes it for whole."""
    pipe = _Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED) as archive:
        for name, pieces in files:
            info = ZipInfo(name, at.timetuple()[:6])
            info.compress_type, info.external_attr = ZIP_DEFLATED, OWNER_ONLY
            with archive.open(info, "w") as file:
                for piece in pieces():
                    file.write(piece.encode())
                    if pipe.size >= PIECE:
                        yield pipe.drain()
    yield pipe.drain()


def in_language(code: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same pieces, each made in this language: the request that asked is over when most of them are."""
    while True:
        with speaking(code):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece
