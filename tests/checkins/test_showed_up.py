"""'You showed up' on Today: days count from the day on which somebody joined."""

from datetime import timedelta

from bs4 import BeautifulSoup

from tests.cast import Cast
from webapp.extensions import db
from webapp.models import Account, now, uuid7


def shown(cast: Cast) -> tuple[str, int]:
    """What the card says, and how many days it draws."""
    page = BeautifulSoup(cast.as_("maya").get("/").text, "html.parser")
    (title,) = page.select("#days-title")
    return title.text, len(page.select(".days > i"))


def joined(cast: Cast, days: int) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.get_one(Account, cast["maya"]).created_at = now() - timedelta(days=days)


def check_in(cast: Cast, **more: object) -> None:
    data = {"id": uuid7(), "operation": uuid7(), "mood": 4} | more
    assert cast.as_("maya").post("/check-ins", data=data).status_code == 303


def test_on_the_first_day(cast: Cast) -> None:
    joined(cast, 0)
    check_in(cast)
    assert shown(cast) == ("You showed up today", 1)


def test_in_the_first_days(cast: Cast) -> None:
    joined(cast, 3)
    check_in(cast)
    assert shown(cast) == ("You showed up 1 of the last 4 days", 4)


def test_afterwards(cast: Cast) -> None:
    joined(cast, 100)
    check_in(cast)
    assert shown(cast) == ("You showed up 1 of the last 14 days", 14)
