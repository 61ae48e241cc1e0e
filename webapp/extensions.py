"""Instances that the app is put together from."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from flask import Flask, g
from flask_login import LoginManager
from flask_sec_fetch_csrf import SecFetchCSRF
from sqlalchemy import Engine, Row, Select
from sqlmodel import Session

from webapp.engine import WRITES, WriteTurn, make_engine


class Database:
    """The request's session, and the two kinds of transaction: read (the default) and write."""

    engine: Engine

    def __init__(self) -> None:
        self._turn = WriteTurn()

    def init_app(self, app: Flask, url: str, key: str) -> None:
        self.engine = app.extensions["foothold_engine"] = make_engine(url, key)
        app.teardown_appcontext(self._close)

    @property
    def session(self) -> Session:
        """The session of this request or command; reads see one snapshot until `writing` begins."""
        if "session" not in g:
            g.session = Session(self._engine(), expire_on_commit=False, autoflush=False)
        session: Session = g.session
        return session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A write transaction: begun at once, committed at the end, rolled back by any error.

        What was read before belongs to another transaction: read again what the write depends on.
        """
        session = self.session
        session.rollback()
        with self._turn(self._engine()):
            try:
                session.connection(execution_options={WRITES: True})
                yield session
                session.commit()
            except BaseException:
                session.rollback()
                session.expunge_all()
                raise

    def rows(self, statement: Select[Any], **values: Any) -> Sequence[Row[Any]]:
        """All rows of a statement of columns, on the request's transaction."""
        return self.session.connection().execute(statement, values).all()

    def first(self, statement: Select[Any], **values: Any) -> Row[Any] | None:
        return self.session.connection().execute(statement, values).first()

    def value(self, statement: Select[Any], **values: Any) -> Any:
        return self.session.connection().execute(statement, values).scalar()

    def run(self, statement: Any, values: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None) -> int:
        """Execute an INSERT, UPDATE or DELETE; the number of rows it touched."""
        return self.session.connection().execute(statement, values).rowcount

    def _engine(self) -> Engine:
        return self.engine

    def _close(self, _error: BaseException | None) -> None:
        session = g.pop("session", None)
        if session is not None:
            session.close()


db = Database()
login_manager = LoginManager()
csrf = SecFetchCSRF()
