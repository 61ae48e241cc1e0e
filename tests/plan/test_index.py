"""The whole plan on one page, with what other lists hold of it."""

from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.plan.rows import add, add_person, add_version, form, speak_spanish
from tests.support.queries import CountVisit
from tests.support.snapshots import Snapshot
from webapp.enums import SignLevel, TriggerCategory
from webapp.models import IfThen, Practice, Skill, Trigger, WarningSign

WHEN = {"utc_offset": -300, "day": date(2026, 6, 10)}


def practised(cast: Cast, skill: str, times: int) -> None:
    rows = [
        Practice(owner_id=cast["maya"], skill_key=skill, before=8, after=4, occurred_at=datetime.now(UTC), **WHEN)
        for _time in range(times)
    ]
    add(cast, *rows)


def section(html: str, key: str) -> str:
    part = BeautifulSoup(html, "html.parser").find(id=key)
    assert part is not None, key
    return part.get_text(" ", strip=True)


def fill(cast: Cast, times: int = 1) -> None:
    owner = cast["maya"]
    for n in range(times):
        add_version(cast, "reasons", f"Reason {n}", number=n + 1)
        add_person(cast, f"Marcus {n}", say="I have a hard night", position=n)
        add(cast, WarningSign(owner_id=owner, text=f"Sign {n}", level=SignLevel.DRIFTING))
        add(cast, Trigger(owner_id=owner, name=f"Payday {n}", category=TriggerCategory.SITUATION))
        add(cast, IfThen(owner_id=owner, cue=f"it is payday {n}", act="call Ana"))
        add(cast, Skill(owner_id=owner, name=f"Piano {n}", favourite=True))


def test_it_shows_all_that_belongs_to_the_plan(cast: Cast) -> None:
    fill(cast)
    practised(cast, "urge-surfing", 3)
    html = cast.as_("maya").get("/plan").text
    assert "Reason 0" in section(html, "reasons")
    assert "Drifting Sign 0" in section(html, "signs")
    assert "Payday 0" in section(html, "triggers")
    assert "it is payday 0" in section(html, "if-then") and "call Ana" in section(html, "if-then")
    assert "Marcus 0" in section(html, "people") and "I have a hard night" in section(html, "people")
    assert 'href="tel:+12025550142"' in html and 'href="sms:+12025550142"' in html
    assert "From your own log: Urge surfing down by 4 on average, 3 times Piano 0" in section(html, "skills")


def test_what_is_put_away_is_not_in_the_plan(cast: Cast) -> None:
    owner, now = cast["maya"], datetime.now(UTC)
    add(
        cast,
        WarningSign(owner_id=owner, text="Hidden sign", level=SignLevel.CLOSE, hidden=True),
        Trigger(owner_id=owner, name="Hidden trigger", category=TriggerCategory.INTERNAL, hidden=True),
        IfThen(owner_id=owner, cue="not active", act="x", active=False),
        IfThen(owner_id=owner, cue="removed cue", act="x", removed_at=now),
    )
    add_person(cast, "Removed person", removed_at=now)
    html = cast.as_("maya").get("/plan").text
    assert not [
        word
        for word in ("Hidden sign", "Hidden trigger", "not active", "removed cue", "Removed person")
        if word in html
    ]


def test_two_uses_of_a_skill_claim_nothing(cast: Cast) -> None:
    practised(cast, "urge-surfing", 2)
    assert "Urge surfing" not in section(cast.as_("maya").get("/plan").text, "skills")


def test_own_choice_of_skills_replaces_what_the_log_says(cast: Cast) -> None:
    practised(cast, "urge-surfing", 3)
    add_version(cast, "skills", {"text": "Old name", "skill": "long-out-breath"}, "Play the piano")
    text = section(cast.as_("maya").get("/plan").text, "skills")
    assert "Long out-breath" in text and "Play the piano" in text
    assert "Urge surfing" not in text and "Old name" not in text


def test_a_person_in_a_section_can_be_called_and_keeps_the_words_when_gone(cast: Cast) -> None:
    person = add_person(cast, "Marcus")
    add_version(cast, "lapse-hour", {"text": "Marc", "person": str(person)}, "Drink water")
    maya = cast.as_("maya")
    assert "Marcus" in section(maya.get("/plan").text, "lapse-hour")
    maya.post(f"/people/{person}/deletion")
    text = section(maya.get("/plan").text, "lapse-hour")
    assert "Marc" in text and "Call" not in text


def test_an_empty_plan_says_what_each_part_is_for(cast: Cast) -> None:
    html = cast.as_("maya").get("/plan").text
    assert "Your reasons can carry you through a hard hour." in section(html, "reasons")
    assert "One person is a good start." in section(html, "people")
    assert "I reviewed it today" not in html


def test_the_newest_version_is_the_plan(cast: Cast) -> None:
    for number, text in enumerate(("First words", "Second words"), start=1):
        add_version(cast, "reasons", text, number=number)
    text = section(cast.as_("maya").get("/plan").text, "reasons")
    assert "Second words" in text and "First words" not in text


def test_others_plans_stay_out_of_it(cast: Cast) -> None:
    add_version(cast, "reasons", "Jordan’s reason", owner="jordan")
    add_person(cast, "Jordan’s sister", owner="jordan")
    html = cast.as_("maya").get("/plan").text
    assert "Jordan’s" not in html


@pytest.mark.parametrize(
    "path", ["/plan", "/safety-plan", "/plan/paper", "/plan/paper-log", "/plan/reasons/edit", "/plan/reasons/versions"]
)
def test_others_are_refused(cast: Cast, path: str) -> None:
    assert cast.as_("nobody").get(path).status_code == 401
    assert cast.as_("dana").get(path).status_code == 403
    assert cast.as_("alex").get(path).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/plan",
        "/safety-plan",
        "/plan/paper",
        "/plan/reasons/edit",
        "/plan/reasons/versions",
        "/plan/reasons/versions/1",
    ],
)
def test_reading_writes_nothing(cast: Cast, path: str) -> None:
    fill(cast)
    before = Snapshot(cast.app.extensions["foothold_engine"])
    assert cast.as_("maya").get(path).status_code == 200
    assert before.changes(Snapshot(cast.app.extensions["foothold_engine"])) == {}


@pytest.mark.parametrize("path", ["/plan", "/safety-plan"])
def test_it_takes_at_most_eight_queries_however_long(cast: Cast, queries: CountVisit, path: str) -> None:
    fill(cast)
    few = queries(path)
    assert few <= 8
    for key in ("goals", "home-safety", "safety-coping", "lapse-hour"):
        cast.as_("maya").post(f"/plan/{key}", data=form("A line", "Another"))
    add(cast, *[Trigger(owner_id=cast["maya"], name=f"More {n}", category=TriggerCategory.EXTERNAL) for n in range(9)])
    add(cast, *[WarningSign(owner_id=cast["maya"], text=f"More {n}", level=SignLevel.CLOSE) for n in range(9)])
    assert queries(path) == few


def test_it_speaks_spanish(cast: Cast) -> None:
    speak_spanish(cast)
    add_version(cast, "reasons", "Mi hija")
    html = cast.as_("maya").get("/plan").text
    assert "Mis razones" in section(html, "reasons") and "Mi hija" in section(html, "reasons")
    assert "My " not in html and "Change" not in html
