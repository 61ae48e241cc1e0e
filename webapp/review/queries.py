"""Whom a counselor looks after, and what of it is a reason to look."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Row, String, bindparam, case, cast, func, literal, null, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from webapp.enums import HIGH_STRENGTH, ConsentCategory, EntryKind
from webapp.extensions import Statement, db
from webapp.models import Account, Assignment, CallRequest, Consent, Lapse, Urge
from webapp.scope import asked_of_team, shared_by_caseload, shared_with_team, together
from webapp.timeline import CATEGORIES, MODELS

WEEK = timedelta(days=6)
"""Today and the six days before."""
MONTH = timedelta(days=29)
"""How far back the last entry is looked for."""

_PEOPLE = (
    select(Account.id, Account.name)
    .join(Assignment, col(Assignment.participant_id) == Account.id)
    .where(
        col(Assignment.counselor_id) == bindparam("counselor_id"),
        col(Assignment.ended_at).is_(None),
        col(Account.active).is_(True),
    )
    .order_by(col(Account.name), col(Account.id))
)
_PERSON = _PEOPLE.where(col(Account.id) == bindparam("owner_id"))
_ANSWERS = asked_of_team(select(Consent.owner_id, Consent.category, Consent.granted), Consent).order_by(col(Consent.id))

_caller = aliased(Account)
_OPEN = col(CallRequest.handled_at).is_(None), col(CallRequest.withdrawn_at).is_(None)
_REQUESTS = (
    asked_of_team(
        select(  # type: ignore[call-overload]
            CallRequest.id,
            CallRequest.owner_id,
            CallRequest.requested_at,
            Account.name,
            col(_caller.name).label("caller"),
        )
        .join(Account, col(Account.id) == CallRequest.owner_id)
        .outerjoin(_caller, col(_caller.id) == CallRequest.handled_by),
        CallRequest,
    )
    .where(*_OPEN)
    .order_by(col(CallRequest.requested_at), col(CallRequest.id))
)
_REQUEST = asked_of_team(select(CallRequest), CallRequest).where(
    col(CallRequest.id) == bindparam("request_id"), col(CallRequest.withdrawn_at).is_(None)
)

_MINE = select(Assignment.participant_id).where(
    col(Assignment.counselor_id) == bindparam("counselor_id"), col(Assignment.ended_at).is_(None)
)

Scope = Callable[[Statement, Any, ConsentCategory], Statement]


def _of_caseload(statement: Statement, model: Any, category: ConsentCategory) -> Statement:
    """Shared rows of the people looked after; naming them lets the database walk their index and not the table."""
    return shared_by_caseload(statement, model, category).where(col(model.owner_id).in_(_MINE))


def _counts(scope: Scope) -> Statement:
    """By owner and kind: how many in the last week, and the last day of the last month."""
    return together(
        *(
            scope(
                select(
                    literal(kind.value).label("kind"),
                    model.owner_id,
                    func.sum(case((col(model.day) >= bindparam("week"), 1), else_=0)).label("times"),
                    func.max(model.day).label("last"),
                ),
                model,
                CATEGORIES[kind],
            )
            .where(col(model.day) >= bindparam("month"))
            .group_by(col(model.owner_id))
            for kind, model in MODELS.items()
        )
    )


def _flags(scope: Scope) -> Statement:
    """Entries of the last week that may be a reason to look: strong urges, answers on safety, lapses. Newest first."""
    urges = select(  # type: ignore[call-overload]
        literal(EntryKind.URGE.value).label("kind"),
        Urge.owner_id,
        Urge.occurred_at,
        Urge.utc_offset,
        Urge.day,
        Urge.word,
        Urge.strength,
        Urge.strength_now,
        Urge.safe,
        Urge.harm_thoughts,
    ).where(
        col(Urge.day) >= bindparam("week"),
        or_(col(Urge.strength) >= HIGH_STRENGTH, col(Urge.safe).is_not(None), col(Urge.harm_thoughts).is_not(None)),
    )
    lapses = select(  # type: ignore[call-overload]
        literal(EntryKind.LAPSE.value).label("kind"),
        Lapse.owner_id,
        Lapse.occurred_at,
        Lapse.utc_offset,
        Lapse.day,
        cast(null(), String).label("word"),
        cast(null(), Integer).label("strength"),
        cast(null(), Integer).label("strength_now"),
        Lapse.safe,
        Lapse.harm_thoughts,
    ).where(col(Lapse.day) >= bindparam("week"))
    rows = together(scope(urges, Urge, ConsentCategory.URGES), scope(lapses, Lapse, ConsentCategory.LAPSES))
    return rows.order_by(rows.selected_columns.occurred_at.desc())


_COUNTS_OF_ALL, _COUNTS = _counts(_of_caseload), _counts(shared_with_team)
_FLAGS_OF_ALL, _FLAGS = _flags(_of_caseload), _flags(shared_with_team)


def people(counselor_id: UUID) -> Sequence[Row[Any]]:
    """Those whom the counselor looks after now, by name."""
    return db.rows(_PEOPLE, counselor_id=counselor_id)


def person(counselor_id: UUID, owner_id: UUID) -> Row[Any] | None:
    """One of them, or None."""
    return db.first(_PERSON, counselor_id=counselor_id, owner_id=owner_id)


def shared_categories(counselor_id: UUID) -> dict[UUID, frozenset[str]]:
    """What each of them shares now."""
    held: dict[UUID, dict[str, bool]] = defaultdict(dict)
    for row in db.rows(_ANSWERS, counselor_id=counselor_id):
        held[row.owner_id][row.category] = row.granted
    return {owner: frozenset(name for name, granted in each.items() if granted) for owner, each in held.items()}


def open_requests(counselor_id: UUID) -> Sequence[Row[Any]]:
    """Who waits for a call, the longest first: id, owner_id, requested_at, name, and who said that they will call."""
    return db.rows(_REQUESTS, counselor_id=counselor_id)


def call_request(counselor_id: UUID, request_id: UUID) -> CallRequest | None:
    found: CallRequest | None = db.session.execute(
        _REQUEST, {"counselor_id": counselor_id, "request_id": request_id}
    ).scalar()
    return found


def counts(counselor_id: UUID, current: date, owner_id: UUID | None = None) -> Sequence[Row[Any]]:
    """Of one person, or of all: owner_id, kind, times (in the last 7 days), last (day, of the last 30)."""
    days = {"week": current - WEEK, "month": current - MONTH}
    if owner_id is None:
        return db.rows(_COUNTS_OF_ALL, counselor_id=counselor_id, **days)
    return db.rows(_COUNTS, counselor_id=counselor_id, owner_id=owner_id, **days)


def flags(counselor_id: UUID, current: date, owner_id: UUID | None = None) -> Sequence[Row[Any]]:
    week = current - WEEK
    if owner_id is None:
        return db.rows(_FLAGS_OF_ALL, counselor_id=counselor_id, week=week)
    return db.rows(_FLAGS, counselor_id=counselor_id, owner_id=owner_id, week=week)
