"""One participant's page: what is shared by category, to those assigned now, and each look is recorded."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from tests.cast import Cast
from tests.review.conftest import NOTES
from webapp.enums import ConsentCategory
from webapp.extensions import db
from webapp.models import LINE, Account, Assignment, Audit, CheckIn, Lapse, Urge
from webapp.timeline import CATEGORIES

Write = Callable[..., Any]


def path(cast: Cast, name: str = "maya") -> str:
    return f"/counselor/participants/{cast[name]}"


def read(cast: Cast, name: str = "dana") -> str:
    answer = cast.as_(name).get(path(cast))
    assert answer.status_code == 200
    return answer.text


def canaries(html: str) -> set[str]:
    return set(re.findall(r"zq-[a-z-]+", html))


def looks(cast: Cast) -> list[tuple[Any, ...]]:
    statement = select(Audit.actor_id, Audit.owner_id, Audit.subject, Audit.detail).where(col(Audit.action) == "viewed")
    with cast.app.app_context():
        return [tuple(row) for row in db.rows(statement.order_by(col(Audit.id)))]


def end_assignments(cast: Cast) -> None:
    with cast.app.app_context(), db.writing() as session:
        for row in session.execute(select(Assignment)).scalars():
            row.ended_at = datetime.now(UTC)


def test_nothing_is_shown_that_is_not_shared(cast: Cast, story: dict[str, str]) -> None:
    answer = cast.as_("dana").get(path(cast))
    assert answer.status_code == 404
    assert canaries(answer.text) == set() and "Maya" not in answer.text
    assert looks(cast) == []


@pytest.mark.parametrize("category", [each for each in ConsentCategory if each != ConsentCategory.NOTES])
def test_each_category_shows_its_own_and_nothing_else(cast: Cast, story: dict[str, str], category: str) -> None:
    cast.consents("maya", category)
    expected = set(story[category].split())
    if category == ConsentCategory.TRIGGERS:
        assert "zq-urge" not in read(cast)
    assert canaries(read(cast)) == expected


@pytest.mark.parametrize("category", NOTES)
def test_a_note_needs_both_consents(cast: Cast, story: dict[str, str], category: str) -> None:
    cast.consents("maya", category, "notes")
    assert canaries(read(cast)) == {NOTES[category], *story[category].split()}
    assert f"notes:{datetime.now(UTC).year}" in looks(cast)[-1][3]
    cast.consents("maya", "notes", granted=False)
    assert canaries(read(cast)) == set(story[category].split())
    assert "notes" not in looks(cast)[-1][3]


def test_notes_alone_show_nothing(cast: Cast, story: dict[str, str]) -> None:
    cast.consents("maya", "notes")
    assert cast.as_("dana").get(path(cast)).status_code == 404
    assert "Maya" not in cast.as_("dana").get("/counselor").text


def test_everything_shared_never_shows_the_rest(cast: Cast, story: dict[str, str]) -> None:
    cast.consents("maya", *ConsentCategory)
    shown = canaries(read(cast))
    assert shown == {word for words in story.values() for word in words.split()}
    assert not shown & {"zq-private", "zq-private-answer", "zq-deleted", "zq-lapse", "zq-old-plan", "zq-person"}
    assert "555-0147" not in read(cast)


def test_what_set_off_an_urge_needs_both_consents(cast: Cast, story: dict[str, str]) -> None:
    cast.consents("maya", "urges")
    assert "zq-trigger" not in read(cast)
    cast.consents("maya", "triggers")
    assert read(cast).count("zq-trigger") == 2


def test_a_consent_taken_back_holds_at_the_next_request(cast: Cast, story: dict[str, str]) -> None:
    cast.consents("maya", *ConsentCategory)
    assert "zq-urge" in read(cast)
    cast.consents("maya", "urges", granted=False)
    assert not canaries(read(cast)) & {"zq-urge", "zq-thought"}
    assert "zq-check-in" in read(cast)


def test_modules_are_named_and_answers_are_not(cast: Cast, story: dict[str, str]) -> None:
    cast.consents("maya", "plan")
    assert "Modules read" not in read(cast)
    cast.consents("maya", "modules")
    html = read(cast)
    assert "Getting sleep back" in html and "Begun, last read" in html
    assert "zq-shown" not in html


def test_answers_are_shown_where_the_person_says_so(cast: Cast, story: dict[str, str]) -> None:
    """The control: the private one stands beside it."""
    cast.consents("maya", "exercises")
    html = read(cast)
    assert "What wake time will you keep, all 7 days?" in html and canaries(html) == {"zq-shown"}
    assert looks(cast)[-1][3] == "exercises"


def test_a_lapse_is_seen_when_the_person_told_the_team(cast: Cast, write: Write) -> None:
    write(Lapse, private=False, told_team=True, note="zq-told", look_back={"one-change": "zq-change"})
    assert canaries(read(cast)) == {"zq-told", "zq-change"}


def test_all_that_belongs_to_an_urge(cast: Cast, story: dict[str, str]) -> None:
    cast.consents("maya", "urges")
    html = read(cast)
    assert "Are you safe right now?" in html and "Felt" in html
    assert "Craving" in html


class TestWhoMayLook:
    @pytest.mark.parametrize(
        ("name", "code"), [("nobody", 401), ("maya", 403), ("jordan", 403), ("alex", 403), ("lee", 404)]
    )
    def test_others_are_refused(self, cast: Cast, story: dict[str, str], name: str, code: int) -> None:
        cast.consents("maya", *ConsentCategory)
        answer = cast.as_(name).get(path(cast))
        assert answer.status_code == code
        assert canaries(answer.text) == set() and "Maya" not in answer.text.replace("Maya</p>", "")

    def test_not_after_the_assignment_ended(self, cast: Cast, story: dict[str, str]) -> None:
        cast.consents("maya", *ConsentCategory)
        dana = cast.as_("dana")
        assert dana.get(path(cast)).status_code == 200
        end_assignments(cast)
        assert dana.get(path(cast)).status_code == 404
        assert looks(cast) != [] and len(looks(cast)) == 1

    @pytest.mark.parametrize("name", ["jordan", "noor", "dana", "alex"])
    def test_not_those_they_do_not_look_after(self, cast: Cast, name: str) -> None:
        assert cast.as_("dana").get(path(cast, name)).status_code == 404

    def test_not_a_disabled_account(self, cast: Cast) -> None:
        with cast.app.app_context(), db.writing() as session:
            account = session.execute(select(Account).where(col(Account.username) == "maya")).scalar_one()
            account.active = False
        assert cast.as_("dana").get(path(cast)).status_code == 404


def test_each_look_is_recorded_with_what_could_be_seen(cast: Cast) -> None:
    cast.consents("maya", "urges", "plan")
    read(cast)
    read(cast)
    assert looks(cast) == [(cast["dana"], cast["maya"], "record", "urges plan")] * 2


def test_the_trail_says_which_days_were_seen(cast: Cast, write: Write) -> None:
    cast.consents("maya", *ConsentCategory)
    for days in (1, 3, 5):
        write(Urge, days)
    write(CheckIn, 2)
    write(Lapse, 4, private=False, told_team=True)
    read(cast)
    now = datetime.now(UTC) - timedelta(hours=5, minutes=1)
    day = [(now - timedelta(days=n)).date().isoformat() for n in range(6)]
    lists = "triggers plan aftercare modules exercises"
    assert looks(cast)[0][3] == (
        f"urges:{day[5]}/{day[1]} lapses:{day[4]} check-ins:{day[2]} practices sign-checks {lists}"
    )
    longest = " ".join([*(f"{category}:{day[5]}/{day[1]}" for category in CATEGORIES.values()), lists])
    assert len(longest) <= LINE


def test_a_refused_look_is_none(cast: Cast) -> None:
    cast.as_("lee").get(path(cast))
    assert looks(cast) == []


def test_pages_go_on_and_stay_shared_only(cast: Cast, write: Write) -> None:
    cast.consents("maya", "urges", "notes")
    for n in range(35):
        write(Urge, n / 24, note=f"zq-n{'abcdefghij'[n // 10]}{'abcdefghij'[n % 10]}", private=n == 33)
    first = read(cast)
    more = re.search(r'href="([^"]*before=[^"]*)"', first)
    assert more
    second = cast.as_("dana").get(more[1].replace("&amp;", "&")).text
    assert len(canaries(first)) == 30 and len(canaries(second)) == 4
    assert canaries(first).isdisjoint(canaries(second))


def test_in_spanish(cast: Cast, story: dict[str, str]) -> None:
    cast.consents("maya", *ConsentCategory)
    with cast.app.app_context(), db.writing() as session:
        session.connection().exec_driver_sql("UPDATE account SET language = 'es' WHERE username = 'dana'")
    html = read(cast)
    assert "Anotaciones compartidas" in html and "Plan para prevenir recaídas" in html
