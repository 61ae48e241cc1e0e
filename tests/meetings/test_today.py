"""Today names whoever wrote down what was agreed, until it is answered."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from tests.cast import Cast
from webapp.models import now, uuid7

Note = Callable[..., UUID]


def today(cast: Cast, name: str = "maya") -> str:
    return cast.as_(name).get("/").text


def test_until_it_is_answered(cast: Cast, note: Note) -> None:
    assert "wrote down what you agreed" not in today(cast)
    written = note()
    assert "Dana wrote down what you agreed" in today(cast)
    assert "wrote down what you agreed" not in today(cast, "jordan")
    answer = {"operation": str(uuid7()), "version": "1", "right": "true"}
    assert cast.as_("maya").post(f"/session-notes/{written}/answer", data=answer).status_code == 303
    assert "wrote down what you agreed" not in today(cast)


def test_for_three_days(cast: Cast, note: Note) -> None:
    note(written_at=now() - timedelta(days=4))
    assert "wrote down what you agreed" not in today(cast)
