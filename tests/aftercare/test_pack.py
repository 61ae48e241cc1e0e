"""What is taken along from the program: on paper, and as a file."""

from datetime import timedelta

from sqlalchemy import update

from tests.aftercare.rows import discharged, trail
from tests.appointments.rows import added, form, here
from tests.cast import Cast
from tests.plan.rows import add_person, add_version
from tests.support.archives import archive_of
from webapp.extensions import db
from webapp.models import Device, now

KEPT = ("A room of my own", "Go to my sister", "Marcus", "(202) 555-0142", "Dr. Lee")


def keep(cast: Cast) -> None:
    add_version(cast, "after-goals", "A room of my own")
    add_version(cast, "lapse-hour", "Go to my sister")
    add_person(cast, "Marcus")
    added(cast, form("Dr. Lee"))


def test_on_paper(cast: Cast) -> None:
    keep(cast)
    text = cast.as_("maya").get("/export/pack").text
    assert all(words in text for words in KEPT)


def test_as_a_file(cast: Cast) -> None:
    keep(cast)
    archive = archive_of(cast.as_("maya").post("/export/packs"))
    assert archive.names == ["README.txt", "plans.html"]
    assert all(words in archive.text("plans.html") for words in KEPT)
    assert "You took along your plans, people and appointments." in cast.as_("maya").get("/who-looked").text


def test_appointments_that_are_over_are_left_out(cast: Cast) -> None:
    """They are in the file with everything."""
    keep(cast)
    last_week = (here() - timedelta(days=7)).isoformat()
    added(cast, form("zq-over", first_on=last_week))
    added(cast, form("zq-ended", first_on=last_week, last_on=last_week, weekdays=[str(day) for day in range(7)]))
    added(cast, form("zq-goes-on", first_on=last_week, weekdays=["1"]))
    maya = cast.as_("maya")
    for text in (maya.get("/export/pack").text, archive_of(maya.post("/export/packs")).text("plans.html")):
        assert "zq-over" not in text and "zq-ended" not in text
        assert "zq-goes-on" in text and "Dr. Lee" in text
    whole = archive_of(maya.post("/export/archives", data={"password": "river-candle-meadow-42"})).text("index.html")
    assert "zq-over" in whole and "zq-ended" in whole


def test_it_asks_for_the_password(cast: Cast) -> None:
    with cast.app.app_context(), db.writing():
        db.run(update(Device).values(confirmed_at=now() - timedelta(hours=1)))
    asked = cast.as_("maya").post("/export/packs")
    assert (asked.status_code, asked.location) == (303, "/confirm?next=/export/pack")
    assert trail(cast, "pack") == []


def test_only_what_is_ones_own(cast: Cast) -> None:
    keep(cast)
    assert not any(words in cast.as_("jordan").get("/export/pack").text for words in KEPT)
    assert "There is nothing in your plans yet." in cast.as_("jordan").get("/export/pack").text


def test_it_is_open_after_the_last_day(cast: Cast) -> None:
    keep(cast)
    discharged(cast)
    assert "A room of my own" in cast.as_("maya").get("/export/pack").text
