"""What the tests of appointments send and read."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from tests.cast import Cast
from webapp.extensions import db
from webapp.models import Account, Appointment, CalendarChoice, uuid7
from webapp.moments import today
from webapp.scope import everyone

NEW_YORK = "America/New_York"
READ = "a test reads what was stored"


def here() -> date:
    """Maya's day."""
    return today(NEW_YORK)


def form(title: str = "Tuesday meeting", **more: Any) -> dict[str, Any]:
    """Once, today, five minutes before midnight."""
    boxes = {"first_on": here().isoformat(), "begins": "23:55", "lasts": "60", "time_zone": NEW_YORK}
    return {"id": uuid7(), "operation": uuid7(), "title": title} | boxes | more


def weekly(title: str = "Tuesday meeting", **more: Any) -> dict[str, Any]:
    """Every day of the week."""
    return form(title, weekdays=[str(day) for day in range(7)], **more)


def added(cast: Cast, asked: dict[str, Any], owner: str = "maya") -> UUID:
    """Given: an appointment, through the app's own form."""
    answer = cast.as_(owner).post("/appointments", data=asked)
    assert answer.status_code == 303, answer.text
    return UUID(str(asked["id"]))


def change(row: Appointment, **more: Any) -> dict[str, Any]:
    """The edit form of an appointment, as its page was made."""
    boxes = {
        "title": row.title,
        "weekdays": [str(day) for day in row.weekdays],
        "first_on": row.first_on.isoformat(),
        "last_on": row.last_on.isoformat() if row.last_on else "",
        "begins": f"{row.begins // 60:02}:{row.begins % 60:02}",
        "lasts": row.lasts,
        "time_zone": row.time_zone,
        "place": row.place,
        "link": row.link,
        "person_id": row.person_id or "",
    }
    return {"operation": uuid7(), "version": row.version} | boxes | more


def stored(cast: Cast, owner: str = "maya") -> list[Appointment]:
    statement = everyone(
        select(Appointment).where(col(Appointment.owner_id) == cast[owner]).order_by(col(Appointment.created_at)),
        reason=READ,
    )
    with cast.app.app_context():
        return list(db.session.execute(statement).scalars())


def only(cast: Cast) -> Appointment:
    (row,) = stored(cast)
    return row


def choice(cast: Cast, owner: str = "maya") -> CalendarChoice | None:
    statement = everyone(select(CalendarChoice).where(col(CalendarChoice.owner_id) == cast[owner]), reason=READ)
    with cast.app.app_context():
        found: CalendarChoice | None = db.session.execute(statement).scalar()
        return found


def set_account(cast: Cast, owner: str = "maya", **values: Any) -> None:
    with cast.app.app_context(), db.writing() as session:
        account = session.get_one(Account, cast[owner])
        for name, value in values.items():
            setattr(account, name, value)
