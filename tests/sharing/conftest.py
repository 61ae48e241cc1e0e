"""A language for somebody of the cast."""

from collections.abc import Callable

import pytest

from tests.cast import Cast
from webapp.extensions import db
from webapp.models import Account


@pytest.fixture
def speak(cast: Cast) -> Callable[[str, str], None]:
    def speak(name: str, code: str) -> None:
        with cast.app.app_context(), db.writing() as session:
            session.get_one(Account, cast[name]).language = code

    return speak
