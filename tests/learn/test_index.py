"""Learn: what to go on with, what fits, all tracks."""

from datetime import UTC, datetime, timedelta

from bs4 import BeautifulSoup, Tag

from tests.cast import Cast
from tests.learn.conftest import Learning
from tests.support.markup import the
from webapp.enums import Focus
from webapp.extensions import db
from webapp.models import FocusChoice, ModuleProgress, Trigger, Urge, UrgeTrigger, now


def page(learning: Learning) -> BeautifulSoup:
    return BeautifulSoup(learning.maya.get("/learn").text, "html.parser")


def text(soup: Tag, place: str) -> str:
    found = soup.select_one(place)
    return found.get_text(" ", strip=True) if found else ""


def reads(learning: Learning, slug: str, *, furthest: int = 1, finished: bool = False, days_ago: int = 0) -> None:
    at = now() - timedelta(days=days_ago)
    with learning.cast.app.app_context(), db.writing() as session:
        session.add(
            ModuleProgress(
                owner_id=learning.cast["maya"],
                slug=slug,
                content_version=1,
                furthest=furthest,
                read_at=at,
                finished_at=at if finished else None,
            )
        )


def logs(cast: Cast, times: int, *, slug: str | None = None, name: str = "", days_ago: int = 0) -> None:
    """So many urges with one trigger."""
    at = datetime.now(UTC) - timedelta(days=days_ago)
    owner = {"owner_id": cast["maya"]}
    with cast.app.app_context(), db.writing() as session:
        trigger = Trigger(**owner, slug=slug, name=name, category="external")
        session.add(trigger)
        session.flush()
        for _ in range(times):
            urge = Urge(**owner, occurred_at=at, utc_offset=0, day=at.date(), strength=5, word="craving")
            session.add(urge)
            session.flush()
            session.add(UrgeTrigger(**owner, urge_id=urge.id, trigger_id=trigger.id))


def test_it_begins_with_the_first_module(learning: Learning) -> None:
    soup = page(learning)
    assert text(soup, "#next-module") == "What an IOP is"
    assert "Next for you" in text(soup, "main") and not soup.select(".track-first progress")


def test_it_goes_on_with_what_was_read_last(learning: Learning) -> None:
    reads(learning, "sleep", furthest=2, days_ago=1)
    reads(learning, "anger", furthest=1, days_ago=3)
    reads(learning, "stress", furthest=4, finished=True)
    soup = page(learning)
    assert text(soup, "#next-module") == "Sleep that helps recovery" or soup.select_one("a[href='/learn/54']")
    first = soup.select_one("section.track")
    assert first and the(first, "a")["href"] == "/learn/54"
    assert "Continue where you left off" in first.text and "2 of 4 parts read" in first.text


def test_all_finished(learning: Learning) -> None:
    for module in learning.cast.app.extensions["foothold_library"].modules.values():
        reads(learning, module.slug, furthest=3, finished=True)
    soup = page(learning)
    assert "You finished every module." in text(soup, "main")
    assert soup.h1 and soup.h1.text == "Learn"


def test_tracks_say_how_far(learning: Learning) -> None:
    reads(learning, "trigger-craving-cycle", furthest=4, finished=True)
    reads(learning, "external-triggers", furthest=1)
    row = next(row for row in page(learning).select("li") if "Triggers and cravings" in row.text)
    assert "1 of 5 done." in row.text and "Next: People" in row.text
    assert the(row, "progress")["value"] == "1"
    track = BeautifulSoup(learning.maya.get("/learn/tracks/2").text, "html.parser")
    assert [link["href"] for link in track.select("main li a")] == [f"/learn/{n}" for n in range(5, 10)]
    assert "Finished" in text(track, "main li") and "1 of 4 parts read" in text(track, "main")


def test_a_track_that_is_not_there(learning: Learning) -> None:
    assert learning.maya.get("/learn/tracks/14").status_code == 404
    assert learning.maya.get("/learn/tracks/0").status_code == 404


def test_what_fits_what_the_person_works_on(learning: Learning) -> None:
    with learning.cast.app.app_context(), db.writing() as session:
        session.add(FocusChoice(owner_id=learning.cast["maya"], focus=Focus.GAMBLING, position=1))
    soup = page(learning)
    fitting = [link["href"] for link in soup.select("section[aria-labelledby=fitting] a")]
    assert "/learn/40" in fitting and len(fitting) == 3
    reads(learning, "gambling", furthest=4, finished=True)
    assert "/learn/40" not in [link["href"] for link in page(learning).select("section[aria-labelledby=fitting] a")]


def test_this_week(learning: Learning) -> None:
    logs(learning.cast, 3, slug="payday")
    logs(learning.cast, 2, slug="stress")
    week = page(learning).select_one("section[aria-labelledby=week]")
    assert week and text(week, "h2") == "This week: 3 cravings with “Payday”"
    assert the(week, "a")["href"] == "/learn/57"


def test_this_week_in_spanish(learning: Learning) -> None:
    logs(learning.cast, 3, slug="payday")
    learning.speaks("es")
    assert text(page(learning), "#week") == "Esta semana: ansias 3 veces con «Día de pago»"


def test_a_finished_module_makes_way_for_the_next(learning: Learning) -> None:
    logs(learning.cast, 3, slug="payday")
    reads(learning, "work-money-housing", finished=True)
    assert the(page(learning), "section[aria-labelledby=week] a")["href"] == "/learn/6"


def test_a_trigger_of_ones_own_has_a_module_too(learning: Learning) -> None:
    logs(learning.cast, 2, name="The store on 5th")
    soup = page(learning)
    assert "The store on 5th" in text(soup, "#week")


def test_once_or_long_ago_is_no_pattern(learning: Learning) -> None:
    logs(learning.cast, 1, slug="payday")
    logs(learning.cast, 5, slug="stress", days_ago=8)
    assert not page(learning).select("#week")


def test_others_progress_is_not_seen(learning: Learning) -> None:
    reads(learning, "sleep", furthest=2)
    jordan = learning.cast.as_("jordan").get("/learn").text
    assert "parts read" not in jordan


def test_the_tab(learning: Learning) -> None:
    soup = page(learning)
    tab = soup.select_one(".dock-link[aria-current=page]")
    assert tab and tab["href"] == "/learn" and tab.get_text(strip=True) == "Learn"
    assert "/learn" in [
        link["href"] for link in BeautifulSoup(learning.maya.get("/").text, "html.parser").select(".dock-link")
    ]
