"""A database of a test's own, on each kind."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url

from webapp.engine import make_engine


@pytest.fixture
def empty_engine(stage: Flask, tmp_path: Path) -> Iterator[Engine]:
    """An engine as the app makes it, for a database without tables, of the kind that the stage is on."""
    standing: Engine = stage.extensions["foothold_engine"]
    if standing.dialect.name == "sqlite":
        engine = make_engine(f"sqlite:///{tmp_path}/own.db")
        yield engine
        engine.dispose()
        return
    server = create_engine(standing.url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text("CREATE DATABASE own_of_a_test"))
    engine = make_engine(make_url(standing.url).set(database="own_of_a_test").render_as_string(hide_password=False))
    yield engine
    engine.dispose()
    with server.connect() as connection:
        connection.execute(text("DROP DATABASE own_of_a_test"))
    server.dispose()
