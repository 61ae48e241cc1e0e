"""Write transactions that the database may ask to run again."""

import random
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError, IntegrityError

from webapp.engine import should_retry
from webapp.extensions import db

P = ParamSpec("P")
R = TypeVar("R")
TRIES = 12


def in_one_transaction(work: Callable[P, R]) -> Callable[P, R]:
    """Run `work` in a write transaction of its own, and again when others wrote the same at the same moment.

    It does nothing outside the database.
    """

    @wraps(work)
    def tried(*args: P.args, **kwargs: P.kwargs) -> R:
        for attempt in range(1, TRIES + 1):
            try:
                with db.writing():
                    return work(*args, **kwargs)
            except DBAPIError as error:
                if attempt == TRIES or not (should_retry(error) or isinstance(error, IntegrityError)):
                    raise
                time.sleep(random.uniform(0, 0.01 * attempt))
        raise AssertionError("unreachable")

    return tried
