"""Given: entries as people make them, through the app's own forms."""

from uuid import UUID

from tests.cast import Cast
from webapp.models import uuid7


def logged_urge(cast: Cast, name: str = "maya", strength: int = 7) -> UUID:
    """`name` logged an urge in two taps; its id."""
    urge_id = uuid7()
    answer = cast.as_(name).post("/urges", data={"id": urge_id, "operation": uuid7(), "strength": strength})
    assert answer.status_code == 303, answer.text
    return urge_id


def logged_lapse(cast: Cast, name: str = "maya", **more: object) -> UUID:
    lapse_id = uuid7()
    answer = cast.as_(name).post("/lapses", data={"id": lapse_id, "operation": uuid7()} | more)
    assert answer.status_code == 303, answer.text
    return lapse_id
