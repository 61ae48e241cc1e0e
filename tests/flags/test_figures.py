"""An admin sees how much each counselor answered, in numbers that tell of nobody."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from bs4 import BeautifulSoup
from sqlmodel import select

from tests.cast import Cast
from tests.flags.conftest import NOW, ZONE, Logged, all_of, five
from tests.flags.test_program_rules import USUAL, tried
from tests.support.queries import counted
from webapp.extensions import db
from webapp.flags import replay
from webapp.flags.presenters import of_one
from webapp.flags.rules import all_rules
from webapp.models import Account, Assignment, CallRequest, Coverage, FlagNote, uuid7

pytestmark = pytest.mark.usefixtures("that_tuesday")
Noted = Callable[..., None]
WEEK, YEARS = timedelta(weeks=1), timedelta(days=3650)


@pytest.fixture
def noted(cast: Cast) -> Noted:
    def noted(
        owner_id: UUID, by: str, cause: str, at: datetime, took: timedelta | None, action: str = "called"
    ) -> None:
        since = at - took if took else None
        with cast.app.app_context(), db.writing() as session:
            session.add(
                FlagNote(
                    owner_id=owner_id, rule="lapse", cause=cause, by_id=cast[by], action=action, at=at, raised_at=since
                )
            )

    return noted


def look_after(
    cast: Cast, counselor: str, people: list[UUID], started: datetime, ended: datetime | None = None
) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.add_all(
            Assignment(participant_id=one, counselor_id=cast[counselor], started_at=started, ended_at=ended)
            for one in people
        )


def figures(cast: Cast) -> dict[str, replay.Figures]:
    with cast.app.app_context():
        return {one.name: one for one in replay.figures(all_rules({}), replay.shared(), ZONE)}


def test_figures_by_counselor_and_week(cast: Cast, logged: Logged, noted: Noted) -> None:
    people = five(logged, "lapse 2026-11-09T09:00")
    look_after(cast, "dana", people, NOW - 9 * WEEK, NOW - WEEK)
    look_after(cast, "lee", people, NOW - 9 * WEEK)
    noted(people[0], "dana", "a", NOW, timedelta(hours=2))
    noted(people[0], "dana", "b", NOW - WEEK, timedelta(hours=4))
    noted(people[0], "dana", "c", NOW - WEEK, None)
    noted(people[0], "lee", "a", NOW + timedelta(minutes=1), timedelta(hours=9))  # Dana was first
    noted(people[0], "lee", "d", NOW - 7 * WEEK, timedelta(days=2))
    noted(people[0], "lee", "e", NOW - 8 * WEEK, timedelta(days=2))  # too long ago
    noted(people[0], "dana", "f", NOW, timedelta(hours=1), "mine")  # no answer yet
    rows = figures(cast)
    assert rows["Dana"].by_week == [1, 2, 0, 0, 0, 0, 0, 0]
    assert rows["Dana"].median == timedelta(hours=3)
    assert rows["Dana"].waiting == rows["Lee"].waiting == 1
    assert rows["Lee"].by_week == [0, 0, 0, 0, 0, 0, 0, 1]
    page = cast.as_("alex").get("/admin/flags").text
    assert "3 hours" in page and "2 days" in page and "person" not in page.split("<table")[1].split("</table")[0]


def test_an_answer_that_was_given_is_not_waited_for(cast: Cast, logged: Logged, noted: Noted) -> None:
    people = five(logged, "lapse 2026-11-09T09:00", "lapse 2026-11-08T09:00")
    with cast.app.app_context():
        causes = [flag.cause for flag in of_one(cast["dana"], people[0], ZONE)]
    noted(people[0], "dana", causes[0], NOW, timedelta(hours=2), "mine")
    assert figures(cast)["Dana"].waiting == 2
    noted(people[0], "dana", causes[0], NOW, timedelta(hours=2))
    assert figures(cast)["Dana"].waiting == 1


def test_calls_are_counted_beside_flags(cast: Cast, logged: Logged) -> None:
    people, hour = five(logged), timedelta(hours=1)
    made = {"handled_by": cast["dana"], "handled_how": "called", "requested_at": NOW - 3 * hour, "handled_at": NOW}
    with cast.app.app_context(), db.writing() as session:
        for values in (made, {"withdrawn_at": NOW}, {"handled_by": cast["dana"], "handled_how": "will-call"}):
            session.add(CallRequest(owner_id=people[0], **values))
    dana = figures(cast)["Dana"]
    assert (dana.waiting, dana.by_week[0], dana.median) == (1, 1, 3 * hour)


def test_nothing_is_told_of_a_counselor_with_few_people(cast: Cast, logged: Logged, noted: Noted) -> None:
    """Who looks after whom is known to the admin: a number would be about that one person, and 0 too."""
    (one, *others) = five(logged, "lapse 2026-11-09T09:00")
    look_after(cast, "lee", [one], NOW - 9 * WEEK)
    look_after(cast, "lee", others, NOW - 9 * WEEK, NOW - 2 * WEEK)
    noted(one, "lee", "a", NOW, timedelta(hours=2))
    noted(one, "lee", "b", NOW - 2 * WEEK, timedelta(hours=6))
    lee = figures(cast)["Lee"]
    assert lee.waiting is None
    assert lee.by_week[:2] == [None, None] and lee.by_week[2] == 1
    assert lee.median == timedelta(hours=6)
    page = BeautifulSoup(cast.as_("alex").get("/admin/flags").text, "html.parser")
    (row,) = (row for row in page.select("table tr") if "Lee" in row.get_text())
    assert [cell.get_text() for cell in row.select("td")][:5] == ["Not shown", "6 hours", "Not shown", "Not shown", "1"]
    assert "fewer than 5 people" in page.get_text()


@pytest.mark.parametrize("shares", [True, False])
def test_what_people_share_does_not_say_whether_a_number_is_shown(cast: Cast, logged: Logged, shares: bool) -> None:
    for _ in range(5):
        logged("lapse 2026-11-09T09:00", shares=shares)
    dana = figures(cast)["Dana"]
    assert dana.waiting == (5 if shares else 0)
    assert dana.by_week == [0, *[None] * 7]


@pytest.mark.parametrize(("reads", "waiting"), [(-YEARS, 0), (YEARS, 1)], ids=["over", "signed for longer"])
def test_whose_last_day_is_over_is_not_among_the_five(
    cast: Cast, logged: Logged, reads: timedelta, waiting: int
) -> None:
    """An admin knows the day, and not whether the person signed for a later one: nothing may tell it."""

    def last_day(owner_id: UUID, day: date, until: timedelta) -> None:
        with cast.app.app_context(), db.writing() as session:
            account = session.get_one(Account, owner_id)
            account.discharge_on, account.team_until = day, NOW + until

    people = five(logged, "lapse 2026-11-09T09:00")
    for one in people[:2]:
        last_day(one, date(2026, 11, 9), reads)
    dana = figures(cast)["Dana"]
    assert dana.waiting is None  # three others, and Maya
    assert dana.by_week[0] == 0  # on Monday they were six
    logged()
    assert figures(cast)["Dana"].waiting == waiting
    for one in people[:2]:
        last_day(one, date(2026, 11, 8), reads)
    assert figures(cast)["Dana"].by_week[0] == 0
    last_day(people[2], date(2026, 11, 8), reads)
    assert figures(cast)["Dana"].by_week == [None] * 8


def test_whom_a_counselor_covers_is_counted_while_they_do(cast: Cast, logged: Logged, noted: Noted) -> None:
    people = five(logged, "lapse 2026-11-09T09:00")
    look_after(cast, "dana", people, NOW - 9 * WEEK, NOW - WEEK)
    assert "Lee" not in figures(cast)

    def cover(starts: datetime, ends: datetime, ended: datetime | None = None) -> None:
        days = {"first_day": starts.date(), "last_day": ends.date()}
        with cast.app.app_context(), db.writing() as session:
            session.add(
                Coverage(
                    counselor_id=cast["dana"], covering_id=cast["lee"],
                    starts_at=starts, ends_at=ends, ended_at=ended, **days,
                )
            )  # fmt: skip

    monday = datetime(2026, 10, 26, 4, tzinfo=UTC)
    cover(monday, monday + WEEK + timedelta(hours=1))  # the clocks went back on its last day
    cover(monday - 2 * WEEK, monday, ended=monday - 3 * WEEK)  # called off
    cover(monday - 4 * WEEK, monday, ended=monday - 3 * WEEK)
    for n in range(5):
        noted(people[0], "lee", str(n), NOW - n * WEEK, timedelta(hours=n))
    assert figures(cast)["Lee"].by_week == [None, None, 1, None, None, None, 0, None]
    assert figures(cast)["Lee"].waiting is None
    assert figures(cast)["Lee"].median == timedelta(hours=2)
    cover(NOW - YEARS, NOW + YEARS)
    assert figures(cast)["Lee"].waiting == 1
    assert None not in figures(cast)["Lee"].by_week


def test_who_shares_a_plan_alone_is_counted(cast: Cast, logged: Logged) -> None:
    people = five(logged, "review 2026-10-23T09:00")
    logged("review 2026-09-01T09:00")
    with cast.app.app_context():
        (flag,) = of_one(cast["dana"], people[0], ZONE)
    assert flag.rule.key == "plan-review"
    assert "The rules in force raised 1." in tried(cast)
    assert figures(cast)["Dana"].waiting == 2


def test_time_to_an_answer_begins_when_the_team_could_see_the_entry(cast: Cast, logged: Logged) -> None:
    """What was logged without a network, or for another day, is not held against whoever answers."""
    owner_id = logged("lapse 2026-11-07T09:00")
    form = {"rule": "lapse", "action": "called", "operation": str(uuid7())}
    with cast.app.app_context():
        (flag,) = of_one(cast["dana"], owner_id, ZONE)
    assert flag.since == datetime(2026, 11, 7, 14, tzinfo=UTC)
    with time_machine.travel(NOW + timedelta(minutes=10), tick=False):
        cast.as_("dana").post(f"/counselor/participants/{owner_id}/flags", data=form | {"cause": flag.cause})
    with cast.app.app_context():
        (note,) = db.rows(select(FlagNote.raised_at).where(FlagNote.owner_id == owner_id).execution_options(**all_of()))
    assert note.raised_at == NOW


def test_as_many_statements_for_many_people_and_counselors(cast: Cast, logged: Logged) -> None:
    def sent() -> int:
        alex = cast.as_("alex", lint=False)
        alex.get("/admin/flags")
        with counted(cast.app.extensions["foothold_engine"]) as statements:
            assert alex.post("/admin/flags/trials", data=USUAL).status_code == 200
        return len(statements)

    five(logged, "lapse 2026-11-09T09:00")
    few = sent()
    look_after(cast, "lee", five(logged, "lapse 2026-11-09T09:00", "lapse 2026-11-08T09:00"), NOW)
    assert sent() == few
