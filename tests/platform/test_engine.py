"""The database engine: which library and file it accepts, how it opens them, who writes when."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError, OperationalError

from tests.cast import Cast
from webapp import engine as engines
from webapp.engine import WRITES, UnsafeDatabase, make_engine, should_retry
from webapp.extensions import db
from webapp.models import Trigger, metadata

PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000, "secure_delete": 1}
"""synchronous 2 is FULL: a commit is on the disk before it is answered."""


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/own.db"


@pytest.mark.parametrize(("pragma", "value"), PRAGMAS.items())
def test_sqlite_is_opened_safe(url: str, pragma: str, value: object) -> None:
    engine = make_engine(url)
    with engine.connect() as first, engine.connect() as second:
        for connection in (first, second):
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value
    engine.dispose()


def test_the_library_is_new_enough() -> None:
    assert sqlite.sqlite_version_info >= (3, 51, 3)


@pytest.mark.parametrize("version", [(3, 51, 2), (3, 40, 1)])
def test_an_old_library_is_refused(url: str, version: tuple[int, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines.sqlite, "sqlite_version_info", version)
    with pytest.raises(UnsafeDatabase, match=r"can lose committed rows; 3\.51\.3 or newer is needed"):
        make_engine(url)


def test_a_key_encrypts_the_file(url: str, tmp_path: Path) -> None:
    engine = make_engine(url, key="it's a key")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (words TEXT)")
        connection.exec_driver_sql("INSERT INTO t VALUES ('in clear words')")
    engine.dispose()
    assert not (tmp_path / "own.db").read_bytes().startswith(b"SQLite format 3")
    assert b"in clear words" not in (tmp_path / "own.db").read_bytes()
    for wrong in ("", "another key"):
        locked = make_engine(url, key=wrong)
        with pytest.raises(DatabaseError), locked.connect() as connection:
            connection.exec_driver_sql("SELECT * FROM t")
        locked.dispose()


def test_the_folder_is_made(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/deep/down/own.db")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1
    engine.dispose()


def test_isolation_of_what_is_running(cast: Cast) -> None:
    engine: Engine = cast.app.extensions["foothold_engine"]
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            assert connection.exec_driver_sql("SHOW transaction_isolation").scalar() == "serializable"
            assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
        else:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_a_write_takes_the_lock_at_once(url: str) -> None:
    """BEGIN IMMEDIATE: two writers meet at the start, never in the middle."""
    engine = make_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (n INTEGER)")
    with engine.connect().execution_options(**{WRITES: True}) as first:
        first.exec_driver_sql("SELECT 1")
        with engine.connect() as reader:
            assert reader.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0, "readers go on"
        with engine.connect().execution_options(**{WRITES: True}) as second:
            second.connection.dbapi_connection.execute("PRAGMA busy_timeout = 50")  # type: ignore[union-attr]  # it is open
            with pytest.raises(OperationalError, match="locked"):
                second.exec_driver_sql("INSERT INTO t VALUES (1)")
    engine.dispose()


def test_many_writers_lose_nothing(cast: Cast) -> None:
    """50 threads, one row each; PostgreSQL may ask to run one again."""

    def write(n: int) -> int:
        for _attempt in range(50):
            try:
                with cast.app.app_context(), db.writing() as session:
                    session.add(Trigger(owner_id=cast["maya"], name=str(n), category="external"))
                return 1
            except OperationalError as error:
                if not should_retry(error):
                    raise
        return 0

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(write, range(50))) == 50
    with cast.app.app_context():
        assert db.session.connection().exec_driver_sql('SELECT count(*) FROM "trigger"').scalar() == 50


def test_an_error_rolls_everything_back(cast: Cast) -> None:
    with cast.app.app_context():
        with pytest.raises(ValueError, match="half way"), db.writing() as session:
            session.add(Trigger(owner_id=cast["maya"], name="x", category="external"))
            session.flush()
            raise ValueError("half way")
        assert db.session.connection().exec_driver_sql('SELECT count(*) FROM "trigger"').scalar() == 0


def test_only_what_the_database_asks_for_is_tried_again() -> None:
    class OriginalError(Exception):
        sqlstate = "40001"

    class WrappedError(Exception):
        orig = OriginalError()

    assert should_retry(WrappedError())
    OriginalError.sqlstate = "40P01"
    assert should_retry(WrappedError())
    OriginalError.sqlstate = "23505"
    assert not should_retry(WrappedError())
    assert not should_retry(ValueError())


def test_names_of_constraints_fit_every_database() -> None:
    names = [str(constraint.name) for table in metadata.tables.values() for constraint in table.constraints]
    names += [str(index.name) for table in metadata.tables.values() for index in table.indexes]
    assert [name for name in names if len(name) > 63 or name == "None"] == []
