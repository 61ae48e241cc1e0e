"""Given: counters and lapses as people make them."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from tests.cast import Cast
from webapp import entries
from webapp.extensions import db
from webapp.models import Account, Lapse, uuid7
from webapp.moments import moment_of_wall_clock, today

ZONE = "America/New_York"


def ago(days: int) -> date:
    """A local day of Maya's."""
    return today(ZONE) - timedelta(days=days)


def form(**more: object) -> dict[str, object]:
    start = {"operation": uuid7(), "focus": "alcohol", "started_on": ago(100).isoformat(), "show_numbers": "true"}
    return {name: value for name, value in (start | more).items() if value is not None}


def counter(cast: Cast, name: str = "maya", **more: object) -> UUID:
    """`name` counts days; the counter's id."""
    answer = cast.as_(name).post("/days", data=form(**more))
    assert answer.status_code == 303, answer.text
    with cast.app.app_context():
        newest = "SELECT id FROM counter ORDER BY created_at DESC, id DESC LIMIT 1"
        found = db.session.connection().exec_driver_sql(newest).scalar()
    return found if isinstance(found, UUID) else UUID(str(found))


def lapsed(cast: Cast, days: int, name: str = "maya", **more: object) -> None:
    """`name` had a lapse so many days ago, at noon."""
    noon = datetime.combine(ago(days), time(12))
    happened = moment_of_wall_clock(ZONE, noon)
    with cast.app.app_context(), db.writing() as session:
        session.add(Lapse(owner_id=cast[name], **(entries.when(happened) | more)))


def stored(cast: Cast, column: str) -> list[object]:
    with cast.app.app_context():
        rows = db.session.connection().exec_driver_sql(f"SELECT {column} FROM counter ORDER BY created_at, id")
        return [row[0] for row in rows]


def speak_spanish(cast: Cast) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.get_one(Account, cast["maya"]).language = "es"
