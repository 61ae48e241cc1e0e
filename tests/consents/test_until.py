"""Until when: a year at the most, the program's end by default; what is over is shared nowhere."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select, update

from tests.cast import Cast
from tests.consents.test_update import answer, form_of, holds, page, ticked
from webapp.consents.terms import end_of, last_day
from webapp.content.consent import ASKED
from webapp.extensions import db
from webapp.models import Consent, Urge, now
from webapp.moments import today
from webapp.scope import owned, owned_change

ZONE = "America/New_York"
Write = Callable[..., Any]


def ends(cast: Cast, name: str = "maya") -> dict[str, Any]:
    """Category -> when its newest answer ends."""
    statement = owned(select(Consent.category, Consent.expires_at), Consent).order_by(col(Consent.id))
    with cast.app.app_context():
        return {row.category: row.expires_at for row in db.rows(statement, owner_id=cast[name])}


def expire(cast: Cast, at: datetime | None = None) -> None:
    """Everything that Maya shares was to end then."""
    statement = owned_change(update(Consent).values(expires_at=at or now() - timedelta(seconds=2)), Consent)
    with cast.app.app_context(), db.writing():
        db.run(statement, {"of_owner": cast["maya"]})


def in_days(days: int) -> datetime:
    return end_of(today(ZONE) + timedelta(days=days), ZONE)


@pytest.mark.parametrize(("until", "days"), [("program", 365), ("30", 30), ("90", 90)])
def test_a_yes_ends(cast: Cast, until: str, days: int) -> None:
    answer(cast.as_("maya"), "urges", until=until)
    assert ends(cast) == {str(category): in_days(days) if category == "urges" else None for category in ASKED}


def test_the_programs_end_is_the_default(cast: Cast) -> None:
    assert form_of(cast.as_("maya"))["until"] == "program"
    assert "Until I leave the program, at most until" in page(cast.as_("maya")).text


@pytest.mark.parametrize("days", [0, 1, 365])
def test_a_day_of_ones_own(cast: Cast, days: int) -> None:
    day = today(ZONE) + timedelta(days=days)
    assert answer(cast.as_("maya"), "plan", until="date", until_day=day.isoformat()).status_code == 303
    assert ends(cast)["plan"] == end_of(day, ZONE)
    assert last_day(ends(cast)["plan"], ZONE) == day


def test_a_day_ends_at_midnight_where_the_person_lives() -> None:
    assert end_of(date(2026, 11, 22), ZONE) == datetime(2026, 11, 23, 5, tzinfo=UTC)
    assert end_of(date(2026, 11, 22), "America/Los_Angeles") == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert end_of(date(2026, 3, 7), "Asia/Beirut") == datetime(2026, 3, 7, 22, tzinfo=UTC)


def test_what_was_typed_stays_when_the_day_cannot_be(cast: Cast) -> None:
    refused = answer(cast.as_("maya"), "urges", "plan", until="date", until_day="2020-01-01")
    assert refused.status_code == 422
    assert 'value="2020-01-01"' in refused.text
    assert refused.text.count(" checked") == 3, "two boxes and the term"


def test_as_it_is_now_adds_under_the_same_day(cast: Cast) -> None:
    maya = cast.as_("maya")
    answer(maya, "urges", until="90")
    assert form_of(maya)["until"] == "same"
    answer(maya, "urges", "plan")
    assert ends(cast)["plan"] == ends(cast)["urges"] == in_days(90)


def test_another_day_is_a_new_yes_for_all_that_is_ticked(cast: Cast) -> None:
    maya = cast.as_("maya")
    answer(maya, "urges", "plan", until="90")
    answer(maya, "urges", "plan", until="30")
    assert ends(cast)["urges"] == ends(cast)["plan"] == in_days(30)


def test_what_is_over_is_not_shared(cast: Cast) -> None:
    maya = cast.as_("maya")
    answer(maya, "urges", "plan")
    expire(cast)
    assert holds(cast) == frozenset()
    assert ticked(maya) == []
    shown = page(maya).text
    assert "You share nothing now." in shown and "(over)" in shown
    assert answer(maya, "urges").status_code == 303
    assert holds(cast) == {"urges"}


def test_what_is_over_is_not_read(cast: Cast, write: Write) -> None:
    urge = write(Urge, note="zq-urge")
    answer(cast.as_("maya"), "urges", "notes")
    assert "Dana can read this" in cast.as_("maya").get(f"/urges/{urge}").text
    dana, path = cast.as_("dana"), f"/counselor/participants/{cast['maya']}"
    assert "zq-urge" in dana.get(path).text
    assert "Maya" in dana.get("/counselor").text
    expire(cast)
    assert "zq-urge" not in dana.get(path).text
    assert "Maya" not in dana.get("/counselor").text
    assert "Only you can see this." in cast.as_("maya").get(f"/urges/{urge}").text


def test_until_the_last_second(cast: Cast) -> None:
    answer(cast.as_("maya"), "urges")
    expire(cast, now() + timedelta(minutes=1))
    assert holds(cast) == {"urges"}


def test_a_yes_to_older_words_named_no_day(cast: Cast) -> None:
    cast.consents("maya", "urges")
    assert holds(cast) == {"urges"}
    shown = page(cast.as_("maya"))
    assert "Until you leave the program" in shown.text
    assert form_of(cast.as_("maya"))["until"] == "program", "saving again names a day"


def test_what_ran_out_is_no_yes_of_before(cast: Cast) -> None:
    """A newer answer that is over does not let an older one shine through."""
    cast.consents("maya", "urges")
    answer(cast.as_("maya"), "urges", until="30")
    with cast.app.app_context(), db.writing():
        newest = db.rows(owned(select(Consent.id), Consent).order_by(col(Consent.id).desc()), owner_id=cast["maya"])
        change = update(Consent).where(col(Consent.id).in_([row.id for row in newest[:-1]]))
        db.run(owned_change(change.values(expires_at=now() - timedelta(days=1)), Consent), {"of_owner": cast["maya"]})
    assert holds(cast) == frozenset()
