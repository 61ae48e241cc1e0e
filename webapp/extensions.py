"""Instances that the app is put together from."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from flask import Flask, g
from flask_login import LoginManager
from flask_sec_fetch_csrf import SecFetchCSRF
from sqlalchemy import Connection, Engine, select
from sqlmodel import Session

from webapp.engine import WRITES, WriteTurn, make_engine
from webapp.prepared import prepare

Statement = Any
"""A SELECT of columns: the generics of SQLModel's and SQLAlchemy's own do not agree with each other."""


def select_columns(*columns: Any) -> Statement:
    """Any number of them: SQLModel's `select` is typed for four."""
    return select(*columns)


class Database:
    """The request's session, and the two kinds of transaction: read (the default) and write."""

    engine: Engine

    def __init__(self) -> None:
        self._turn = WriteTurn()

    def init_app(self, app: Flask, url: str, key: str) -> None:
        self.engine = app.extensions["foothold_engine"] = make_engine(url, key)
        app.teardown_appcontext(self._close)

    @property
    def connection(self) -> Connection:
        """The connection of this request or command; reads see one snapshot until `writing` begins."""
        connection: Connection | None = g.get("connection")
        if connection is None:
            connection = g.connection = self.engine.connect()
        return connection

    @property
    def session(self) -> Session:
        """Rows as objects, on the same connection and transaction."""
        if "session" not in g:
            g.session = Session(
                self.connection, expire_on_commit=False, autoflush=False, join_transaction_mode="rollback_only"
            )
        session: Session = g.session
        return session

    def read_anew(self) -> None:
        """What is read from here on is as it stands now; objects that were read before belong to no session."""
        self._forget()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A write transaction: begun at once, committed at the end, rolled back by any error.

        What was read before belongs to another transaction: read again what the write depends on.
        """
        self._forget()
        connection = self.connection
        with self._turn(self.engine):
            connection.execution_options(**{WRITES: True})
            try:
                with connection.begin():
                    yield self.session
                    self.session.flush()
            finally:
                self._forget()
                connection.execution_options(**{WRITES: False})

    def rows(self, statement: Statement, **values: Any) -> Sequence[Any]:
        """All rows of a statement of columns, by column name, on the request's transaction."""
        connection = self._begun()
        prepared = prepare(connection, statement)
        return prepared.rows(connection, values) if prepared else connection.execute(statement, values).all()

    def first(self, statement: Statement, **values: Any) -> Any | None:
        """The first row, or None."""
        rows = self.rows(statement, **values)
        return rows[0] if rows else None

    def value(self, statement: Statement, **values: Any) -> Any:
        """The first column of the first row, or None."""
        row = self.first(statement, **values)
        return None if row is None else row[0]

    def run(self, statement: Any, values: Mapping[str, Any] | None = None) -> int:
        """Execute an INSERT, UPDATE or DELETE; the number of rows it touched."""
        connection, values = self._begun(), values or {}
        prepared = prepare(connection, statement, tuple(values))
        if prepared:
            return int(prepared.run(connection, values).rowcount)
        return connection.execute(statement, values).rowcount

    def run_each(self, statement: Any, rows: Sequence[Mapping[str, Any]]) -> None:
        """Execute an INSERT once for each of the rows, with the same columns in all."""
        if not rows:
            return
        connection = self._begun()
        prepared = prepare(connection, statement, tuple(rows[0]))
        if prepared:
            prepared.run_each(connection, rows)
        else:
            connection.execute(statement, rows)

    def _begun(self) -> Connection:
        connection = self.connection
        if not connection.in_transaction():
            connection.begin()
        return connection

    def _forget(self) -> None:
        """End what was read so far: objects and snapshot."""
        session: Session | None = g.pop("session", None)
        if session is not None:
            session.close()
        if "connection" in g:
            g.connection.rollback()

    def _close(self, _error: BaseException | None) -> None:
        session: Session | None = g.pop("session", None)
        if session is not None:
            session.close()
        connection: Connection | None = g.pop("connection", None)
        if connection is not None:
            connection.close()


class SessionRows(LoginManager):  # type: ignore[misc]  # flask-login has no types
    """Sessions are rows of ours: what flask-login would compare with its own cookie is not worked out."""

    def _session_protection_failed(self) -> bool:
        return False


db = Database()
login_manager = SessionRows()
csrf = SecFetchCSRF()
