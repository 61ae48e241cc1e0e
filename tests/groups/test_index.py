"""The counselor's groups: whom they look after, and who checked in today where that is shared."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import update

from tests.admin.conftest import Stored, put, stored
from tests.cast import Cast
from tests.support.queries import counted
from webapp.extensions import db
from webapp.models import Account, Assignment, Audit, CheckIn, GroupMember, TherapyGroup
from webapp.moments import moment

__all__ = ["put", "stored"]

Put = Callable[..., None]


@pytest.fixture
def group(cast: Cast, put: Put) -> TherapyGroup:
    """Maya and Jordan, of whom Dana looks after Maya."""
    made = TherapyGroup(name="Evening group")
    put(made)
    with cast.app.app_context():
        for name in ("maya", "jordan"):
            put(GroupMember(group_id=made.id, account_id=cast[name], joined_on=datetime.now(UTC).date()))
    return made


def check_in(cast: Cast, name: str = "maya", zone: str = "America/New_York", **values: Any) -> CheckIn:
    at = moment(zone)
    when = {"occurred_at": at.occurred_at, "utc_offset": at.utc_offset, "day": at.day}
    return CheckIn(owner_id=cast[name], mood=3, **(when | values))


def people(cast: Cast, name: str = "dana") -> list[str]:
    soup = BeautifulSoup(cast.as_(name).get("/counselor/groups").text, "html.parser")
    return [" ".join(tag.text for tag in row.select("p, .badge")) for row in soup.select("section li")]


def test_who_shares_a_check_in_of_today_is_marked(cast: Cast, group: TherapyGroup, put: Put, stored: Stored) -> None:
    put(check_in(cast), check_in(cast, "jordan"))
    assert people(cast) == []
    cast.consents("maya", "urges")
    cast.consents("jordan", "urges", "check-ins")
    assert people(cast) == ["Maya"]
    assert "not" not in " ".join(people(cast)).lower()
    cast.consents("maya", "check-ins")
    assert people(cast) == ["Maya Checked in today"]
    assert stored(Audit)[-1].detail == f"check-ins:{moment('America/New_York').day}"
    assert "in the list of a group that you logged" in cast.as_("maya").get("/who-looked").text
    cast.consents("maya", "check-ins", granted=False)
    assert people(cast) == ["Maya"]


@pytest.mark.parametrize("values", [{"private": True}, {"deleted_at": datetime.now(UTC)}, {"day": date(2026, 1, 5)}])
def test_not_marked(cast: Cast, group: TherapyGroup, put: Put, values: dict[str, Any]) -> None:
    cast.consents("maya", "check-ins")
    put(check_in(cast, **values))
    assert people(cast) == ["Maya"]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_today_is_the_persons_own(cast: Cast, group: TherapyGroup, put: Put, zone: str) -> None:
    """A day apart from each other at every hour."""
    cast.consents("maya", "check-ins")
    put(check_in(cast, zone=zone))
    with cast.app.app_context(), db.writing():
        db.session.execute(update(Account).where(Account.id == cast["maya"]).values(time_zone=zone))
    assert people(cast) == ["Maya Checked in today"]


def test_a_closed_group_is_gone(cast: Cast, group: TherapyGroup) -> None:
    cast.consents("maya", "urges")
    with cast.app.app_context(), db.writing():
        db.session.execute(update(TherapyGroup).values(closed_at=datetime.now(UTC)))
    assert "Evening group" not in cast.as_("dana").get("/counselor/groups").text


def test_as_many_reads_for_two_as_for_one(cast: Cast, group: TherapyGroup, put: Put) -> None:
    cast.consents("maya", "check-ins")
    cast.consents("jordan", "check-ins")
    dana, engine = cast.as_("dana"), cast.app.extensions["foothold_engine"]

    def reads() -> int:
        dana.get("/counselor/groups")
        with counted(engine) as sent:
            dana.get("/counselor/groups")
        return sum(statement.startswith("SELECT") for statement in sent)

    few = reads()
    put(Assignment(participant_id=cast["jordan"], counselor_id=cast["dana"]))
    assert people(cast) == ["Jordan", "Maya"]
    assert reads() == few
