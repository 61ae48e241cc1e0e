"""One commit per request, at the edge, on success."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import make_response
from sqlalchemy.exc import DBAPIError, IntegrityError

from webapp.engine import should_retry
from webapp.extensions import db

View = TypeVar("View", bound=Callable[..., Any])
TRIES = 5


class RolledBack(Exception):  # noqa: N818 -- not an error: carries the answer out of a transaction that must not commit
    def __init__(self, response: Any) -> None:
        self.response = response


def commit_on_success(view: View) -> View:
    """Run the view in a write transaction; commit when it answers below 400, roll back otherwise.

    A view may run again when the database asks for it (serialization failure, two equal ids at the same moment), so it
    does nothing outside the database before it returns.
    """

    @wraps(view)
    def committed(*args: Any, **kwargs: Any) -> Any:
        for attempt in range(1, TRIES + 1):
            try:
                return _once(view, *args, **kwargs)
            except DBAPIError as error:
                if attempt == TRIES or not (should_retry(error) or isinstance(error, IntegrityError)):
                    raise
        raise AssertionError("unreachable")

    committed.commits = True  # type: ignore[attr-defined]
    return committed  # type: ignore[return-value]


def _once(view: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    try:
        with db.writing():
            response = make_response(view(*args, **kwargs))
            if response.status_code >= 400:
                raise RolledBack(response)
            return response
    except RolledBack as refused:
        return refused.response
