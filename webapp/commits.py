"""One commit per request, at the edge, on success; and again when the database asks for it."""

import random
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import make_response
from sqlalchemy.exc import DBAPIError, IntegrityError

from webapp.engine import should_retry
from webapp.extensions import db

View = TypeVar("View", bound=Callable[..., Any])
P = ParamSpec("P")
R = TypeVar("R")
TRIES = 12
PAUSE = 0.01
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
    """Run the view in a write transaction; commit when it answers below 400, roll back otherwise."""

    @again
    @wraps(view)
    def committed(*args: Any, **kwargs: Any) -> Any:
        try:
            with db.writing():
                response = make_response(view(*args, **kwargs))
                if response.status_code >= 400:
                    raise RolledBack(response)
                return response
        except RolledBack as refused:
            return refused.response

    committed.commits = True  # type: ignore[attr-defined]
    return committed  # type: ignore[return-value]
