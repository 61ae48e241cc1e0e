"""Whom a counselor looks after, and what of it is a reason to look."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, case, exists, func
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from webapp.enums import ConsentCategory
from webapp.extensions import Statement, db, select_columns
from webapp.models import ASKED_AGAIN, Account, CallRequest, Consent, GroupMember, Program, TherapyGroup, now
from webapp.scope import BETWEEN, MINE, agreed_by_caseload, asked_of_team, still_read

REGRET = timedelta(hours=1)
"""How long a call that was noted by mistake can be taken back."""

_PEOPLE = (
    select(
        Account.id,
        Account.name,
        col(Account.discharge_on),
        func.coalesce(Account.time_zone, Program.time_zone).label("time_zone"),
    )
    .join(Program, col(Program.singleton) == 1)
    .where(
        col(Account.id).in_(MINE),
        col(Account.active).is_(True),
        still_read(Account),
    )
    .order_by(col(Account.name), col(Account.id))
)
_PERSON = _PEOPLE.where(col(Account.id) == bindparam("owner_id"))
_CATEGORIES: Any = func.aggregate_strings(col(Consent.category), BETWEEN).label("categories")
_SHARED = agreed_by_caseload(select(Consent.owner_id, _CATEGORIES)).group_by(col(Consent.owner_id))
_SHARED_BY = _SHARED.where(col(Consent.owner_id) == bindparam("owner_id"))

_IN_GROUPS: Statement = (
    select(col(GroupMember.account_id).label("owner_id"), TherapyGroup.id, TherapyGroup.name)
    .join(TherapyGroup, col(TherapyGroup.id) == GroupMember.group_id)
    .where(col(GroupMember.account_id).in_(MINE), col(TherapyGroup.closed_at).is_(None))
    .order_by(col(TherapyGroup.name), col(TherapyGroup.id))
)

_caller = aliased(Account)
_OPEN = col(CallRequest.handled_at).is_(None), col(CallRequest.withdrawn_at).is_(None)
_WAITED = (
    asked_of_team(
        select_columns(
            CallRequest.id,
            CallRequest.owner_id,
            CallRequest.requested_at,
            CallRequest.handled_how,
            Account.name,
            col(_caller.name).label("caller"),
        )
        .join(Account, col(Account.id) == CallRequest.owner_id)
        .outerjoin(_caller, col(_caller.id) == CallRequest.handled_by),
        CallRequest,
    )
    .where(col(CallRequest.owner_id).in_(MINE))
    .order_by(
        case((col(CallRequest.handled_how) == ASKED_AGAIN, 0), else_=1),
        col(CallRequest.requested_at),
        col(CallRequest.id),
    )
)
_REQUESTS = _WAITED.where(*_OPEN)
_later = aliased(CallRequest)
_JUST_CALLED = _WAITED.where(
    col(CallRequest.id) == bindparam("request_id"),
    col(CallRequest.handled_by) == bindparam("counselor_id"),
    col(CallRequest.handled_how) == "called",
    col(CallRequest.handled_at) > bindparam("since"),
    ~exists().where(col(_later.owner_id) == CallRequest.owner_id, col(_later.requested_at) > CallRequest.requested_at),
)
_REQUEST = asked_of_team(select(CallRequest), CallRequest).where(
    col(CallRequest.id) == bindparam("request_id"), col(CallRequest.withdrawn_at).is_(None)
)


def people(counselor_id: UUID) -> Sequence[Row[Any]]:
    """Those whom the counselor looks after now, by name."""
    return db.rows(_PEOPLE, counselor_id=counselor_id)


def in_groups(counselor_id: UUID) -> Sequence[Row[Any]]:
    """Which open groups they are in, by the group's name: owner_id, id, name."""
    return db.rows(_IN_GROUPS, counselor_id=counselor_id)


def person(counselor_id: UUID, owner_id: UUID) -> Row[Any] | None:
    """One of them, or None."""
    return db.first(_PERSON, counselor_id=counselor_id, owner_id=owner_id)


def name_of(counselor_id: UUID, owner_id: UUID) -> str:
    found = person(counselor_id, owner_id)
    return found.name if found else ""


def shared_categories(counselor_id: UUID) -> dict[UUID, frozenset[str]]:
    """What each of them shares now."""
    return {row.owner_id: _readable(row.categories) for row in db.rows(_SHARED, counselor_id=counselor_id)}


def shared_by(counselor_id: UUID, owner_id: UUID) -> frozenset[str]:
    """What one of them shares now."""
    row = db.first(_SHARED_BY, counselor_id=counselor_id, owner_id=owner_id)
    return _readable(row.categories) if row else frozenset()


def _readable(categories: str) -> frozenset[str]:
    """Notes alone show nothing."""
    return frozenset(categories.split(BETWEEN)) if categories != ConsentCategory.NOTES else frozenset()


def open_requests(counselor_id: UUID) -> Sequence[Row[Any]]:
    """Who waits for a call: who asked again, then the longest; with who said that they will call, as `caller`."""
    return db.rows(_REQUESTS, counselor_id=counselor_id)


def just_called(counselor_id: UUID, request_id: UUID) -> Row[Any] | None:
    """A call that the counselor noted in the last hour, as long as nobody asked for another one."""
    return db.first(_JUST_CALLED, counselor_id=counselor_id, request_id=request_id, since=now() - REGRET)


def call_request(counselor_id: UUID, request_id: UUID) -> CallRequest | None:
    found: CallRequest | None = db.session.execute(
        _REQUEST, {"counselor_id": counselor_id, "request_id": request_id}
    ).scalar()
    return found
