"""Counting queries."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import event

from tests.cast import Cast


@pytest.fixture
def queries(app: Flask, cast: Cast) -> Iterator[Callable[[str], int]]:
    """How many statements Maya's visit to a page takes."""
    engine = app.extensions["foothold_engine"]
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement != "BEGIN":
            said.append(statement)

    def visit(path: str) -> int:
        maya = cast.as_("maya")
        maya.get(path)
        said.clear()
        assert maya.get(path).status_code == 200
        return len(said)

    event.listen(engine, "before_cursor_execute", note)
    yield visit
    event.remove(engine, "before_cursor_execute", note)
