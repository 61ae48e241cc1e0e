"""The database engine: driver and version gate, pragmas, transactions, the turn of writers, retries."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

from webapp.turns import FairLock

OLDEST_SQLITE = (3, 51, 3)
"""Older ones can lose committed rows when two connections write and checkpoint at once (the WAL-reset bug)."""

WRITES = "foothold_writes"
"""Execution option of a connection whose transaction will write."""
SCOPE = "foothold_scope"
"""Execution option of a statement: whose rows it may see. `webapp.scope` sets it, and refuses what lacks it."""

# Serialization failure and deadlock: PostgreSQL asks for the transaction to be run again.
RETRY_SQLSTATES = frozenset({"40001", "40P01"})


class UnsafeDatabase(RuntimeError):  # noqa: N818 -- named for what it is
    """The database library or file cannot keep the promise that saved means saved."""


def unlock(connection: Any, key: str) -> None:
    """Give the key of an encrypted file, before anything else is asked of it."""
    if key:
        quoted = key.replace("'", "''")
        connection.execute(f"PRAGMA key = '{quoted}'")


def _open_sqlite(engine: Engine, key: str) -> None:
    if sqlite.sqlite_version_info < OLDEST_SQLITE:
        wanted = ".".join(map(str, OLDEST_SQLITE))
        raise UnsafeDatabase(f"SQLite {sqlite.sqlite_version} can lose committed rows; {wanted} or newer is needed")

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # BEGIN is ours, below
        unlock(connection, key)
        mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        if mode not in {"wal", "memory"}:
            raise UnsafeDatabase(f"the database file cannot use a write-ahead log (mode {mode})")
        for pragma in (
            "synchronous = FULL",
            "foreign_keys = ON",
            "busy_timeout = 10000",
            "secure_delete = ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get(WRITES):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            driver: Any = connection.connection.dbapi_connection
            driver.execute("BEGIN")  # takes no lock, so there is no error for SQLAlchemy to translate


def make_engine(url: str, key: str = "") -> Engine:
    """An engine for `url`; SQLite with WAL, FULL and our own BEGIN, PostgreSQL pooled and SERIALIZABLE.

    Raises UnsafeDatabase when the SQLite library is too old.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(
            parsed,
            module=sqlite,
            hide_parameters=True,
            pool_size=8,
            connect_args={"check_same_thread": False, "cached_statements": 256},
        )
        _open_sqlite(engine, key)
        return engine
    return create_engine(parsed, pool_size=8, pool_pre_ping=True, isolation_level="SERIALIZABLE", hide_parameters=True)


def wipe(engine: Engine) -> None:
    """Merge SQLite's log into its file, whose free pages are zeroes: what was deleted is in neither any more."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            driver: Any = connection.connection.dbapi_connection
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def should_retry(error: Exception) -> bool:
    """Whether the database asks to run the same transaction again."""
    return getattr(getattr(error, "orig", None), "sqlstate", None) in RETRY_SQLSTATES


class WriteTurn:
    """One writer at a time on SQLite, in turn; PostgreSQL arbitrates by itself."""

    def __init__(self) -> None:
        self._lock = FairLock()

    @contextmanager
    def __call__(self, engine: Engine) -> Iterator[None]:
        if engine.dialect.name == "sqlite":
            with self._lock:
                yield
        else:
            yield
