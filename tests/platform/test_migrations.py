"""Migrations: the newest schema is the models', up and down and up keeps the rows, a newer database is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlmodel.sql.sqltypes import AutoString

from tests.cast import enter
from tests.conftest import empty
from tests.support.scene import prepare
from tests.support.snapshots import Snapshot
from webapp import create_app, schema
from webapp.config import Settings
from webapp.engine import UnsafeDatabase
from webapp.extensions import db
from webapp.models import metadata

REVISIONS = sorted(schema.known_revisions())


def test_the_newest_schema_is_the_models(empty_engine: Engine) -> None:
    schema.upgrade(empty_engine)
    with empty_engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": _differs, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []


def _differs(_context: object, _column: object, _meta_column: object, inspected: object, wanted: object) -> bool | None:
    """AutoString is a String of SQLModel's own."""
    if isinstance(wanted, AutoString):
        return getattr(inspected, "length", None) != wanted.length
    return None


def test_every_constraint_has_its_name(empty_engine: Engine) -> None:
    schema.upgrade(empty_engine)
    inspector = inspect(empty_engine)
    unnamed = [
        (table, kind)
        for table in metadata.tables
        for kind, found in (
            ("unique", inspector.get_unique_constraints(table)),
            ("foreign key", inspector.get_foreign_keys(table)),
            ("check", inspector.get_check_constraints(table)),
            ("primary key", [inspector.get_pk_constraint(table)]),
        )
        for constraint in found
        if not constraint["name"]
    ]
    assert unnamed == []


def test_down_leaves_nothing(empty_engine: Engine) -> None:
    schema.upgrade(empty_engine)
    schema.downgrade(empty_engine, "base")
    assert set(inspect(empty_engine).get_table_names()) <= {"alembic_version"}
    assert schema.revision_of(empty_engine) is None


def test_up_twice_is_up_once(empty_engine: Engine) -> None:
    schema.upgrade(empty_engine)
    schema.upgrade(empty_engine)
    assert schema.revision_of(empty_engine) == schema.newest_revision()


def test_there_is_one_line_of_revisions() -> None:
    assert schema.newest_revision() in REVISIONS


def filled(engine: Engine, stored_password: str, tmp_path: Path) -> Callable[[], Snapshot]:
    """A program in use on this engine; what it holds."""
    app = create_app(Settings(data=tmp_path, database_url=engine.url.render_as_string(hide_password=False)))
    made = app.extensions["foothold_engine"]
    try:
        empty(app)
        prepare(enter(app, stored_password))
    finally:
        made.dispose()
    return lambda: Snapshot(engine)


@pytest.mark.whole
def test_rows_live_through_every_step(empty_engine: Engine, stored_password: str, tmp_path: Path) -> None:
    """Down one revision at a time as far as there are tables to hold the rows, and up again."""
    standing = db.engine
    schema.upgrade(empty_engine)
    try:
        holds = filled(empty_engine, stored_password, tmp_path)
        before = holds()
        assert sum(map(len, before.tables.values())) > 100
        for revision in reversed(REVISIONS[:-1]):
            schema.downgrade(empty_engine, revision)
        oldest = {table: columns_of(empty_engine, table) for table in inspect(empty_engine).get_table_names()}
        schema.upgrade(empty_engine)
        changes = before.changes(holds())
        assert {table: what & oldest[table] for table, what in changes.items() if what & oldest.get(table, set())} == {}
    finally:
        db.engine = standing


def columns_of(engine: Engine, table: str) -> set[str]:
    """What a change of the table's rows is told by: its columns, rows that came or went."""
    return {column["name"] for column in inspect(engine).get_columns(table)} | {"+", "-"}


@pytest.mark.whole
def test_down_and_up_with_rows_ends_in_an_empty_program(
    empty_engine: Engine, stored_password: str, tmp_path: Path
) -> None:
    """The first revision goes down with rows in every table."""
    standing = db.engine
    schema.upgrade(empty_engine)
    try:
        holds = filled(empty_engine, stored_password, tmp_path)
        schema.downgrade(empty_engine, "base")
        schema.upgrade(empty_engine)
        assert set(map(len, holds().tables.values())) == {0}
    finally:
        db.engine = standing


def test_a_newer_database_is_refused(empty_engine: Engine) -> None:
    schema.upgrade(empty_engine)
    with empty_engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UnsafeDatabase, match="schema 9999, which this version of Foothold does not know"):
        schema.upgrade(empty_engine)


def test_a_step_that_fails_leaves_nothing_half_done(empty_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step is one transaction, tables included, on both databases."""
    from alembic import op

    create_table, made = op.create_table, []

    def fails_in_the_middle(name: str, *columns: object, **options: object) -> object:
        made.append(name)
        if len(made) == 5:
            raise OSError("the disk is full")
        return create_table(name, *columns, **options)

    monkeypatch.setattr(op, "create_table", fails_in_the_middle)
    with pytest.raises(OSError, match="the disk is full"):
        schema.upgrade(empty_engine)
    assert set(inspect(empty_engine).get_table_names()) <= {"alembic_version"}
    assert schema.revision_of(empty_engine) is None
