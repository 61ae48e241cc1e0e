"""Somebody who leaves the program, or has left it."""

from datetime import date, timedelta
from typing import Any

from sqlmodel import col, select

from tests.appointments.rows import here
from tests.cast import Cast
from tests.consents.test_update import form_of
from webapp.consents.terms import end_of
from webapp.extensions import db
from webapp.models import Account, Audit

ZONE = "America/New_York"


def discharged(cast: Cast, days_ago: int = 1, name: str = "maya") -> date:
    """The last day was so many days ago; nobody signed for longer."""
    day = here() - timedelta(days=days_ago)
    with cast.app.app_context(), db.writing() as session:
        account = session.get_one(Account, cast[name])
        account.discharge_on, account.team_until = day, end_of(day, ZONE)
    return day


def last_day(cast: Cast, name: str = "maya") -> tuple[date | None, Any]:
    """The day, and until when the team reads."""
    with cast.app.app_context():
        row = db.first(select(Account.discharge_on, Account.team_until).where(col(Account.id) == cast[name]))
    return row.discharge_on, row.team_until


def in_days(days: int) -> date:
    return here() + timedelta(days=days)


def sign(cast: Cast, *share: str, until: str = "30", **more: str) -> int:
    """Maya signs for what her team reads, on the page of consents."""
    maya = cast.as_("maya")
    data = form_of(maya) | {"share": list(share), "answer": "ticked", "until": until} | more
    return maya.post("/consents", data=data).status_code


def record(cast: Cast, name: str = "maya") -> Any:
    return cast.as_("dana").get(f"/counselor/participants/{cast[name]}")


def trail(cast: Cast, subject: str) -> list[tuple[str, str]]:
    """What was done, and in which role."""
    with cast.app.app_context():
        rows = db.rows(
            select(Audit.action, Audit.actor_role).where(col(Audit.subject) == subject).order_by(col(Audit.id))
        )
    return [(row.action, row.actor_role) for row in rows]
