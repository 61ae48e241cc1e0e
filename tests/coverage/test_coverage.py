"""A counselor hands a caseload over for some days."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import update

from tests.admin.conftest import Stored, put, stored
from tests.cast import Cast
from tests.review.conftest import Write, write
from tests.support.covers import coverage
from webapp.coverage.services import bounds
from webapp.extensions import db
from webapp.models import Account, Assignment, Audit, Coverage, Device, Program, Urge, uuid7
from webapp.moments import today

__all__ = ["put", "stored", "write"]

HERE = "/counselor/coverage"
Put = Callable[..., None]
BEFORE, SOON, LATER = (timedelta(days=days) for days in (-1, 1, 3))


def day(number: int) -> str:
    return (today("America/New_York") + timedelta(days=number)).isoformat()


def asked(cast: Cast, first: int = 0, last: int = 2, covering: str = "lee") -> dict[str, str]:
    return {"covering": str(cast.ids.get(covering, covering)), "first_day": day(first), "last_day": day(last)}


@pytest.fixture
def sees(cast: Cast, write: Write) -> Callable[..., bool]:
    """Whether somebody sees what Maya shares: her page, her name in the list and in the groups."""
    cast.consents("maya", "urges", "notes")
    write(Urge, note="zq-shared")

    def look(name: str = "lee") -> bool:
        client = cast.as_(name)
        page = client.get(f"/counselor/participants/{cast['maya']}")
        assert (page.status_code == 200) == ("zq-shared" in page.text) == ("Maya" in client.get("/counselor").text)
        return page.status_code == 200

    return look


def test_lee_covers_and_it_ends_early(cast: Cast, sees: Callable[..., bool], stored: Stored) -> None:
    assert not sees()
    assert cast.as_("dana").post(HERE, data=asked(cast)).location == HERE
    assert sees() and sees("dana")
    (row,) = stored(Coverage)
    assert "Lee covers" in cast.as_("dana").get(HERE).text
    assert "For Dana" in cast.as_("lee").get(HERE).text
    assert cast.as_("lee").post(f"{HERE}/{row.id}/ending").location == HERE
    assert not sees() and sees("dana")
    done = [
        (line.action, line.subject, line.detail)
        for line in stored(Audit, owner_id=cast["maya"])
        if line.subject == "cover"
    ]
    days = f"{day(0)}/{day(2)}"
    assert done == [("assigned", "cover", days), ("unassigned", "cover", days)]
    cast.as_("dana").post(f"{HERE}/{row.id}/ending")
    assert len([line for line in stored(Audit) if line.subject == "cover"]) == 2
    said = cast.as_("maya").get("/who-looked").text
    assert "Dana asked Lee to look after you too:" in said and "Lee ended it that Lee looks after you too:" in said


@pytest.mark.parametrize(
    ("starts", "ends", "more", "expected"),
    [
        (BEFORE, SOON, {}, True),
        (SOON, LATER, {}, False),
        (-LATER, BEFORE, {}, False),
        (BEFORE, SOON, {"ended_at": datetime.now(UTC)}, False),
    ],
)
def test_during_these_days_only(
    cast: Cast,
    sees: Callable[..., bool],
    put: Put,
    starts: timedelta,
    ends: timedelta,
    more: dict[str, Any],
    expected: bool,
) -> None:
    put(coverage(cast["dana"], cast["lee"], starts, ends, **more))
    assert sees() is expected


def test_a_cover_is_not_passed_on(cast: Cast, sees: Callable[..., bool], put: Put) -> None:
    kim = Account(id=uuid7(), role="counselor", username="kim", name="Kim", password_hash="")
    put(kim, Device(account_id=kim.id, token_hash="x", label="x"))
    put(coverage(cast["dana"], kim.id, BEFORE, SOON), coverage(kim.id, cast["lee"], BEFORE, SOON))
    assert not sees()
    team = cast.as_("maya").get("/consents").text
    assert "Kim (for Dana" in team and "Lee" not in team


def test_consent_stays_the_persons(cast: Cast, sees: Callable[..., bool], put: Put) -> None:
    put(coverage(cast["dana"], cast["lee"], BEFORE, SOON))
    assert sees()
    cast.consents("maya", "urges", granted=False)
    assert not sees()


def test_both_assigned_and_covering_is_there_once(cast: Cast, sees: Callable[..., bool], put: Put) -> None:
    put(
        coverage(cast["dana"], cast["lee"], BEFORE, SOON),
        Assignment(participant_id=cast["maya"], counselor_id=cast["lee"]),
    )
    assert sees()
    assert cast.as_("lee").get("/counselor").text.count(f"/counselor/participants/{cast['maya']}") == 1
    assert "for Dana" not in cast.as_("maya").get("/consents").text


def test_somebody_turned_off_covers_nobody(cast: Cast, put: Put) -> None:
    put(coverage(cast["dana"], cast["lee"], BEFORE, SOON))
    with cast.app.app_context(), db.writing():
        db.session.execute(update(Account).where(Account.id == cast["lee"]).values(active=False))
    assert cast.as_("lee").get("/counselor").status_code == 401
    page = cast.as_("maya").get("/consents").text
    assert "Lee" not in page and "Dana (away" in page


@pytest.mark.parametrize(("starts", "language"), [(SOON, "en"), (BEFORE, "en"), (SOON, "es")])
def test_the_person_reads_the_name_beforehand_and_during(
    cast: Cast, put: Put, starts: timedelta, language: str
) -> None:
    cast.consents("maya", "urges", "check-ins")
    put(coverage(cast["dana"], cast["lee"], starts, LATER))
    with cast.app.app_context(), db.writing():
        db.session.execute(update(Account).where(Account.id == cast["maya"]).values(language=language))
    words = "Lee (for Dana," if language == "en" else "Lee (en lugar de Dana,"
    maya = cast.as_("maya")
    for path in ("/consents", "/check-ins/new", "/log"):
        assert words in maya.get(path).text, path


def test_everybody_away_is_said(cast: Cast, put: Put, write: Write) -> None:
    unsafe = write(Urge, strength=9, safe="no")
    cast.consents("maya", "urges", "check-ins")
    put(coverage(cast["dana"], None, SOON, LATER))
    assert "nobody reads until" not in cast.as_("maya").get("/check-ins/new").text
    put(coverage(cast["dana"], None, BEFORE, SOON))
    maya = cast.as_("maya")
    for path in ("/check-ins/new", f"/urges/{unsafe}"):
        assert "Your team is away: nobody reads until" in maya.get(path).text, path
    put(coverage(cast["dana"], cast["lee"], BEFORE, SOON))
    assert "nobody reads until" not in maya.get("/check-ins/new").text


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"covering": ""}, "Please answer this."),
        ({"covering": "dana"}, "Please choose one from the list."),
        ({"covering": "maya"}, "Please choose one from the list."),
        ({"first_day": day(-1)}, "Please choose a day from today on"),
        ({"last_day": day(-1)}, "not before the first"),
        ({"last_day": day(100)}, "not before the first"),
        ({"first_day": "soon"}, "Please give a date"),
    ],
)
def test_what_does_not_fit(cast: Cast, stored: Stored, change: dict[str, str], message: str) -> None:
    data = asked(cast) | {name: str(cast.ids.get(value, value)) for name, value in change.items()}
    answer = cast.as_("dana").post(HERE, data=data)
    assert answer.status_code == 422 and message in answer.text
    (name,) = change
    said_at = f"#{name}[aria-invalid=true][aria-describedby='{name}-error']"
    assert BeautifulSoup(answer.text, "html.parser").select(said_at), "read out at its field"
    assert stored(Coverage) == []


def test_who_covers_is_not_away_and_who_is_away_covers_nobody(cast: Cast, put: Put, stored: Stored) -> None:
    put(coverage(cast["lee"], None, SOON, LATER))
    answer = cast.as_("dana").post(HERE, data=asked(cast))
    assert answer.status_code == 422 and "Lee is away on some of these days" in answer.text
    put(coverage(cast["lee"], cast["dana"], SOON, LATER))
    answer = cast.as_("dana").post(HERE, data=asked(cast, covering="nobody"))
    assert answer.status_code == 422 and "Dana covers for somebody" in answer.text
    assert len(stored(Coverage)) == 2


def test_the_same_twice_is_once_and_meeting_days_are_refused(cast: Cast, stored: Stored) -> None:
    dana = cast.as_("dana")
    for _ in range(2):
        assert dana.post(HERE, data=asked(cast)).status_code == 303
    assert len(stored(Coverage)) == 1
    answer = dana.post(HERE, data=asked(cast, 1, 4))
    assert answer.status_code == 422 and "Some of these days are noted already." in answer.text


def test_the_admin_does_it_for_somebody_and_needs_the_password(
    cast: Cast, stored: Stored, sees: Callable[..., bool]
) -> None:
    path = f"/admin/people/{cast['dana']}/coverage"
    assert cast.as_("alex").post(path, data=asked(cast)).location == path
    assert sees()
    assert cast.as_("alex").post(f"/admin/coverage/{stored(Coverage)[0].id}/ending").location == path
    assert not sees()
    with cast.app.app_context(), db.writing():
        db.session.execute(update(Device).values(confirmed_at=datetime.now(UTC) - timedelta(minutes=11)))
    for name, address in (("alex", path), ("dana", HERE)):
        assert "/confirm?next=" in str(cast.as_(name).post(address, data=asked(cast)).location)
        shown = cast.as_(name).get(address).text
        assert f"/confirm?next={address}" in shown and "first_day" not in shown, "nothing is typed to be lost"
    assert len(stored(Coverage)) == 1


def test_another_role_ends_it_and_a_new_person_is_told(cast: Cast, stored: Stored, put: Put) -> None:
    put(coverage(cast["dana"], cast["lee"], BEFORE, SOON))
    alex = cast.as_("alex")
    alex.post(f"/admin/people/{cast['jordan']}/assignments", data={"counselor": str(cast["dana"])})
    assert [row.action for row in stored(Audit, owner_id=cast["jordan"], subject="cover")] == ["assigned"]
    alex.post(f"/admin/people/{cast['lee']}/role", data={"role": "admin"})
    assert stored(Coverage)[0].ended_at is not None


@pytest.mark.parametrize(
    ("zone", "first", "last", "starts", "ends"),
    [
        ("America/New_York", date(2026, 3, 7), date(2026, 3, 8), (7, 5), (9, 4)),
        ("America/New_York", date(2026, 10, 31), date(2026, 11, 1), (31, 4), (2, 5)),
        ("Pacific/Honolulu", date(2026, 3, 7), date(2026, 3, 8), (7, 10), (9, 10)),
    ],
)
def test_days_are_the_programs_also_where_clocks_change(
    zone: str, first: date, last: date, starts: tuple[int, int], ends: tuple[int, int]
) -> None:
    assert [(at.day, at.hour) for at in bounds(first, last, zone)] == [starts, ends]


def test_the_program_moves(cast: Cast, stored: Stored) -> None:
    cast.as_("dana").post(HERE, data=asked(cast, 5, 6))
    before = stored(Coverage)[0]
    settings = {"name": "x", "time_zone": "America/Los_Angeles", "reading_days": ["1"], "reading_by": "17:00"}
    assert cast.as_("alex").post("/admin/program", data=settings).status_code == 303
    after = stored(Coverage)[0]
    assert stored(Program)[0].time_zone == "America/Los_Angeles"
    assert after.first_day == before.first_day
    assert after.starts_at - before.starts_at == timedelta(hours=3)
