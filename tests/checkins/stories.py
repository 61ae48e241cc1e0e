"""Given: check-ins, signs and tick lists, through the app's own forms."""

from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import select

from tests.cast import Cast
from webapp.extensions import db
from webapp.models import Account, CheckIn, Owned, SignCheck, WarningSign, uuid7
from webapp.moments import today
from webapp.scope import everyone

ZONE = "America/New_York"
ALL = "tests look at all rows"
M = TypeVar("M", bound=Owned)


def ago(days: int) -> date:
    """A local day of Maya's."""
    return today(ZONE) - timedelta(days=days)


def noon(days: int) -> str:
    """Noon so many days ago, as a date and time box holds it."""
    return datetime.combine(ago(days), time(12)).strftime("%Y-%m-%dT%H:%M")


def form(mood: int = 4, **more: object) -> dict[str, object]:
    return {"id": uuid7(), "operation": uuid7(), "mood": mood} | more


def checked_in(cast: Cast, name: str = "maya", **more: Any) -> UUID:
    """`name` checked in; the id."""
    sent = form(**more)
    answer = cast.as_(name).post("/check-ins", data=sent)
    assert answer.status_code == 303, answer.text
    return UUID(str(sent["id"]))


def has_signs(cast: Cast, name: str = "maya", **levels: list[str]) -> dict[str, UUID]:
    """`name` keeps these signs, by level; their ids by text."""
    for level, texts in levels.items():
        data = {"level": level.replace("_", "-"), "picks": texts}
        assert cast.as_(name).post("/warning-signs", data=data).status_code == 303
    return {sign.text: sign.id for sign in rows(cast, WarningSign) if sign.owner_id == cast[name]}


def ticked(cast: Cast, *signs: UUID, **more: object) -> UUID:
    """Maya ticked these signs; the id of the entry."""
    check_id = uuid7()
    data = {"id": check_id, "operation": uuid7(), "signs": list(signs)} | more
    answer = cast.as_("maya").post("/warning-signs/check", data=data)
    assert answer.status_code == 303, answer.text
    return check_id


def rows(cast: Cast, model: type[M]) -> list[M]:
    with cast.app.app_context():
        found = db.session.execute(everyone(select(model).order_by(model.id), reason=ALL)).scalars().all()
        db.session.expunge_all()
        return list(found)


def the_check_in(cast: Cast) -> CheckIn:
    (row,) = rows(cast, CheckIn)
    return row


def the_check(cast: Cast) -> SignCheck:
    (row,) = rows(cast, SignCheck)
    return row


def speak_spanish(cast: Cast) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.get_one(Account, cast["maya"]).language = "es"
