"""Copies of a SQLite database, made online and read back."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import click
import sqlcipher3.dbapi2 as sqlite

from webapp.engine import unlock
from webapp.upkeep.files import draft, flush

SHARED_LOCK = 0x40000002, 510
"""First byte and length of the range of which every open connection holds a byte (SQLite's os.h)."""
SIDES = ("-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Contents:
    revision: str | None
    rows: dict[str, int]
    """By table."""


@contextmanager
def opened(path: Path, key: str, mode: str) -> Iterator[Any]:
    """The file as it is: nothing is created, no setting of it is changed. `mode` is 'ro' or 'rw'."""
    connection = sqlite.connect(f"file:{quote(str(path.absolute()))}?mode={mode}", uri=True, isolation_level=None)
    try:
        unlock(connection, key)
        yield connection
    except sqlite.DatabaseError as error:
        reason = f"{path} cannot be used: {error}"
        raise click.ClickException(f"{reason}. It is damaged, or FOOTHOLD_DATABASE_KEY is another one.") from None
    finally:
        connection.close()


def copy(source: Path, target: Path, key: str) -> None:
    """One consistent copy in one file, while others read and write."""
    if not source.exists():
        raise click.ClickException(f"there is no database at {source}")
    with opened(source, key, "rw") as live, opened(target, key, "rw") as copied:
        live.execute("PRAGMA busy_timeout = 10000")
        live.backup(copied)
        copied.execute("PRAGMA journal_mode = DELETE")


def contents(path: Path, key: str) -> Contents:
    """Read all of it; raise when a page, an index or a reference is wrong."""
    with opened(path, key, "ro") as connection:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        if found != ["ok"]:
            raise click.ClickException(f"{path} is damaged: {found[0]}")
        if broken := connection.execute("PRAGMA foreign_key_check").fetchone():
            raise click.ClickException(f"{path} is damaged: a row of {broken[0]} refers to nothing")
        return _count(connection)


def _count(connection: Any) -> Contents:
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    )
    tables = [row[0] for row in found]
    rows = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608 -- names of our own tables
    revision = (
        connection.execute("SELECT version_num FROM alembic_version").fetchone() if "alembic_version" in rows else None
    )
    return Contents(
        revision[0] if revision else None, {name: n for name, n in rows.items() if name != "alembic_version"}
    )


@contextmanager
def nobody_else(path: Path) -> Iterator[None]:
    """Raise when another process has the database open; keep others from reading or writing it meanwhile."""
    if not path.exists():
        yield
        return
    start, length = SHARED_LOCK
    with path.open("rb+") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, length, start)
        except OSError:
            raise click.ClickException(f"{path} is in use. Stop Foothold first, then try again.") from None
        yield


def put_in_place(source: Path, target: Path, aside: Path) -> bool:
    """Make `source` the database at `target`; what was there is kept as `aside`, with what was not yet merged into it.

    False when there was nothing to keep.
    """
    kept = target.exists()
    with draft(target) as path:
        shutil.copyfile(source, path)
        for end in ("", *SIDES):
            if Path(f"{target}{end}").exists():
                os.link(f"{target}{end}", f"{aside}{end}")
        flush(target.parent)
        # A log that stays behind would be merged into the restored file.
        for end in SIDES:
            Path(f"{target}{end}").unlink(missing_ok=True)
    return kept
