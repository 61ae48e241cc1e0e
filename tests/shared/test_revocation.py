"""What ends is over at the next request, wherever the page is open, however it is asked for."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tests.cast import Cast
from tests.support.family import Link, make, ruth
from webapp.extensions import db
from webapp.models import Account, uuid7


def end(cast: Cast, link: Link) -> None:
    assert cast.as_("maya").post(f"/sharing/{link.id}/ending").status_code == 303


def pause(cast: Cast, link: Link) -> None:
    assert cast.as_("maya").post(f"/sharing/{link.id}/pausing").status_code == 303


def renew(cast: Cast, link: Link) -> None:
    sent = {"operation": str(uuid7())}
    assert cast.as_("maya").post(f"/sharing/{link.id}/secrets", data=sent).status_code == 200


def disable(cast: Cast, _link: Link) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.get_one(Account, cast["maya"]).active = False


def delete(cast: Cast, _link: Link) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.delete(session.get_one(Account, cast["maya"]))


ENDS = (end, pause, renew, disable, delete)


@pytest.mark.parametrize("over", ENDS, ids=lambda over: over.__name__)
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "htmx"])
def test_at_the_next_request(cast: Cast, over: Callable[[Cast, Link], None], headers: dict[str, str]) -> None:
    link = make(cast, sections=["signs", "modules"])
    family = ruth(cast, link)
    number = family.get("/shared").text.split("/shared/modules/")[1].split('"')[0]
    over(cast, link)
    tried = [
        family.get("/shared", headers=headers),
        family.get(f"/shared/modules/{number}", headers=headers),
        family.post("/shared/language", data={"language": "es"}, headers=headers),
        family.post("/shared/closing", headers=headers),
    ]
    assert [answer.status_code for answer in tried] == [404] * 4
    assert len({answer.text for answer in tried}) == 1
    assert "Maya" not in tried[0].text


def test_when_it_runs_out(cast: Cast) -> None:
    link = make(cast, days="7")
    with time_machine.travel(datetime.now(UTC) + timedelta(days=7) - timedelta(minutes=10)) as clock:
        family = ruth(cast, link)
        assert family.get("/shared").status_code == 200
        clock.shift(timedelta(minutes=11))
        assert family.get("/shared").status_code == 404, "though the hour is not over"


@pytest.mark.whole
def test_a_hundred_times(cast: Cast) -> None:
    link = make(cast)
    family, maya = ruth(cast, link), cast.as_("maya")
    for _ in range(50):
        maya.post(f"/sharing/{link.id}/pausing")
        assert family.get("/shared").status_code == 404
        maya.post(f"/sharing/{link.id}/resumption")
        assert family.get("/shared").status_code == 200
