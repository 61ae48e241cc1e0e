"""What an admin's numbers of flags are counted from: what all care teams see at this moment, and what they answered."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, String, bindparam, case, cast, func, literal, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from webapp.enums import Role
from webapp.extensions import Statement, db, select_columns
from webapp.flags.queries import reviews_in
from webapp.flags.rules import HISTORY
from webapp.flags.seen import Seen, by_person, seen_in
from webapp.models import Account, Assignment, CallRequest, Coverage, FlagNote, Program
from webapp.scope import counted_by_teams, covers_now, everyone

_participant = aliased(Account)


def _spans(counselor: Any, begins: Any, ends: Any) -> Statement:
    """Whom a counselor looks after, from when to when, and their last day in the program."""
    return (
        select_columns(
            counselor.label("counselor_id"),
            Assignment.participant_id,
            begins.label("begins"),
            ends.label("ends"),
            _participant.discharge_on,
        )
        .select_from(Assignment)
        .join(_participant, col(_participant.id) == Assignment.participant_id)
        .where(col(_participant.active).is_(True), or_(ends.is_(None), ends > bindparam("since")))
    )


_covered = (
    select(Coverage.counselor_id).where(col(Coverage.covering_id) == Account.id, *covers_now()).correlate(Account)
)
_LOOKED_AFTER = (
    select_columns(
        Account.id,
        Account.name,
        col(_participant.id).label("participant_id"),
        func.coalesce(_participant.time_zone, Program.time_zone).label("time_zone"),
    )
    .select_from(Account)
    .join(
        Assignment,
        or_(col(Assignment.counselor_id) == Account.id, col(Assignment.counselor_id).in_(_covered)),
    )
    .join(_participant, col(_participant.id) == Assignment.participant_id)
    .join(Program, col(Program.singleton) == 1)
    .where(
        col(Account.role) == Role.COUNSELOR.value,
        col(Account.active).is_(True),
        col(Assignment.ended_at).is_(None),
    )
    .distinct()
)
_SEEN, _REVIEWS = seen_in(counted_by_teams), reviews_in(counted_by_teams)
_ANSWERED = everyone(
    select_columns(
        FlagNote.owner_id, FlagNote.rule, FlagNote.cause, FlagNote.by_id, FlagNote.at, FlagNote.raised_at, Account.name
    )
    .outerjoin(Account, col(Account.id) == FlagNote.by_id)
    .where(col(FlagNote.action) != "mine")
    .order_by(col(FlagNote.at), col(FlagNote.id)),
    reason="an admin sees how many flags each counselor answered and how soon, never whose",
).where(or_(col(FlagNote.at) >= bindparam("since"), col(FlagNote.rule) == "plan-review"))
_CALLED = everyone(
    select_columns(
        CallRequest.owner_id,
        literal("call").label("rule"),
        cast(CallRequest.id, String).label("cause"),
        col(CallRequest.handled_by).label("by_id"),
        col(CallRequest.handled_at).label("at"),
        col(CallRequest.requested_at).label("raised_at"),
        Account.name,
    ).outerjoin(Account, col(Account.id) == CallRequest.handled_by),
    reason="an admin sees how many calls each counselor made and how soon, never to whom",
).where(col(CallRequest.handled_how) == "called", col(CallRequest.handled_at) >= bindparam("since"))
_CALLS_WAITING = everyone(
    select(CallRequest.owner_id), reason="an admin sees how many calls each counselor's people wait for, never who"
).where(col(CallRequest.handled_at).is_(None), col(CallRequest.withdrawn_at).is_(None))
_cover_ends = func.coalesce(Coverage.ended_at, Coverage.ends_at)
_ASSIGNED = _spans(Assignment.counselor_id, Assignment.started_at, Assignment.ended_at)
_COVERED = _spans(
    Coverage.covering_id,
    case((col(Assignment.started_at) > Coverage.starts_at, col(Assignment.started_at)), else_=Coverage.starts_at),
    case((col(Assignment.ended_at) < _cover_ends, col(Assignment.ended_at)), else_=_cover_ends),
).join(Coverage, col(Coverage.counselor_id) == Assignment.counselor_id)


def looked_after() -> Sequence[Row[Any]]:
    """Whom each counselor looks after now, also those whom they cover: id, name, participant_id, time_zone.

    Also people of whom the team reads nothing: a counselor is not left out because somebody shares no more.
    """
    return db.rows(_LOOKED_AFTER)


def seen(current: date, strength_from: int) -> Mapping[UUID, Seen]:
    """Of the last 30 days, by person; of the urges those from `strength_from` on."""
    return by_person(db.rows(_SEEN, since=current - HISTORY, strength_from=strength_from))


def reviews() -> Mapping[UUID, Any]:
    """When each plan that is shared was last reviewed, by person."""
    return {row.owner_id: row.reviewed_at for row in db.rows(_REVIEWS)}


def answered(since: datetime) -> Sequence[Row[Any]]:
    """What counselors said that they did about flags, the oldest first; having it is not an answer yet. And the calls
    that they made, as answers to a rule 'call'.

    A review that is overdue stands until it is done: of those every answer.
    """
    return [*db.rows(_ANSWERED, since=since), *db.rows(_CALLED, since=since)]


def waiting_for_a_call() -> list[UUID]:
    return [row.owner_id for row in db.rows(_CALLS_WAITING)]


def caseloads(since: datetime) -> Sequence[Row[Any]]:
    """Who looked after whom at some time after `since`, from when to when, assigned or covering.

    Only what an admin knows, who assigns people and sees their last day: nothing of what a person shares or signed.
    """
    return [*db.rows(_ASSIGNED, since=since), *db.rows(_COVERED, since=since)]
