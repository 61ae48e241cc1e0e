"""Statements prepared once, for the pages that run a handful of them each time.

SQLAlchemy works out a cache key, a compiled statement and a result proxy for each execution: most of what a small query
costs. Here a statement is compiled once to SQL, the order of its parameters and the conversions of its types, all of it
SQLAlchemy's own; running it is then the driver's work. What cannot be prepared so (a list in IN, another driver,
somebody who listens to statements) runs the ordinary way, with equal results: a test runs every page both ways.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Dialect, SelectBase, Uuid
from sqlalchemy.exc import DBAPIError
from sqlmodel.sql.sqltypes import UTCDateTime

Convert = Callable[[Any], Any] | None
NEEDED = object()


class Prepared:
    """One statement for one dialect."""

    __slots__ = ("convert", "parameters", "row", "sql")

    def __init__(self, statement: Any, dialect: Dialect, keys: Sequence[str]) -> None:
        is_select = isinstance(statement, SelectBase)
        compiled = statement.compile(dialect=dialect, column_keys=None if is_select else list(keys))
        given = {name: NEEDED if bind.required else bind.effective_value for bind, name in compiled.bind_names.items()}
        written_out = compiled.construct_expanded_state(given)
        self.sql = written_out.statement
        self.parameters: list[tuple[str, Any, Convert]] = [
            (name, given[name], compiled._bind_processors.get(name)) for name in written_out.positiontup or ()
        ]
        columns = compiled._result_columns if is_select else []
        converts = [_convert(column.type, dialect) for column in columns]
        self.convert = [(place, convert) for place, convert in enumerate(converts) if convert is not None]
        self.row: Any = namedtuple("Row", [column.keyname for column in columns], rename=True)  # type: ignore[misc]  # names known only now

    def run(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        """Execute; the driver's cursor."""
        arguments = self._arguments(values)
        return self._on_driver(connection, lambda driver: driver.execute(self.sql, arguments))

    def run_each(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        arguments = [self._arguments(row) for row in rows]
        self._on_driver(connection, lambda driver: driver.executemany(self.sql, arguments))

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[Any]:
        arguments = self._arguments(values)
        records = self._on_driver(connection, lambda driver: driver.execute(self.sql, arguments).fetchall())
        return [self._row(list(record)) for record in records]

    def _row(self, record: list[Any]) -> Any:
        for place, convert in self.convert:
            record[place] = convert(record[place])
        return tuple.__new__(self.row, record)

    def _arguments(self, values: Mapping[str, Any]) -> list[Any]:
        arguments = []
        for name, given, convert in self.parameters:
            value = values.get(name, given)
            if value is NEEDED:
                raise LookupError(f"the statement needs a value for {name}")
            arguments.append(convert(value) if convert else value)
        return arguments

    def _on_driver(self, connection: Connection, take: Callable[[Any], Any]) -> Any:
        try:
            return take(connection.connection.dbapi_connection)
        except connection.dialect.loaded_dbapi.Error as error:
            raise DBAPIError.instance(
                self.sql, (), error, connection.dialect.loaded_dbapi.Error, dialect=connection.dialect
            ) from error


def _convert(type_: Any, dialect: Dialect) -> Convert:
    """SQLAlchemy's conversion of a result; for what every entry has, its id and its time, the same in one step."""
    if isinstance(type_, UTCDateTime):
        return _moment
    return _id if type(type_) is Uuid else type_._cached_result_processor(dialect, None)


def _moment(stored: str | None) -> datetime | None:
    return None if stored is None else datetime.fromisoformat(stored + "+00:00")


@lru_cache(maxsize=4096)
def _id(stored: str | None) -> UUID | None:
    """The same few owners stand in most rows of a list."""
    return None if stored is None else UUID(int=int(stored, 16))


_prepared: WeakKeyDictionary[Any, dict[tuple[str, ...], Prepared | None]] = WeakKeyDictionary()


def prepare(connection: Connection, statement: Any, keys: tuple[str, ...] = ()) -> Prepared | None:
    """The prepared form of a statement, from its second use on: one built for a single use is not worth it.

    None when the statement has to run the ordinary way. The listeners of `before_execute` (the scope guard) see it
    before it is prepared, and an error of theirs leaves it unprepared.
    """
    if connection.dialect.driver not in {"pysqlite", "sqlcipher"} or connection.dispatch.before_cursor_execute:
        return None
    forms = _prepared.get(statement)
    if forms is None:
        _prepared[statement] = {}
        return None
    if keys not in forms:
        connection.dispatch.before_execute(connection, statement, [], {}, statement.get_execution_options())
        forms[keys] = _make(statement, connection.dialect, keys)
    return forms[keys]


def _make(statement: Any, dialect: Dialect, keys: tuple[str, ...]) -> Prepared | None:
    compiled = statement.compile(dialect=dialect, column_keys=list(keys) or None)
    if compiled.post_compile_params or any(bind.required for bind in compiled.literal_execute_params):
        return None
    return Prepared(statement, dialect, keys)
