"""The program turns rules off and chooses their numbers, after it tried them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from bs4 import BeautifulSoup
from sqlmodel import select

from tests.cast import Cast
from tests.flags.conftest import NOW, ZONE, Logged, all_of, five
from webapp.extensions import db
from webapp.flags import replay
from webapp.flags.presenters import of_one
from webapp.flags.rules import LIMITS, RULES, all_rules
from webapp.models import Audit, FlagNote, Program, uuid7

pytestmark = pytest.mark.usefixtures("that_tuesday")
USUAL = {
    "lapse": "true", "strong_twice": "true", "low_mood": "true", "signs": "true", "silence": "true",
    "plan_review": "true", "strength": "8", "hours": "48", "low_days": "3", "regular": "5", "quiet": "3",
}  # fmt: skip


def chooses(cast: Cast, **values: int) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.execute(select(Program)).scalar_one().flag_rules = values


def raised(cast: Cast, owner_id: UUID) -> list[str]:
    with cast.app.app_context():
        flags = of_one(cast["dana"], owner_id, ZONE)
    return [f"{flag.rule.key}: {flag.rule.name} / {flag.what} / {flag.more}" for flag in flags]


@pytest.mark.parametrize(
    ("lines", "values", "said"),
    [
        ("urge 2026-11-09T09:00 strength=6,urge 2026-11-10T09:00 strength=6", {"strength": 6},
         "strong-twice: Strength 6 or more, twice in 48 hours / Craving 6 of 10 / today, 9:00 AM, "
         "and 6 of 10 yesterday, 9:00 AM"),
        ("urge 2026-11-09T09:00 strength=8,urge 2026-11-10T10:00 strength=8", {"hours": 24}, ""),
        ("urge 2026-10-31T12:00 strength=8,urge 2026-11-01T11:00 strength=8", {"hours": 24},
         "strong-twice: Strength 8 or more, twice in 24 hours / Craving 8 of 10 / Sunday, November 1, 11:00 AM, "
         "and 8 of 10 Saturday, October 31, 12:00 PM"),
        ("urge 2026-10-31T12:00 strength=8,urge 2026-11-01T11:30 strength=8", {"hours": 24}, ""),
        ("check-in 2026-11-09T09:00 mood=1,check-in 2026-11-10T09:00 mood=1", {"low_days": 2},
         "low-mood: The lowest mood on 2 days running / Lowest mood on 2 days running / until Tuesday, November 10"),
        ("check-in 2026-11-01T09:00 mood=3,check-in 2026-11-02T09:00 mood=3", {"regular": 2, "quiet": 5},
         "silence: Entries on 2 of 7 days, then none for 5 days / No shared entry since Monday, November 2 / "
         "entries on 2 or more of the 7 days before"),
        ("check-in 2026-11-01T09:00 mood=3,check-in 2026-11-02T09:00 mood=3", {"regular": 2, "quiet": 8}, ""),
        ("lapse 2026-11-10T09:00", {"lapse": 0}, ""),
        ("urge 2026-11-10T09:00 strength=1 safe=no", {rule.field: 0 for rule in RULES} | {"strength": 10},
         "not-safe: An answer to the safety questions that is not the safe one / “Are you safe right now?” No / "
         "today, 9:00 AM"),
    ],
)  # fmt: skip
def test_a_rule_follows_its_numbers(cast: Cast, logged: Logged, lines: str, values: dict[str, int], said: str) -> None:
    owner_id = logged(*lines.split(","))
    chooses(cast, **values)
    assert [line.replace("\u202f", " ") for line in raised(cast, owner_id)] == ([said] if said else [])


def test_an_answer_stays_with_its_flag_when_numbers_change(cast: Cast, logged: Logged) -> None:
    owner_id = logged("lapse 2026-11-10T09:00")
    with cast.app.app_context():
        (flag,) = of_one(cast["dana"], owner_id, ZONE)
    form = {"rule": flag.rule.key, "cause": flag.cause, "action": "called", "operation": str(uuid7())}
    assert cast.as_("dana").post(f"/counselor/participants/{owner_id}/flags", data=form).status_code == 303
    chooses(cast, strength=5, hours=6)
    with cast.app.app_context():
        (flag,) = of_one(cast["dana"], owner_id, ZONE)
        (note,) = db.rows(select(FlagNote.raised_at).where(FlagNote.owner_id == owner_id).execution_options(**all_of()))
    assert not flag.is_open
    assert note.raised_at == NOW


def tried(cast: Cast, **values: str) -> str:
    answer = cast.as_("alex").post("/admin/flags/trials", data=USUAL | values)
    assert answer.status_code == 200
    return " ".join(BeautifulSoup(answer.text, "html.parser").get_text(" ").split())


def test_a_trial_counts_the_last_week_and_keeps_nothing(cast: Cast, logged: Logged) -> None:
    five(
        logged,
        "lapse 2026-11-10T09:00",
        "lapse 2026-11-04T09:00",
        "lapse 2026-11-03T09:00",  # stood before the week began
        "lapse 2026-11-09T09:00 private=1",
        "urge 2026-11-08T09:00 strength=7",
        "urge 2026-11-09T09:00 strength=7",
    )
    logged("lapse 2026-11-09T10:00", shares=False)
    text = tried(cast, strength="7")
    assert "These rules would have raised 3 flags in the last 7 days. The rules in force raised 2." in text
    assert "1 in the last 7 days, 0 as it is now" in text
    with cast.app.app_context():
        assert db.value(select(Program.flag_rules)) == {}
        assert not db.rows(select(Audit.action).where(Audit.subject == "program"))


WEEKS = (
    *(f"check-in 2026-10-{day}T09:00 mood=2" for day in range(25, 31)),
    *(f"urge 2026-11-0{day}T09:00 strength={day}" for day in range(2, 10)),
    *(f"check-in 2026-11-0{day}T20:00 mood=1" for day in range(5, 9)),
    "sign-check 2026-11-06T09:00 level=close",
    "urge 2026-11-07T09:00 strength=4 safe=no",
)


def test_what_is_tried_is_what_was_raised(cast: Cast, logged: Logged) -> None:
    """Each flag that stood on one of the seven days, and not at the end of the day before them, counts once."""
    stood = []
    for days_ago in range(replay.WEEK, -1, -1):
        end = NOW - timedelta(days=days_ago)
        owner_id = logged(*(line for line in WEEKS if line.split()[1][:10] <= str(end.date())))
        with time_machine.travel(end + timedelta(hours=11), tick=False), cast.app.app_context():
            stood.append({(flag.rule.key, flag.since) for flag in of_one(cast["dana"], owner_id, ZONE)})
    with cast.app.app_context():
        counts = replay.last_week(all_rules({}), [replay.shared().people[owner_id]])
    before, *later = stood
    assert counts.total() == len(set().union(*later) - before)
    assert +counts == {"not-safe": 1, "signs": 1, "strong-twice": 1, "low-mood": 2}


def test_fewer_than_five_people_give_no_number(cast: Cast, logged: Logged) -> None:
    for _ in range(4):
        logged("lapse 2026-11-09T09:00")
    text = tried(cast)
    assert "Fewer than 5 people share something" in text
    assert "in the last 7 days," not in text


def test_rules_are_kept_and_shown_to_whoever_they_are_about(cast: Cast) -> None:
    cast.consents("maya", "urges")
    alex = cast.as_("alex")
    assert alex.post("/admin/flags", data={**USUAL, "strength": "7", "lapse": ""}).status_code == 303
    page = alex.get("/admin/flags").text
    assert "Strength 7 or more, twice in 48 hours" in page
    for who, path in (("dana", "/counselor"), ("maya", "/flags")):
        text = cast.as_(who).get(path).text
        assert "Strength 7 or more, twice in 48 hours" in text
        assert "A lapse that was shared" not in text
    with cast.app.app_context():
        (line,) = db.rows(select(Audit.detail).where(Audit.subject == "program"))
    assert line.detail == "flag_rules: lapse, strength"


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.key)
def test_a_number_out_of_its_range_is_refused_where_it_stands(cast: Cast, limit: Any) -> None:
    alex = cast.as_("alex")
    for wrong in (str(limit.least - 1), str(limit.most + 1), "many", ""):
        for path in ("/admin/flags", "/admin/flags/trials"):
            answer = alex.post(path, data=USUAL | {limit.key: wrong})
            assert answer.status_code == 422
            assert f'id="{limit.key}-error"' in answer.text
            assert not wrong or f'name="{limit.key}" type="number" autocomplete="off" value="{wrong}"' in answer.text
    with cast.app.app_context():
        assert db.value(select(Program.flag_rules)) == {}
