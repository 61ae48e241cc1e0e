"""The evening group: four more people with a few entries each, a week that can be shown, and days away."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from webapp.accounts.services import make_account
from webapp.content.consent import VERSION
from webapp.coverage.services import bounds
from webapp.demo import evening_needs
from webapp.enums import ConsentCategory, Role, TriggerCategory
from webapp.extensions import db
from webapp.models import (
    Assignment,
    CheckIn,
    Consent,
    Coverage,
    EntryRead,
    GroupMember,
    GroupWeek,
    Practice,
    TherapyGroup,
    Trigger,
    Urge,
    UrgeTrigger,
    WeekOptIn,
    now,
)
from webapp.moments import Moment, moment, moment_of_wall_clock, today

NAMES = ("Sam", "Priya", "Andre", "Rosa")
SKILLS = ("stop-and-step-back", "long-out-breath")
WEEK = timedelta(days=7)
READ_SINCE = 5
"""Days before which Dana has read everything."""


def fill(ids: dict[str, UUID], zone: str, password_hash: str) -> None:
    """Dana looks after all of them. In two weeks she is away, and Lee covers."""
    here = today(zone)
    group = TherapyGroup(name="Evening group", when="Monday, Tuesday and Thursday, 6 pm")
    db.session.add(group)
    db.session.flush()
    others = [make_account(name.lower(), password_hash, Role.PARTICIPANT, name=name).id for name in NAMES]
    everybody = [ids["maya"], ids["jordan"], *others]
    for person in everybody:
        db.session.add(GroupMember(group_id=group.id, account_id=person, joined_on=here))
    _week(group.id, here - timedelta(days=here.weekday()) - WEEK, everybody[:1] + others)
    for number, person in enumerate(others):
        _person(person, ids["dana"], zone, number)
    sam, priya, _andre, rosa = others
    evening_needs.fill(sam, priya, rosa, ids["dana"], zone)
    first, last = here + 2 * WEEK, here + 3 * WEEK
    starts_at, ends_at = bounds(first, last, zone)
    away: dict[str, Any] = {"first_day": first, "last_day": last, "starts_at": starts_at, "ends_at": ends_at}
    db.session.add(Coverage(counselor_id=ids["dana"], covering_id=ids["lee"], **away))
    db.session.flush()


def _week(group_id: UUID, monday: date, counted: list[UUID]) -> None:
    week = GroupWeek(group_id=group_id, monday=monday, people=len(counted))
    db.session.add(week)
    db.session.flush()
    db.session.add_all([WeekOptIn(owner_id=person, week_id=week.id) for person in counted])


def _person(owner_id: UUID, counselor_id: UUID, zone: str, number: int) -> None:
    since = now() - 3 * WEEK
    db.session.add(Assignment(participant_id=owner_id, counselor_id=counselor_id, started_at=since))
    for category in (ConsentCategory.URGES, ConsentCategory.CHECK_INS):
        db.session.add(Consent(owner_id=owner_id, category=category, granted=True, text_version=VERSION))
    trigger = Trigger(owner_id=owner_id, slug="stress", category=TriggerCategory.INTERNAL)
    db.session.add(trigger)
    db.session.flush()
    for back in range(4, 12):
        at = _at(zone, back)
        urge = Urge(owner_id=owner_id, word="urge", strength=4 + (back + number) % 3, **_when(at))
        db.session.add(urge)
        db.session.flush()
        db.session.add(UrgeTrigger(owner_id=owner_id, urge_id=urge.id, trigger_id=trigger.id))
        if back > READ_SINCE:
            db.session.add(EntryRead(owner_id=owner_id, kind="urge", entry_id=urge.id, reader_id=counselor_id))
        db.session.add(Practice(owner_id=owner_id, skill_key=SKILLS[back % 2], before=6, after=3, **_when(at)))
    if number < 2:
        db.session.add(CheckIn(owner_id=owner_id, mood=3 + number, **_when(moment(zone))))
    db.session.flush()


def _at(zone: str, days_back: int) -> Moment:
    return moment_of_wall_clock(zone, datetime.combine(today(zone) - timedelta(days=days_back), time(17)))


def _when(at: Moment) -> dict[str, Any]:
    return {"occurred_at": at.occurred_at, "utc_offset": at.utc_offset, "day": at.day}
