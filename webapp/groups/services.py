"""Being counted in a week of the group, and taking it back."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import bindparam, delete
from sqlmodel import col

from webapp import audit, program
from webapp.extensions import db
from webapp.groups import queries
from webapp.models import GroupWeek, WeekOptIn
from webapp.moments import today
from webapp.scope import own, owned_change

_OPT_IN = own(WeekOptIn).where(col(WeekOptIn.id) == bindparam("opt_in"))
_REMOVE = owned_change(delete(WeekOptIn).where(col(WeekOptIn.id) == bindparam("opt_in")), WeekOptIn)
SUBJECT = "group week"
"""What the trail calls it."""


def this_monday() -> date:
    """Weeks are the program's, whatever zone somebody is in: they begin and end for all at the same moment."""
    here = today(program.time_zone())
    return here - timedelta(days=here.weekday())


def join(owner_id: UUID, group_id: UUID, monday: date) -> None:
    """Counted in this week, and in no other group's: of two pictures with nearly the same people, one would tell
    about the other. A second time changes nothing.
    """
    for row in queries.my_weeks(owner_id):
        if row.monday == monday and row.group_id != group_id:
            take_back(db.session.execute(_OPT_IN, {"owner_id": owner_id, "opt_in": row.id}).scalar_one())
    week = queries.week_of(group_id, monday)
    if week is None:
        week = GroupWeek(group_id=group_id, monday=monday)
        db.session.add(week)
        db.session.flush()
    elif queries.mine_of_week(owner_id, week.id):
        return
    opt_in = WeekOptIn(owner_id=owner_id, week_id=week.id)
    db.session.add(opt_in)
    week.people += 1
    db.session.flush()
    audit.by_owner("shared", SUBJECT, opt_in.id, owner_id)


def take_back(opt_in: WeekOptIn) -> None:
    """Not counted any more. Once the week is over its number of people stays: with one missing, it is shown no more,
    so that nobody can compare it with and without somebody.
    """
    week = db.session.get_one(GroupWeek, opt_in.week_id)
    if week.monday == this_monday():
        week.people -= 1
        db.session.flush()
    audit.by_owner("took back", SUBJECT, opt_in.id, opt_in.owner_id)
    db.run(_REMOVE, {"of_owner": opt_in.owner_id, "opt_in": opt_in.id})


def take_back_all(owner_id: UUID) -> None:
    """Not counted in any week any more."""
    for opt_in in db.session.execute(own(WeekOptIn), {"owner_id": owner_id}).scalars().all():
        take_back(opt_in)
