"""Reading in batches, each on a connection of its own: a slow download holds no connection and no snapshot."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from webapp.extensions import Statement, db

BATCH = 500
FIRST = UUID(int=0)


def read(statement: Statement, **values: Any) -> Sequence[Row[Any]]:
    with db.engine.connect() as connection:
        return connection.execute(statement, values).all()


def by_id(statement: Statement, **values: Any) -> Iterator[Row[Any]]:
    """All rows of a statement that is ordered by id, has `after` as what the next ids are larger than, and at most
    BATCH rows.
    """
    after = FIRST
    while rows := read(statement, after=after, **values):
        yield from rows
        if len(rows) < BATCH:
            return
        after = rows[-1].id
