"""What Dana wrote down of a session with Maya."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import col, select

from tests.cast import Cast
from webapp.extensions import db
from webapp.models import SessionNote
from webapp.scope import everyone

Note = Callable[..., UUID]


@pytest.fixture
def note(cast: Cast) -> Note:
    def write(text: str = "Walk home the other way.", **values: Any) -> UUID:
        row = SessionNote(
            **({"owner_id": cast["maya"], "author_id": cast["dana"], "met_on": date(2026, 11, 2)} | values)
        )
        row.text = text
        with cast.app.app_context(), db.writing() as session:
            session.add(row)
        return row.id

    return write


@pytest.fixture
def stored(cast: Cast) -> Callable[[UUID], SessionNote]:
    def read(note_id: UUID) -> SessionNote:
        with cast.app.app_context(), db.writing() as session:
            statement = everyone(select(SessionNote), reason="read past the app").where(col(SessionNote.id) == note_id)
            row: SessionNote = session.execute(statement).scalar_one()
            return row

    return read
