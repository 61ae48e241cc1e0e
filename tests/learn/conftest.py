"""A program with a clinic's own module beside the built-in ones; what people keep of it."""

from pathlib import Path
from typing import Any

import pytest

from tests.cast import Cast
from tests.learn.modules import ENGLISH, NUMBER, SPANISH, write
from tests.support.client import PageClient
from webapp.content.lessons.library import load_library
from webapp.extensions import db
from webapp.learn.library import NAME
from webapp.models import Account, Owned, uuid7
from webapp.scope import own

URL = f"/learn/{NUMBER}"


class Learning:
    """Maya, and what the tests ask about her."""

    def __init__(self, cast: Cast, data: Path, patch: pytest.MonkeyPatch) -> None:
        self.cast, self.data, self.patch = cast, data, patch
        self.maya: PageClient = cast.as_("maya")

    def serves(self, english: str = ENGLISH, spanish: str | None = SPANISH) -> None:
        """The clinic's module is this now."""
        write(self.data, english, spanish)
        self.patch.setitem(self.cast.app.extensions, NAME, load_library(self.data))

    def speaks(self, language: str) -> None:
        with self.cast.app.app_context(), db.writing() as session:
            session.get_one(Account, self.cast["maya"]).language = language

    def rows(self, model: type[Owned], name: str = "maya") -> list[Any]:
        with self.cast.app.app_context():
            found = db.session.execute(own(model), {"owner_id": self.cast[name]}).scalars().all()
            db.session.expunge_all()
            return list(found)

    def saves(self, version: int = 0, **answers: Any) -> Any:
        """The exercise, as a plain form sends it."""
        return self.maya.post(f"{URL}/answers", data={"operation": uuid7(), "version": version} | answers)

    def adds(self, key: str, to: str = "additions") -> Any:
        return self.maya.post(f"{URL}/{to}", data={"operation": uuid7(), "key": key})


@pytest.fixture
def learning(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Learning:
    made = Learning(cast, tmp_path, monkeypatch)
    made.serves()
    return made
