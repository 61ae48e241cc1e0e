"""`foothold backup` and `foothold restore`: a copy that was read back, with its checksum; and the way back."""

from dataclasses import dataclass
from pathlib import Path

import click
from sqlalchemy import Engine

from webapp import schema
from webapp.config import Settings
from webapp.engine import make_engine
from webapp.upkeep import postgres_copy, sqlite_copy
from webapp.upkeep.files import checksum_file, draft_with_checksum, stamp, verify_checksum

ENDINGS = {"sqlite": ".db", "postgresql": ".dump"}


@dataclass(frozen=True, slots=True)
class Restored:
    rows: dict[str, int]
    aside: str
    """Where the database that stood there before is kept; '' when there was none."""


def database_url(settings: Settings) -> str:
    return settings.database_url or f"sqlite:///{settings.sqlite_path}"


def folder(settings: Settings) -> Path:
    return settings.data / "backups"


def newest(settings: Settings) -> Path | None:
    """The newest backup in the backups folder that has its checksum."""
    found = [
        path
        for ending in ENDINGS.values()
        for path in folder(settings).glob(f"*{ending}")
        if checksum_file(path).exists()
    ]
    return max(found, key=lambda path: path.stat().st_mtime, default=None)


def back_up(settings: Settings, file: Path | None = None) -> tuple[Path, dict[str, int]]:
    """Copy the database while it is in use, read the copy back, put its checksum beside it.

    Answers with the file, and the number of rows by table on SQLite.
    """
    ending = ENDINGS["sqlite" if settings.sqlite_path else "postgresql"]
    target = file or folder(settings) / f"foothold-{stamp()}{ending}"
    with draft_with_checksum(target) as path:
        if settings.sqlite_path:
            key = settings.database_key.get_secret_value()
            sqlite_copy.copy(settings.sqlite_path, path, key)
            return target, sqlite_copy.contents(path, key).rows
        postgres_copy.dump(settings.database_url, path)
        if not postgres_copy.table_of_contents(path):
            raise click.ClickException("the database is empty: there is nothing to back up")
        return target, {}


def restore(settings: Settings, file: Path) -> Restored:
    """Put a backup in the place of the database, which is kept under another name. Foothold must be stopped."""
    if not file.exists():
        raise click.ClickException(f"there is no file {file}")
    verify_checksum(file)
    if settings.sqlite_path:
        return _restore_sqlite(settings, settings.sqlite_path, file)
    return _restore_postgres(settings.database_url, file)


def _restore_sqlite(settings: Settings, target: Path, file: Path) -> Restored:
    found = sqlite_copy.contents(file, settings.database_key.get_secret_value())
    _refuse_newer(found.revision)
    aside = target.with_name(f"{target.stem}-before-restore-{stamp()}{target.suffix}")
    with sqlite_copy.nobody_else(target):
        kept = sqlite_copy.put_in_place(file, target, aside)
    return Restored(found.rows, str(aside) if kept else "")


def _refuse_newer(revision: str | None) -> None:
    if revision not in schema.known_revisions():
        raise click.ClickException(f"the backup has schema {revision}, which this version of Foothold does not know")


def _restore_postgres(url: str, file: Path) -> Restored:
    postgres_copy.table_of_contents(file)
    engine: Engine = make_engine(url)
    try:
        if postgres_copy.in_use(engine):
            raise click.ClickException("the database is in use. Stop Foothold first, then try again.")
        aside = f"before_restore_{stamp().replace('-', '_')}"
        kept = postgres_copy.load(engine, url, file, aside)
        return Restored(postgres_copy.row_counts(engine), f"schema {aside}" if kept else "")
    finally:
        engine.dispose()
