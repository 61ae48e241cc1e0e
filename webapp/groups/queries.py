"""Who is in a group, as their counselor may know it; and a week of the group in numbers of people."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, bindparam, func
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from webapp.content.skills import OWN
from webapp.enums import ConsentCategory
from webapp.extensions import Statement, db, select_columns
from webapp.models import (
    Account,
    CheckIn,
    GroupMember,
    GroupWeek,
    Practice,
    Program,
    TherapyGroup,
    Trigger,
    Urge,
    UrgeTrigger,
    WeekOptIn,
)
from webapp.scope import MINE, everyone, own, owned, shared_by_caseload, still_read

_OPEN = col(TherapyGroup.closed_at).is_(None)
_BY_NAME = col(TherapyGroup.name), col(TherapyGroup.id)
_ROSTER = (
    select_columns(
        TherapyGroup.id,
        TherapyGroup.name,
        TherapyGroup.when,
        col(Account.id).label("person_id"),
        col(Account.name).label("person"),
        func.coalesce(Account.time_zone, Program.time_zone).label("time_zone"),
    )
    .join(GroupMember, col(GroupMember.group_id) == TherapyGroup.id)
    .join(Account, col(Account.id) == GroupMember.account_id)
    .join(Program, col(Program.singleton) == 1)
    .where(_OPEN, col(Account.id).in_(MINE), col(Account.active).is_(True), still_read(Account))
    .order_by(*_BY_NAME, col(Account.name), col(Account.id))
)
_GROUPS_OF = (
    select(TherapyGroup.id, TherapyGroup.name, TherapyGroup.when)
    .join(GroupMember, col(GroupMember.group_id) == TherapyGroup.id)
    .where(_OPEN, col(GroupMember.account_id) == bindparam("account"))
    .order_by(*_BY_NAME)
)
_CHECKED_IN = (
    shared_by_caseload(select(CheckIn.owner_id, CheckIn.day), CheckIn, ConsentCategory.CHECK_INS)
    .where(col(CheckIn.owner_id).in_(MINE), col(CheckIn.day) >= bindparam("since"))
    .distinct()
)

_MY_WEEKS = (
    owned(select(WeekOptIn.id, GroupWeek.group_id, GroupWeek.monday, TherapyGroup.name), WeekOptIn)
    .join(GroupWeek, col(GroupWeek.id) == WeekOptIn.week_id)
    .join(TherapyGroup, col(TherapyGroup.id) == GroupWeek.group_id)
    .order_by(col(GroupWeek.monday).desc(), *_BY_NAME)
)
_MINE_OF_WEEK = own(WeekOptIn).where(col(WeekOptIn.week_id) == bindparam("week"))

_COUNTED = everyone(
    select(WeekOptIn.owner_id, GroupWeek.people)
    .join(GroupWeek, col(GroupWeek.id) == WeekOptIn.week_id)
    .where(col(GroupWeek.group_id) == bindparam("group"), col(GroupWeek.monday) == bindparam("first")),
    reason="whether enough people asked to be counted for numbers of people to be shown",
)


def _of_week(statement: Statement, model: type[Urge] | type[Practice]) -> Statement:
    """What those who asked to be counted logged in the week, without what they keep private."""
    return everyone(
        statement.join(WeekOptIn, col(WeekOptIn.owner_id) == model.owner_id)
        .join(GroupWeek, col(GroupWeek.id) == WeekOptIn.week_id)
        .where(
            col(GroupWeek.group_id) == bindparam("group"),
            col(GroupWeek.monday) == bindparam("first"),
            col(model.day).between(bindparam("first"), bindparam("last")),
            col(model.private).is_(False),
            col(model.deleted_at).is_(None),
        ),
        reason="only numbers of people are shown, of those who asked to be counted",
    )


_urge = aliased(Urge)
_TRIGGERS = _of_week(
    select(col(Trigger.category).label("what"), func.count(func.distinct(Urge.owner_id)).label("people"))
    .select_from(Urge)
    .join(UrgeTrigger, and_(col(UrgeTrigger.urge_id) == Urge.id, col(UrgeTrigger.owner_id) == Urge.owner_id))
    .join(Trigger, and_(col(Trigger.id) == UrgeTrigger.trigger_id, col(Trigger.owner_id) == Urge.owner_id))
    .group_by(col(Trigger.category)),
    Urge,
)
_SKILLS = _of_week(
    select(col(Practice.skill_key).label("what"), func.count(func.distinct(Practice.owner_id)).label("people"))
    .select_from(Practice)
    .outerjoin(_urge, and_(col(_urge.id) == Practice.urge_id, col(_urge.owner_id) == Practice.owner_id))
    .where(
        col(Practice.skill_key).not_like(f"{OWN}%"),
        col(_urge.private).is_not(True),
    )
    .group_by(col(Practice.skill_key)),
    Practice,
)


def roster(counselor_id: UUID) -> Sequence[Row[Any]]:
    """The people in open groups whom the counselor looks after now, by group."""
    return db.rows(_ROSTER, counselor_id=counselor_id)


def groups_of(account_id: UUID) -> Sequence[Row[Any]]:
    """The open groups that somebody is in: id, name, when."""
    return db.rows(_GROUPS_OF, account=account_id)


def checked_in(counselor_id: UUID, since: date) -> set[tuple[UUID, date]]:
    """Who shares a check-in of which local day."""
    return {(row.owner_id, row.day) for row in db.rows(_CHECKED_IN, counselor_id=counselor_id, since=since)}


def my_weeks(owner_id: UUID) -> Sequence[Row[Any]]:
    """The weeks in which somebody asked to be counted, the newest first: id, group_id, monday, name."""
    return db.rows(_MY_WEEKS, owner_id=owner_id)


def mine_of_week(owner_id: UUID, week_id: UUID) -> WeekOptIn | None:
    found: WeekOptIn | None = db.session.execute(_MINE_OF_WEEK, {"owner_id": owner_id, "week": week_id}).scalar()
    return found


def week_of(group_id: UUID, monday: date) -> GroupWeek | None:
    there = select(GroupWeek).where(col(GroupWeek.group_id) == group_id, col(GroupWeek.monday) == monday)
    found: GroupWeek | None = db.session.execute(there).scalar()
    return found


def counted(group_id: UUID, monday: date) -> Sequence[Row[Any]]:
    """Whoever asked to be counted and did not take it back: owner_id; and `people`, how many there were in the end."""
    return db.rows(_COUNTED, group=group_id, first=monday)


def triggers(group_id: UUID, first: date, last: date) -> dict[str, int]:
    """How many people met each kind of trigger."""
    return {row.what: row.people for row in db.rows(_TRIGGERS, group=group_id, first=first, last=last)}


def skills(group_id: UUID, first: date, last: date) -> dict[str, int]:
    """How many people used each skill of the library."""
    return {row.what: row.people for row in db.rows(_SKILLS, group=group_id, first=first, last=last)}
