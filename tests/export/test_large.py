"""A large account: complete, in time, and with no more in memory than a few batches."""

import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.cast import Cast
from tests.export.test_everything import stored
from webapp.access import Me
from webapp.export import everything, kinds
from webapp.models import now
from webapp.sessions import _from_cookie as me_of
from webapp.upkeep.seed import fill

MEGABYTE = 1024 * 1024


def person(app: Flask) -> Me:
    with app.test_request_context(headers={"Cookie": "fh=token-of-maya"}):
        from flask import request

        found = me_of(request)
        assert found
        return found


def sent(app: Flask, who: Me) -> Iterator[bytes]:
    with app.test_request_context():
        pieces = everything.pieces(who, now())
    yield from pieces


def measured(app: Flask, entries: int) -> Me:
    """A new participant with so many entries."""
    (owner,) = fill(app.extensions["foothold_engine"], entries, 1)
    maya = person(app)
    return Me(**{name: getattr(maya, name) for name in Me.__dataclass_fields__} | {"id": owner})


def take(app: Flask, who: Me, path: Path) -> None:
    with path.open("wb") as file:
        for piece in sent(app, who):
            file.write(piece)


def held_at_most(app: Flask, who: Me, path: Path) -> int:
    """The most bytes that were held at once while it was made."""
    tracemalloc.start()
    try:
        take(app, who, path)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def is_complete(app: Flask, who: Me, path: Path, entries: int) -> None:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        found = {name: max(len(archive.read(f"json/{name}.json").splitlines()) - 2, 0) for name in kinds.NAMES}
        log = archive.read("log.html").count(b'<div class="entry">')
    assert found == stored(app, who.id)
    assert sum(found[name] for name in ("urges", "check-ins", "skills-used")) == log == entries


@pytest.mark.whole
def test_two_thousand_entries(cast: Cast, tmp_path: Path) -> None:
    who, path = measured(cast.app, 2_000), tmp_path / "all.zip"
    assert held_at_most(cast.app, who, path) < 16 * MEGABYTE
    is_complete(cast.app, who, path, 2_000)


@pytest.mark.slow
def test_twenty_thousand_entries(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str], pytestconfig: pytest.Config
) -> None:
    """Seconds of work: how busy the machine is with other things is not counted."""
    who, path = measured(cast.app, 20_000), tmp_path / "all.zip"
    began = time.process_time()
    take(cast.app, who, path)
    seconds = time.process_time() - began
    is_complete(cast.app, who, path, 20_000)
    most = held_at_most(cast.app, who, path)
    with capsys.disabled():
        said = f" 20,000 entries: {seconds:.1f} s of work, at most {most / MEGABYTE:.1f} MB held "
        pytestconfig.get_terminal_writer().write(said)
    assert seconds < 30
    assert most < 16 * MEGABYTE
