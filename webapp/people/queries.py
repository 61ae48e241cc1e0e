"""People to call, in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func
from sqlmodel import col, select

from webapp import care_team
from webapp.care_team import Team
from webapp.extensions import Statement, db, select_columns
from webapp.models import ASKED_AGAIN, Account, CallRequest, Person
from webapp.scope import facts, owned

_PEOPLE = (
    owned(
        select_columns(
            Person.id,
            Person.name,
            Person.relation,
            Person.phone,
            Person.when,
            Person.say,
            Person.can_text,
            Person.agreed,
            Person.position,
            Person.version,
        ),
        Person,
    )
    .where(col(Person.removed_at).is_(None))
    .order_by(col(Person.position), col(Person.id))
)
_LAST = owned(select(func.max(Person.position)), Person)


def _of_open_request(value: Any) -> Statement:
    return (
        owned(
            select(value).select_from(CallRequest).outerjoin(Account, col(Account.id) == CallRequest.handled_by),
            CallRequest,
        )
        .where(col(CallRequest.handled_at).is_(None), col(CallRequest.withdrawn_at).is_(None))
        .order_by(col(CallRequest.requested_at).desc())
        .limit(1)
    )


CALLING = {
    "team": care_team.LINES,
    "asked_at": _of_open_request(col(CallRequest.requested_at)),
    "caller": _of_open_request(col(Account.name)),
    "handled_how": _of_open_request(col(CallRequest.handled_how)),
}
"""The facts that a `Calling` is made of."""
_CALLING = facts(**CALLING)


@dataclass(frozen=True, slots=True)
class Calling:
    """How it stands with 'ask my team to call me'."""

    asked_at: datetime | None
    """None when it was not asked for."""
    caller: str
    """Who of the team said that they will call; '' while nobody did."""
    said_before: str
    """Who said so to the request before this one, which was asked again."""
    has_team: bool
    """Whether there is anybody who would read it."""
    away: str
    """That nobody of them reads now, as a sentence; or ''."""


def people(owner_id: UUID) -> Sequence[Row[Any]]:
    """Everybody in the address book, the first to call first."""
    return db.rows(_PEOPLE, owner_id=owner_id)


def next_position(owner_id: UUID) -> int:
    """The place after everybody."""
    last = db.value(_LAST, owner_id=owner_id)
    return 0 if last is None else last + 1


def calling(owner_id: UUID) -> Calling:
    return calling_of(db.first(_CALLING, owner_id=owner_id))


def calling_of(row: Row[Any] | None) -> Calling:
    """Of a row with the facts of `CALLING`."""
    readers, caller = Team(row.team if row else None), (row.caller if row else None) or ""
    is_again = bool(row and row.handled_how == ASKED_AGAIN)
    return Calling(
        asked_at=row.asked_at if row else None,
        caller="" if is_again else caller,
        said_before=caller if is_again else "",
        has_team=bool(readers.names),
        away=readers.away,
    )
