"""Files that must be whole or not there: drafts, checksums, names with the time."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click


def stamp() -> str:
    """The present, as a part of a file name."""
    return datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")[:-3]


def checksum_file(path: Path) -> Path:
    return path.with_name(path.name + ".sha256")


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def flush(path: Path) -> None:
    """Make sure that a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def draft(target: Path) -> Iterator[Path]:
    """A file beside `target` that only we can read; it takes the name `target` when all went well."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    os.close(handle)
    path = Path(name)
    try:
        yield path
        flush(path)
        path.rename(target)
        flush(target.parent)
    finally:
        path.unlink(missing_ok=True)


@contextmanager
def draft_with_checksum(target: Path) -> Iterator[Path]:
    """As `draft`, with `target.sha256` beside it, as sha256sum writes it. What has its name has its checksum."""
    if target.exists():
        raise click.ClickException(f"{target} is there already. Choose another name: a backup is never overwritten.")
    with draft(target) as path:
        yield path
        with draft(checksum_file(target)) as sums:
            sums.write_text(f"{sha256(path)}  {target.name}\n")


def verify_checksum(path: Path) -> None:
    """Raise unless the file is what was written when its checksum was."""
    try:
        wanted = checksum_file(path).read_text().split()[0]
    except (OSError, IndexError):
        raise click.ClickException(
            f"{checksum_file(path)} is missing: nobody can say whether {path.name} is whole. Copy both files."
        ) from None
    if sha256(path) != wanted:
        raise click.ClickException(
            f"{path} is damaged: its checksum is not the one written when it was made. Use an older one."
        )
