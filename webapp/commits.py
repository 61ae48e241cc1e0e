"""One commit per request, at the edge, on success; and again when the database asks for it."""

import random
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import Response, make_response, request
from sqlalchemy.exc import DBAPIError, IntegrityError

from webapp import audit, operations, phone
from webapp.access import me
from webapp.engine import should_retry
from webapp.extensions import db

View = TypeVar("View", bound=Callable[..., Any])
P = ParamSpec("P")
R = TypeVar("R")
TRIES = 20
PAUSE = 0.02
"""Seconds, times the number of the try, up to which the next one waits: those who met do not meet again."""


class RolledBack(Exception):  # noqa: N818 -- not an error: carries the answer out of a transaction that must not commit
    def __init__(self, response: Any) -> None:
        self.response = response


def again(work: Callable[P, R]) -> Callable[P, R]:
    """Run `work` anew when others wrote the same at the same moment (serialization failure, two equal ids).

    So `work` does nothing outside the database.
    """

    @wraps(work)
    def tried(*args: P.args, **kwargs: P.kwargs) -> R:
        for attempt in range(1, TRIES + 1):
            try:
                return work(*args, **kwargs)
            except DBAPIError as error:
                if attempt == TRIES or not (should_retry(error) or isinstance(error, IntegrityError)):
                    raise
                time.sleep(random.uniform(0, PAUSE * attempt))
        raise AssertionError("unreachable")

    return tried


def in_one_transaction(work: Callable[P, R]) -> Callable[P, R]:
    """Run `work` in a write transaction of its own."""

    @again
    @wraps(work)
    def committed(*args: P.args, **kwargs: P.kwargs) -> R:
        with db.writing():
            return work(*args, **kwargs)

    return committed


def commit_on_success(view: View) -> View:
    """Run the view in a write transaction; commit when it answers below 400, roll back otherwise.

    The form is taken in before it begins: whoever sends slowly keeps nobody else from writing. The answer tells the
    phone's outbox that we have its operation, or why not.
    """

    @again
    @wraps(view)
    def committed(*args: Any, **kwargs: Any) -> Any:
        _ = request.form  # with the files, and kept by the request
        try:
            with db.writing():
                operations.start()
                response = make_response(view(*args, **kwargs))
                if response.status_code >= 400:
                    raise RolledBack(response)
                return _acknowledged(response)
        except RolledBack as refused:
            return _with_reason(refused.response)

    committed.commits = True  # type: ignore[attr-defined]  # a mark that the guards read
    return committed  # type: ignore[return-value]  # called like the view


def _acknowledged(response: Response) -> Response:
    if operation_id := operations.acknowledged():
        response.headers[phone.ACK] = str(operation_id)
        told = phone.told() if operations.is_new() else None
        if told and told.off_by:
            seconds = f"{told.off_by.total_seconds():+.0f} s"
            audit.by_owner("corrected", "clock", operation_id, me().id, detail=seconds)
    return response


def _with_reason(response: Any) -> Any:
    """A phone keeps what was refused, and says why."""
    if response.status_code == 409:
        response.headers[phone.REASON] = "other-content" if operations.is_other_content() else "stale"
    elif response.status_code < 400 and phone.is_outbox():
        return Response(status=409, headers={phone.REASON: "gone"})
    return response
