"""Statements prepared once answer what SQLAlchemy answers when it runs them itself."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, bindparam, insert
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlmodel import col, select

from tests.cast import Cast
from tests.support.client import PageClient
from webapp import demo, extensions
from webapp.digests import hash_token
from webapp.extensions import db
from webapp.models import Account, Device, Throttle, now, uuid7
from webapp.prepared import Prepared, prepare

_ADD = insert(Throttle)


@pytest.mark.whole
def test_every_page_reads_the_same_both_ways(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    class Both:
        def __init__(self, prepared: Prepared, statement: Any) -> None:
            self.prepared, self.statement = prepared, statement

        def rows(self, connection: Connection, values: dict[str, Any]) -> list[Any]:
            rows = self.prepared.rows(connection, values)
            plain = connection.execute(self.statement, values).all()
            assert [tuple(row) for row in rows] == [tuple(row) for row in plain], self.prepared.sql
            assert [row._fields for row in rows[:1]] == [tuple(row._fields) for row in plain[:1]]
            seen.append(self.prepared.sql)
            return rows

        def run(self, connection: Connection, values: dict[str, Any]) -> Any:
            return self.prepared.run(connection, values)

    def prepare_both(connection: Connection, statement: Any, keys: tuple[str, ...] = ()) -> Both | None:
        prepared = prepare(connection, statement, keys)
        return Both(prepared, statement) if prepared else None

    monkeypatch.setattr(extensions, "prepare", prepare_both)
    client = PageClient(app)
    with app.app_context():
        demo.load()
        maya = db.value(select(Account.id).where(col(Account.username) == "maya"))
        with db.writing() as session:
            session.add(Device(account_id=maya, token_hash=hash_token("demo"), label="Test"))
    client.set_cookie("fh", "demo", domain="localhost")
    pages = [rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments]
    for page in pages * 2:
        client.get(page)
    if app.extensions["foothold_engine"].dialect.name == "sqlite":
        assert len(set(seen)) > 10


def test_a_value_that_is_missing_is_an_error(cast: Cast) -> None:
    statement = select(Account.id).where(col(Account.username) == bindparam("username"))
    with cast.app.app_context(), pytest.raises((LookupError, SQLAlchemyError)):
        db.rows(statement)


def test_a_broken_constraint_is_sqlalchemys_error(cast: Cast) -> None:
    row = {"id": uuid7(), "key": "k", "tokens": 1.0, "updated_at": now()}
    with cast.app.app_context(), pytest.raises(DBAPIError) as caught, db.writing():
        db.run(insert(Throttle), row)
        db.run(insert(Throttle), row)
    assert "IntegrityError" in type(caught.value).__name__
    assert "'k'" not in str(caught.value)


def test_many_rows_at_once_are_all_stored(cast: Cast) -> None:
    """The first time by SQLAlchemy, then prepared."""
    given = [{"id": uuid7(), "key": str(n), "tokens": 1.5, "updated_at": now()} for n in range(6)]
    with cast.app.app_context():
        for rows in (given[:2], given[2:4], given[4:]):
            with db.writing():
                db.run_each(_ADD, rows)
        stored = db.rows(select(Throttle.id, Throttle.key, Throttle.tokens, Throttle.updated_at))
    assert sorted(tuple(row) for row in stored) == sorted(tuple(row.values()) for row in given)


def test_of_many_rows_none_is_stored_when_one_breaks_a_constraint(cast: Cast) -> None:
    good, same = ({"id": uuid7(), "key": "k", "tokens": 1.0, "updated_at": now()} for _ in range(2))
    with cast.app.app_context():
        with db.writing():
            db.run_each(_ADD, [])
        for _ in range(2):
            with pytest.raises(DBAPIError) as caught, db.writing():
                db.run_each(_ADD, [good, same])
            assert "IntegrityError" in type(caught.value).__name__
        assert not db.rows(select(Throttle.id))
