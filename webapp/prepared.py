"""Statements prepared once, for the pages that run a handful of them each time.

SQLAlchemy works out a cache key, a compiled statement and a result proxy for each execution: most of what a small query
costs. Here a statement is compiled once to SQL, the order of its parameters and the conversions of its types, all of it
SQLAlchemy's own; running it is then the driver's work. What cannot be prepared so (a list in IN, another driver,
somebody who listens to statements) runs the ordinary way, with equal results: a test runs every page both ways.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Dialect, SelectBase
from sqlalchemy.exc import DBAPIError

Convert = Callable[[Any], Any] | None
NEEDED = object()


class Prepared:
    """One statement for one dialect."""

    __slots__ = ("convert", "parameters", "row", "sql")

    def __init__(self, statement: Any, dialect: Dialect, keys: Sequence[str]) -> None:
        is_select = isinstance(statement, SelectBase)
        compiled = statement.compile(dialect=dialect, column_keys=None if is_select else list(keys))
        given = {name: NEEDED if bind.required else bind.effective_value for bind, name in compiled.bind_names.items()}
        self.sql = str(compiled)
        self.parameters: list[tuple[str, Any, Convert]] = [
            (name, given[name], compiled._bind_processors.get(name)) for name in compiled.positiontup or ()
        ]
        columns = compiled._result_columns if is_select else []
        self.convert: list[Convert] = [column.type._cached_result_processor(dialect, None) for column in columns]
        self.row: Any = namedtuple("Row", [column.keyname for column in columns], rename=True)  # type: ignore[misc]

    def run(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        """Execute; the driver's cursor."""
        return self._on_driver(connection, values, lambda cursor: cursor)

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[Any]:
        make, converts = self.row._make, self.convert
        return [
            make([convert(value) if convert else value for convert, value in zip(converts, record, strict=True)])
            for record in self._on_driver(connection, values, lambda cursor: cursor.fetchall())
        ]

    def _on_driver(self, connection: Connection, values: Mapping[str, Any], take: Callable[[Any], Any]) -> Any:
        arguments = []
        for name, given, convert in self.parameters:
            value = values.get(name, given)
            if value is NEEDED:
                raise LookupError(f"the statement needs a value for {name}")
            arguments.append(convert(value) if convert else value)
        driver: Any = connection.connection.dbapi_connection
        try:
            return take(driver.execute(self.sql, arguments))
        except connection.dialect.loaded_dbapi.Error as error:
            raise DBAPIError.instance(
                self.sql, (), error, connection.dialect.loaded_dbapi.Error, dialect=connection.dialect
            ) from error


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
    if compiled.post_compile_params or compiled.literal_execute_params:
        return None
    return Prepared(statement, dialect, keys)
