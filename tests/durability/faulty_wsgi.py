"""Foothold with one promise broken on purpose. The harness must notice each: a check that cannot fail shows nothing."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import g
from sqlalchemy import event

from webapp import operations
from webapp.audit import by_owner
from webapp.engine import WRITES
from webapp.extensions import Database, db
from webapp.models import Urge, uuid7
from webapp.operations import Claim
from webapp.urges import services
from webapp.wsgi import app as foothold

LATER = 0.05


@contextmanager
def answer_before_commit(self: Database) -> Iterator[Any]:
    """The answer goes out while the transaction is still open."""
    self._forget()
    connection, turn = self.connection, self._turn(self.engine)
    turn.__enter__()
    connection.execution_options(**{WRITES: True})
    transaction = connection.begin()
    try:
        yield self.session
        self.session.flush()
    except BaseException:
        transaction.rollback()
        turn.__exit__(None, None, None)
        raise
    kept = g.pop("session"), g.pop("connection")

    def commit() -> None:
        time.sleep(LATER)
        transaction.commit()
        kept[1].close()
        turn.__exit__(None, None, None)

    threading.Thread(target=commit).start()


def forget_operations() -> None:
    """Entries are stored without the note that their request was applied."""
    operations.claim = lambda *_args, **_kwargs: Claim.NEW


def store_repeats() -> None:
    """A form that comes again is stored again, under an id of the server's own."""
    original = services.record_urge

    def record(owner_id: Any, asked: Any, **more: Any) -> Any:
        if operations.holder_of(Urge, asked.id) is not None:
            asked = asked.model_copy(update={"id": uuid7(), "operation": uuid7()})
        return original(owner_id, asked, **more)

    services.record_urge = record


def two_commits() -> None:
    """The entry is committed before its trail."""

    def late(*args: Any, **more: Any) -> None:
        driver = db.connection.connection.dbapi_connection
        driver.execute("COMMIT")
        time.sleep(LATER)
        driver.execute("BEGIN IMMEDIATE")
        by_owner(*args, **more)

    services.audit = type("Audit", (), {"by_owner": staticmethod(late)})


def normal_sync() -> None:
    """Commits do not wait for the disk."""

    @event.listens_for(foothold.extensions["foothold_engine"], "connect")
    def _connect(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA synchronous = NORMAL")


def install(fault: str) -> None:
    if fault == "answer-before-commit":
        Database.writing = answer_before_commit  # type: ignore[method-assign]  # the fault
    elif fault:
        faults = {"forget-operations": forget_operations, "store-repeats": store_repeats}
        (faults | {"two-commits": two_commits, "normal-sync": normal_sync})[fault]()


install(os.environ["FOOTHOLD_FAULT"])
app = foothold
