"""`foothold doctor`: what is right, and what to do about what is not."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Connection, Engine, func
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from webapp import schema
from webapp.accounts.passwords import verify
from webapp.config import Settings
from webapp.content import clinical
from webapp.content.lessons.library import Library, load_library
from webapp.demo import PASSWORD, SIGN_INS
from webapp.engine import OLDEST_SQLITE, UnsafeDatabase, make_engine
from webapp.enums import Role
from webapp.models import Account, CrisisLine, Program, SecondFactor
from webapp.upkeep.backup import database_url, folder, newest

NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smbfs", "smb3", "afs", "9p", "ceph", "glusterfs", "fuse.sshfs", "fuse.glusterfs"}
)
ROOM = 500 * 1024 * 1024
BACKUP_AGE = timedelta(hours=26)
LINE_AGE = timedelta(days=90)
ERASED_WITHIN = timedelta(hours=26)
SQLITE_SETTINGS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


@dataclass(frozen=True, slots=True)
class Finding:
    state: str
    """'ok', 'note' (right for now) or 'fix'."""
    text: str


def ok(text: str) -> Finding:
    return Finding("ok", text)


def note(text: str) -> Finding:
    return Finding("note", text)


def fix(text: str) -> Finding:
    return Finding("fix", text)


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at the installation that the environment describes. Changes nothing."""
    yield _address(settings)
    yield _folder_is_private(settings.data)
    yield _free_space(settings)
    if settings.sqlite_path:
        yield _sqlite_version(sqlite.sqlite_version_info)
        yield _file_system(settings.sqlite_path)
    yield from _database(settings)
    yield _backup(settings)
    yield from _clinical_files(clinical.review_state())
    yield from _modules(load_library(settings.data))


def _address(settings: Settings) -> Finding:
    if settings.insecure_http:
        return fix(
            "FOOTHOLD_INSECURE_HTTP is set: what people write can be read on the way. Put TLS in front and unset it."
        )
    if settings.https:
        return ok(f"{settings.public_url}, cookie {settings.session_cookie}: Secure, HttpOnly, SameSite=Lax")
    if settings.public_url:
        return fix(
            f"FOOTHOLD_PUBLIC_URL is {settings.public_url}: phones need https. Put TLS in front and write https there."
        )
    return note("http on this machine only. Set FOOTHOLD_PUBLIC_URL=https://... before others use it.")


def _folder_is_private(data: Path) -> Finding:
    if not data.exists():
        return fix(f"The data folder {data} is not there. Set FOOTHOLD_DATA, or start with `foothold serve`.")
    if data.stat().st_mode & 0o077:
        return fix(f"Others on this machine can look into {data}. Run: chmod -R go= {data}")
    return ok(f"only its owner can look into {data}")


def _free_space(settings: Settings) -> Finding:
    place = next(path for path in (settings.data, *settings.data.absolute().parents) if path.exists())
    free = shutil.disk_usage(place).free
    size = settings.sqlite_path.stat().st_size if settings.sqlite_path and settings.sqlite_path.exists() else 0
    if free < max(ROOM, 2 * size):
        return fix(
            f"Only {free >> 20} MB are free in {settings.data}. Make room: a full disk means entries cannot be saved."
        )
    return ok(f"{free >> 20} MB free")


def _sqlite_version(version: tuple[int, ...]) -> Finding:
    name = ".".join(map(str, version))
    if version < OLDEST_SQLITE:
        return fix(f"SQLite {name} can lose saved rows. Run: pip install --require-hashes -r requirements/app.txt")
    return ok(f"SQLite {name}")


def _file_system(path: Path) -> Finding:
    kind = file_system_of(path)
    if kind in NETWORK_FILE_SYSTEMS:
        return fix(
            f"{path} is on {kind}, where locks do not hold and rows can be lost. Move FOOTHOLD_DATA to a local disk."
        )
    return (
        ok(f"local file system ({kind})")
        if kind
        else note("this system does not say what file system the database is on")
    )


def file_system_of(path: Path, mounts: Path = Path("/proc/self/mountinfo")) -> str:
    """The type of the file system that holds `path`; '' where the system does not say."""
    try:
        lines = mounts.read_text().splitlines()
    except OSError:
        return ""
    wanted, best, kind = path.absolute(), Path(), ""
    for line in lines:
        before, _separator, after = line.partition(" - ")
        mount = Path(before.split()[4].replace("\\040", " "))
        if wanted.is_relative_to(mount) and len(mount.parts) >= len(best.parts):
            best, kind = mount, after.split()[0]
    return kind


def _database(settings: Settings) -> Iterator[Finding]:
    if settings.sqlite_path and not settings.sqlite_path.exists():
        yield fix(f"There is no database at {settings.sqlite_path} yet. Start with `foothold serve`.")
        return
    try:
        engine = make_engine(database_url(settings), settings.database_key.get_secret_value())
        with engine.connect() as connection:
            yield from _inside(engine, connection)
        engine.dispose()
    except (DBAPIError, UnsafeDatabase, sqlite.DatabaseError) as error:
        reason = type(getattr(error, "orig", None) or error).__name__
        yield fix(f"The database cannot be opened ({reason}). Check its address and key, or restore a backup.")


def _inside(engine: Engine, connection: Connection) -> Iterator[Finding]:
    if engine.dialect.name == "sqlite":
        yield from _sqlite_settings(connection)
        found = connection.exec_driver_sql("PRAGMA quick_check").scalar()
        yield (
            ok("the file is whole")
            if found == "ok"
            else fix(f"The database is damaged ({found}). Stop, and restore the newest backup.")
        )
    current = schema.revision_of(engine)
    if current != schema.newest_revision():
        yield fix(f"The schema is {current or 'empty'}, not {schema.newest_revision()}. Run: foothold migrate")
        return
    yield ok(f"schema {current}, the newest")
    yield from _program(connection)
    yield _those_who_left(connection)
    yield _crisis_lines(connection)


def _sqlite_settings(connection: Connection) -> Iterator[Finding]:
    found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in SQLITE_SETTINGS}
    for name, wanted in SQLITE_SETTINGS.items():
        if found[name] != wanted:
            yield fix(f"SQLite runs with {name}={found[name]}, not {wanted}: what is saved may not stay. Report this.")
    if found == SQLITE_SETTINGS:
        yield ok("SQLite writes ahead, waits for the disk, keeps references, wipes what is deleted")


def _program(connection: Connection) -> Iterator[Finding]:
    program = connection.execute(select(Program.set_up_at, Program.is_example)).first()
    if program is None or program.set_up_at is None:
        yield fix("The program is not set up. Open the address in a browser and follow the page.")
    yield _second_steps(connection, is_example=program is not None and program.is_example)
    stored = connection.execute(select(Account.password_hash).where(col(Account.username) == SIGN_INS[0])).scalar()
    if stored and verify(stored, PASSWORD):
        yield note(
            "The example program is in this database, with sign-ins that everybody can read. Not for real people."
        )


def _second_steps(connection: Connection, *, is_example: bool) -> Finding:
    if is_example:
        return note("This is the example program: staff get in without a second step. Not for real people.")
    is_staff = (col(Account.active).is_(True), col(Account.role) != Role.PARTICIPANT)
    missing = (
        select(func.count())
        .select_from(Account)
        .where(*is_staff, col(Account.id).not_in(select(SecondFactor.account_id)))
    )
    if number := connection.execute(missing).scalar() or 0:
        return note(f"Staff without a second step of signing in: {number}. They see nothing until they have set it up.")
    return ok("all staff have a second step of signing in")


def _those_who_left(connection: Connection) -> Finding:
    due = col(Account.leaves_at) < datetime.now(UTC) - ERASED_WITHIN
    late = connection.execute(select(func.count()).select_from(Account).where(due)).scalar() or 0
    if late:
        return fix(f"Accounts that were to be erased by now: {late}. Run `foothold tidy` every day.")
    return ok("nobody who left waits to be erased")


def _crisis_lines(connection: Connection) -> Finding:
    rows = connection.execute(
        select(CrisisLine.slug, CrisisLine.confirmed_at).where(col(CrisisLine.shown).is_(True))
    ).all()
    oldest = datetime.now(UTC) - LINE_AGE
    old = sum(1 for row in rows if row.confirmed_at is None or row.confirmed_at < oldest)
    if not any(row.slug for row in rows):
        return fix("Nobody has confirmed the crisis lines. Call each, then confirm them under Admin, Crisis lines.")
    if old:
        return fix(
            f"{old} of {len(rows)} crisis lines were not confirmed for {LINE_AGE.days} days. Call and confirm them."
        )
    return ok(f"{len(rows)} crisis lines confirmed in the last {LINE_AGE.days} days")


def _backup(settings: Settings) -> Finding:
    found = newest(settings)
    if found is None:
        return fix(f"There is no backup in {folder(settings)}. Run `foothold backup` every day.")
    age = datetime.now(UTC) - datetime.fromtimestamp(found.stat().st_mtime, UTC)
    hours = int(age.total_seconds() // 3600)
    if age > BACKUP_AGE:
        return fix(f"The newest backup is {hours} hours old. Run `foothold backup` every day.")
    return ok(f"newest backup {hours} hours old. Keep a copy on another machine")


def _clinical_files(reviewed: dict[str, str]) -> Iterator[Finding]:
    if unsigned := [name for name, by in reviewed.items() if not by]:
        where = os.path.relpath(Path(clinical.__file__).parent / "clinical")
        yield fix(f"No clinician has signed {', '.join(unsigned)}. Have them read, and write 'reviewed_by' in {where}.")
    else:
        yield ok(f"{len(reviewed)} clinical files reviewed")


def _modules(library: Library) -> Iterator[Finding]:
    for fault in library.faults:
        yield fix(f"{fault}{': left out of Learn' if fault.left_out else ''}")
    if not library.faults:
        yield ok(f"{len(library.modules)} modules in Learn, {len(library.hidden)} hidden")
