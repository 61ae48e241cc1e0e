"""The log: everything in one list, by day, each with who can see it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from tests.cast import Cast
from tests.support.queries import CountVisit
from webapp.extensions import db
from webapp.models import (
    CheckIn,
    Lapse,
    Logged,
    Practice,
    SignCheck,
    Skill,
    Trigger,
    Urge,
    UrgeTrigger,
)

Write = Callable[..., Any]


def page(cast: Cast, path: str = "/log", member: str = "maya") -> BeautifulSoup:
    answer = cast.as_(member).get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def texts(found: list[Tag]) -> list[str]:
    return [" ".join(tag.get_text(" ").split()) for tag in found]


def entries(soup: BeautifulSoup) -> list[str]:
    return texts(soup.select("li.entry"))


def titles(soup: BeautifulSoup) -> list[str]:
    return texts(soup.select("li.entry .entry-top strong"))


def keep(cast: Cast, *rows: Any) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.add_all(rows)


def test_every_kind_is_there_newest_first(cast: Cast, write: Write) -> None:
    for minutes, model in enumerate((Urge, Lapse, CheckIn, Practice, SignCheck)):
        write(model, minutes)
    expected = ["Craving", "Lapse", "Check-in: Okay", "Long out-breath", "Warning signs: Drifting"]
    assert titles(page(cast)) == expected


def test_an_urge_shows_both_strengths_what_set_it_off_and_what_helped(cast: Cast, write: Write) -> None:
    urge = write(Urge, strength=8, strength_now=3, note="Went for a walk.")
    trigger = Trigger(owner_id=cast["maya"], name="The late bus", category="external")
    keep(cast, trigger)
    keep(cast, UrgeTrigger(owner_id=cast["maya"], urge_id=urge, trigger_id=trigger.id))
    write(Practice, 30, skill_key="long-out-breath", urge_id=urge)
    shown = page(cast, "/log?kind=urge")
    assert len(entries(shown)) == 1
    for words in ("8 of 10 then 3 of 10", "Long out-breath", "The late bus", "Went for a walk."):
        assert words in entries(shown)[0]
    assert [tag["data-level"] for tag in shown.select(".badge-strength")] == ["3", "1"]


def test_an_own_skill_goes_by_its_name(cast: Cast, write: Write) -> None:
    skill = Skill(owner_id=cast["maya"], name="Feed the cat", category="action")
    keep(cast, skill)
    write(Practice, skill_key=f"own:{skill.id}")
    write(Practice, skill_key="own:not-an-id")
    assert sorted(titles(page(cast))) == ["A skill of one’s own", "Feed the cat"]


def test_a_check_in_says_what_was_answered(cast: Cast, write: Write) -> None:
    write(CheckIn, mood=2, sleep_hours=6, craving=4, hungry=True, tired=True)
    assert "Check-in: Low" in entries(page(cast))[0]
    assert "Slept 6 hours · Craving 4 of 10 · Hungry · Tired" in entries(page(cast))[0]


def test_deleted_entries_and_those_of_others_are_not_there(cast: Cast, write: Write) -> None:
    write(Urge, note="zqdeletedzq", deleted_at=datetime.now(UTC))
    write(Urge, owner="jordan", note="zqjordanzq")
    assert "zq" not in cast.as_("maya").get("/log").text


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("urge", "Craving"),
        ("lapse", "Lapse"),
        ("practice", "Long out-breath"),
        ("sign-check", "Warning signs: Drifting"),
    ],
)
def test_one_kind(cast: Cast, write: Write, kind: str, title: str) -> None:
    for model in (Urge, Lapse, CheckIn, Practice, SignCheck):
        write(model)
    shown = page(cast, f"/log?kind={kind}")
    assert titles(shown) == [title]
    assert len(shown.select('nav a.chip[aria-current="true"]')) == 1


def test_a_kind_that_does_not_exist_shows_all(cast: Cast, write: Write) -> None:
    write(Urge)
    write(CheckIn)
    assert len(titles(page(cast, "/log?kind=nonsense"))) == 2


def test_entries_lead_to_their_pages(cast: Cast, write: Write) -> None:
    ids = [write(model, n) for n, model in enumerate((Urge, Lapse, CheckIn, Practice, SignCheck))]
    links = [str(tag["href"]) for tag in page(cast).select("li.entry a.stretch")]
    assert [link.rsplit("/", 1)[1] for link in links] == [str(entry_id) for entry_id in ids]
    assert [cast.as_("maya").get(link).status_code for link in links] == [200] * 5


def test_days_are_those_where_it_happened(cast: Cast, write: Write) -> None:
    """A back-dated entry stands where it happened; 11 at night in New York is the next day in UTC."""
    late = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
    write(Urge, occurred_at=late, day=(late - timedelta(hours=5)).date(), note="late")
    write(Urge, occurred_at=late + timedelta(hours=8), day=late.date(), note="morning")
    shown = page(cast)
    assert texts(shown.select("h2.day-title")) == ["Monday, March 2", "Sunday, March 1"]
    assert "11:00 PM" in texts(shown.select("li.entry"))[1].replace("\u202f", " ")


def test_today_and_yesterday_have_names(cast: Cast, write: Write) -> None:
    here = datetime.now(UTC) - timedelta(hours=5)
    write(Urge, 0, day=here.date())
    write(Urge, 1, day=here.date() - timedelta(days=1))
    assert [name.split(",")[0] for name in texts(page(cast).select("h2.day-title"))] == ["Today", "Yesterday"]


def test_notes_are_cut_between_words(cast: Cast, write: Write) -> None:
    write(Urge, note="alpha " * 100)
    shown = page(cast).select_one("li.entry .own-words")
    assert shown and shown.text.endswith("alpha…") and len(shown.text) <= 161


def test_what_was_written_is_text(cast: Cast, write: Write) -> None:
    write(Urge, note="<b>bold</b> & 🌊 שלום")
    assert "<b>bold</b> & 🌊 שלום" in entries(page(cast))[0]


class TestWhoCanSee:
    def states(self, cast: Cast) -> list[str]:
        return texts(page(cast).select("li.entry .entry-state"))

    def test_only_you_until_it_is_shared(self, cast: Cast, write: Write) -> None:
        write(Urge)
        assert self.states(cast) == ["Only you"]
        cast.consents("maya", "urges")
        assert self.states(cast) == ["Your care team: Dana"]
        cast.consents("maya", "urges", granted=False)
        assert self.states(cast) == ["Only you"]

    def test_by_kind(self, cast: Cast, write: Write) -> None:
        cast.consents("maya", "check-ins")
        write(CheckIn, 1)
        write(Urge, 2)
        assert self.states(cast) == ["Your care team: Dana", "Only you"]

    def test_private_entries_are_yours_alone_and_say_so(self, cast: Cast, write: Write) -> None:
        cast.consents("maya", "urges")
        write(Urge, private=True)
        assert self.states(cast) == ["Only you Private"]

    def test_a_lapse_told_to_the_team_is_seen_by_it(self, cast: Cast, write: Write) -> None:
        write(Lapse, 1, private=False, told_team=True)
        write(Lapse, 2, private=True)
        assert self.states(cast) == ["Your care team: Dana", "Only you Private"]

    def test_a_team_of_nobody(self, cast: Cast, write: Write) -> None:
        cast.consents("jordan", "urges")
        write(Urge, owner="jordan")
        assert "Your care team, nobody yet" in entries(page(cast, member="jordan"))[0]

    def test_bring_to_session(self, cast: Cast, write: Write) -> None:
        write(Urge, for_session=True)
        assert self.states(cast) == ["Only you Bring to session"]


def fill(write: Write, model: type[Logged], count: int) -> None:
    for n in range(count):
        write(model, n)


@pytest.mark.parametrize("count", [1, 40])
def test_eight_queries_whatever_it_holds(cast: Cast, write: Write, queries: CountVisit, count: int) -> None:
    skill = Skill(owner_id=cast["maya"], name="Feed the cat", category="action")
    keep(cast, skill)
    for model in (Urge, Lapse, CheckIn, SignCheck):
        fill(write, model, count)
    for n in range(count):
        write(Practice, n, skill_key=f"own:{skill.id}")
    assert queries("/log") == 8


class TestEmpty:
    def test_it_offers_the_first_steps(self, cast: Cast) -> None:
        shown = page(cast)
        assert texts(shown.select("h1")) == ["Your log starts here"]
        assert "/urges/new" in [tag["href"] for tag in shown.select("a.big-action")]
        assert "Only you can see what you log." in shown.text

    def test_it_says_who_would_read(self, cast: Cast) -> None:
        cast.consents("maya", "urges")
        assert "Dana can read what you share weekdays 9 to 5, not right away." in page(cast).text

    def test_an_empty_kind_is_not_an_empty_log(self, cast: Cast, write: Write) -> None:
        write(Urge)
        assert texts(page(cast, "/log?kind=lapse").select("h1")) == ["My log"]


def test_the_choice_of_what_to_add(cast: Cast) -> None:
    links = [str(tag["href"]) for tag in page(cast, "/log/new").select("a.big-action")]
    assert links == ["/urges/new", "/check-ins/new", "/skills", "/lapses/new", "/warning-signs/check"]
    assert [cast.as_("maya").get(link).status_code for link in links] == [200] * 5


def test_in_spanish(cast: Cast, write: Write) -> None:
    write(Urge)
    write(CheckIn, mood=4)
    with cast.app.app_context(), db.writing() as session:
        session.connection().exec_driver_sql("UPDATE account SET language = 'es' WHERE username = 'maya'")
    shown = page(cast)
    assert texts(shown.select("h1")) == ["Mi diario"]
    assert sorted(titles(shown)) == ["Ansias", "Registro del día: Bien"]
    assert "Solo tú" in shown.text


@pytest.mark.parametrize("path", ["/log", "/log/new"])
def test_others_are_refused(cast: Cast, path: str) -> None:
    assert cast.as_("nobody").get(path).status_code == 401
    assert [cast.as_(name).get(path).status_code for name in ("dana", "alex")] == [403, 403]


def test_reading_writes_nothing(cast: Cast, write: Write) -> None:
    write(Urge)
    before = _everything(cast)
    cast.as_("maya").get("/log")
    assert _everything(cast) == before


def _everything(cast: Cast) -> list[int]:
    with cast.app.app_context():
        tables = ("urge", "audit", "operation", "consent")
        run = db.session.connection().exec_driver_sql
        return [run(f"SELECT count(*) FROM {table}").scalar() or 0 for table in tables]
