"""How many statements a request sends."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Engine, event

CountVisit = Callable[[str], int]


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements sent while inside; BEGIN and the like are not among them."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE")):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def counter(client: FlaskClient) -> CountVisit:
    """Says how many statements a visit of `client` to a page takes; the first visit, which prepares them, is not it."""
    engine: Engine = client.application.extensions["foothold_engine"]

    def visit(path: str) -> int:
        client.get(path)
        with counted(engine) as sent:
            assert client.get(path).status_code == 200
        return len(sent)

    return visit
