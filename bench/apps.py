"""The bare twins: what the same server, database and HTML cost without Foothold around them.

Served as `bench.apps:app`, with BENCH_APP naming which one.
"""

import os
import pickle
from pathlib import Path
from typing import Any

from flask import Flask, Response, request
from jinja2 import Template
from sqlalchemy import Column, DateTime, Integer, LargeBinary, MetaData, String, Table, insert

from webapp import create_app
from webapp.access import me
from webapp.config import Settings
from webapp.engine import WRITES, WriteTurn, make_engine
from webapp.htmx import context
from webapp.models import now, uuid7
from webapp.templating import template
from webapp.today.presenters import present

ENTRY = Table(
    "entry", MetaData(), Column("id", LargeBinary(16), primary_key=True), Column("strength", Integer),
    Column("word", String), Column("at", DateTime),
)  # fmt: skip
TODAY = "today/index.html"


def hello() -> Flask:
    app = Flask("hello", static_folder=None)

    @app.get("/")
    def index() -> str:
        return "hello"

    return app


def twin() -> Flask:
    """The statements that Today runs, with the values it runs them with, and its HTML by the same template: without
    sign-in, guards, translation at the moment, compression, and without what makes words of the rows.
    """
    recording: dict[str, Any] = pickle.loads(Path(os.environ["BENCH_RECORDING"]).read_bytes())
    page, values = _as_it_is(recording["settings"], recording["reader"])
    engine = make_engine(recording["settings"].database_url)
    app = Flask("twin", static_folder=None)

    @app.get("/")
    def index() -> str:
        with engine.connect() as connection:
            for statement, arguments in recording["statements"]:
                connection.exec_driver_sql(statement, arguments).all()
        return page.render(values)

    return app


def _as_it_is(settings: Settings, reader: str) -> tuple[Template, dict[str, Any]]:
    """Today's template, and all that it is given."""
    whole = create_app(settings)
    with whole.test_request_context("/", headers={"Cookie": f"fh={reader}"}):
        whole.preprocess_request()
        view = present(me())
        return template(TODAY), context(
            {"view": view, "check_in": view.check_in, "form_id": uuid7(), "operation": uuid7()}
        )


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
