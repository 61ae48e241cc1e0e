"""What a database holds, to see that nothing was written and to put it back."""

from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Table, delete, insert, select, update

from webapp.models import metadata
from webapp.scope import SCOPE

Rows = dict[Any, dict[str, Any]]


class Snapshot:
    """All rows of all tables, by table and id."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.version = _version(engine)
        self.tables: dict[str, Rows] = {}
        with engine.connect() as connection:
            for table in metadata.sorted_tables:
                rows = connection.execute(select(table).execution_options(**{SCOPE: "snapshot"})).mappings()
                self.tables[table.name] = {row["id"]: dict(row) for row in rows}

    def now(self) -> "Snapshot":
        """What the database holds now: this, when nothing was committed meanwhile."""
        return self if _version(self.engine) == self.version else Snapshot(self.engine)

    def changes(self, later: "Snapshot") -> dict[str, set[str]]:
        """Which columns of which tables differ; '+' for rows that came, '-' for rows that went."""
        found: dict[str, set[str]] = {}
        for name, before in self.tables.items():
            after = later.tables[name]
            if before == after:
                continue
            what = {"+"} if after.keys() - before.keys() else set()
            what |= {"-"} if before.keys() - after.keys() else set()
            for row_id in before.keys() & after.keys():
                what |= {column for column, value in before[row_id].items() if after[row_id][column] != value}
            found[name] = what
        return found

    def restore(self, later: "Snapshot") -> None:
        """Make the database hold what this snapshot holds; `later` is what it holds now."""
        names = self.changes(later).keys()
        if not names:
            return
        tables = [table for table in metadata.sorted_tables if table.name in names]
        with self.engine.begin() as connection:
            for table in reversed(tables):
                for row_id in later.tables[table.name].keys() - self.tables[table.name].keys():
                    connection.execute(_scoped(delete(table).where(table.c.id == row_id)))
            for table in tables:
                self._put_back(connection, table, later.tables[table.name])
        self.version = _version(self.engine)

    def _put_back(self, connection: Any, table: Table, after: Rows) -> None:
        for row_id, row in self.tables[table.name].items():
            if row_id not in after:
                connection.execute(insert(table), row)
            elif after[row_id] != row:
                connection.execute(_scoped(update(table).where(table.c.id == row_id).values(**row)))


_eyes: WeakKeyDictionary[Engine, Connection] = WeakKeyDictionary()


def _version(engine: Engine) -> object:
    """Changes with each commit of anybody that wrote. On SQLite a connection that never writes is told so."""
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            return connection.exec_driver_sql("SELECT pg_snapshot_xmax(pg_current_snapshot())::text").scalar()
    eye = _eyes.get(engine)
    if eye is None or eye.closed:
        eye = _eyes[engine] = engine.connect()
    # Past SQLAlchemy: a transaction would go on seeing what it saw first.
    return eye.connection.dbapi_connection.execute("PRAGMA data_version").fetchone()[0]  # type: ignore[union-attr]  # it is open


def _scoped(statement: Any) -> Any:
    return statement.execution_options(**{SCOPE: "snapshot"})
