"""In the process, without sockets: what Today costs in CPU time beside a bare hello, and what its twin has to do."""

import pickle
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import event
from werkzeug.test import EnvironBuilder

from bench.apps import hello
from bench.data import Stage
from webapp import create_app
from webapp.access import public
from webapp.extensions import db
from webapp.review.cases import case_of

ROUNDS, CALLS = 15, 40


def record(stage: Stage, file: Path) -> int:
    """Note the statements that Today runs for the twin. Answers with their number."""
    app = create_app(stage.settings)
    app.testing = True
    statements: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: bool) -> None:
        statements.append((statement, values))

    event.listen(db.engine, "before_cursor_execute", note)
    client = app.test_client()
    client.set_cookie("fh", stage.reader, domain="localhost")
    answer = client.get("/")
    if answer.status_code != 200:
        raise RuntimeError(f"Today answered {answer.status_code}")
    reads = [entry for entry in statements if entry[0].startswith(("SELECT", "WITH"))]
    own = [entry for entry in reads if "device.token_hash" not in entry[0]]
    settings = stage.settings.model_copy(update={"database_url": f"sqlite:///{stage.settings.sqlite_path}"})
    file.write_bytes(pickle.dumps({"settings": settings, "reader": stage.reader, "statements": own}))
    event.remove(db.engine, "before_cursor_execute", note)
    db.engine.dispose()
    return len(reads)


def caller(app: Any, path: str = "/", **headers: str) -> Callable[[], None]:
    """A function that asks for a page once, as a server would."""
    environment = EnvironBuilder(path, headers=headers).get_environ()
    written: list[bytes] = []

    def start(status: str, _headers: Any, _error: Any = None) -> Callable[[bytes], None]:
        if not status.startswith("200"):
            raise RuntimeError(f"{path} answered {status}")
        return written.append

    def call() -> None:
        answer = app.wsgi_app(dict(environment), start)
        b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()

    return call


def microseconds(call: Callable[[], None]) -> float:
    started = time.process_time()
    for _ in range(CALLS):
        call()
    return (time.process_time() - started) / CALLS * 1e6


def cpu(stage: Stage) -> dict[str, float]:
    """Median CPU microseconds of a hello in an app of its own and as a route of the whole app, of Today as a browser
    asks for it, and of Today uncompressed.
    """
    app = create_app(stage.settings)
    app.add_url_rule("/hello", view_func=public(reason="to measure")(lambda: "hello"), endpoint="hello")
    cookie = {"Cookie": f"fh={stage.reader}", "Accept-Language": "en", "Sec-Fetch-Site": "same-origin"}
    calls = {
        "hello, an app of its own": caller(hello(), **{"Accept-Encoding": "br"}),
        "hello": caller(app, "/hello", **{"Accept-Encoding": "br"}),
        "today": caller(app, **cookie, **{"Accept-Encoding": "br"}),
        "today, uncompressed": caller(app, **cookie),
    }
    for call in calls.values():
        microseconds(call)
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(ROUNDS):
        for name, call in calls.items():
            taken[name].append(microseconds(call))
    db.engine.dispose()
    return {name: statistics.median(values) for name, values in taken.items()}


def caseload(stage: Stage, token: str) -> tuple[float, float]:
    """Median CPU microseconds of the list while nobody on it writes anything, and of one on which everybody did."""
    app = create_app(stage.settings)
    same = caller(
        app, "/counselor", **{"Cookie": f"fh={token}", "Accept-Language": "en", "Sec-Fetch-Site": "same-origin"}
    )

    def changed() -> None:
        case_of.cache_clear()
        same()

    microseconds(changed)
    taken = [(microseconds(same), microseconds(changed)) for _ in range(ROUNDS // 3)]
    db.engine.dispose()
    return statistics.median(one for one, _other in taken), statistics.median(other for _one, other in taken)
