"""The bare twins: what the same server, database and HTML cost without Foothold around them.

Served as `bench.apps:app`, with BENCH_APP naming which one.
"""

import os
import pickle
from pathlib import Path
from typing import Any

from flask import Flask, Response, request
from sqlalchemy import Column, DateTime, Integer, LargeBinary, MetaData, String, Table, insert

from webapp.engine import WRITES, WriteTurn, make_engine
from webapp.models import now, uuid7

ENTRY = Table(
    "entry", MetaData(), Column("id", LargeBinary(16), primary_key=True), Column("strength", Integer),
    Column("word", String), Column("at", DateTime),
)  # fmt: skip


def hello() -> Flask:
    app = Flask("hello", static_folder=None)

    @app.get("/")
    def index() -> str:
        return "hello"

    return app


def twin() -> Flask:
    """The statements that Today runs, with the values it runs them with, and the HTML that comes of it, by Jinja."""
    recording: dict[str, Any] = pickle.loads(Path(os.environ["BENCH_RECORDING"]).read_bytes())
    engine = make_engine(recording["url"])
    app = Flask("twin", static_folder=None)
    app.jinja_env.trim_blocks = True
    template = app.jinja_env.from_string("{% raw %}" + recording["html"] + "{% endraw %}")

    @app.get("/")
    def index() -> str:
        with engine.connect() as connection:
            for statement, values in recording["statements"]:
                connection.exec_driver_sql(statement, values).all()
        return template.render()

    return app


def durable() -> Flask:
    """One INSERT, one commit that waits for the disk, one redirect."""
    engine = make_engine(os.environ["BENCH_DATABASE"])
    turn, statement = WriteTurn(), insert(ENTRY)
    ENTRY.metadata.create_all(engine)
    app = Flask("durable", static_folder=None)

    @app.post("/urges")
    def create() -> Response:
        row = {"id": uuid7().bytes, "strength": int(request.form["strength"]), "word": "craving", "at": now()}
        with turn(engine), engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            connection.execute(statement, row)
        return Response(status=303, headers={"Location": "/"})

    return app


app = (
    {"hello": hello, "twin": twin, "durable": durable}[os.environ["BENCH_APP"]]() if "BENCH_APP" in os.environ else None
)
