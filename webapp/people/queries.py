"""People to call, in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func
from sqlmodel import col, select

from webapp import care_team
from webapp.care_team import Team
from webapp.extensions import db, select_columns
from webapp.models import Account, CallRequest, Person
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
_CALLING = facts(
    team=care_team.LINES,
    caller=owned(
        select(func.coalesce(col(Account.name), ""))
        .select_from(CallRequest)
        .outerjoin(Account, col(Account.id) == CallRequest.handled_by),
        CallRequest,
    )
    .where(col(CallRequest.handled_at).is_(None), col(CallRequest.withdrawn_at).is_(None))
    .order_by(col(CallRequest.requested_at).desc())
    .limit(1),
)


@dataclass(frozen=True, slots=True)
class Calling:
    """How it stands with 'ask my team to call me'."""

    caller: str | None
    """Who of the team said that they will call; '' while nobody did, None when it was not asked for."""
    has_team: bool
    """Whether there is anybody who would read it."""
    away: str = ""
    """That nobody of them reads now, as a sentence."""

    @property
    def is_asked(self) -> bool:
        return self.caller is not None


def people(owner_id: UUID) -> Sequence[Row[Any]]:
    """Everybody in the address book, the first to call first."""
    return db.rows(_PEOPLE, owner_id=owner_id)


def next_position(owner_id: UUID) -> int:
    """The place after everybody."""
    last = db.value(_LAST, owner_id=owner_id)
    return 0 if last is None else last + 1


def calling(owner_id: UUID) -> Calling:
    row = db.first(_CALLING, owner_id=owner_id)
    readers = Team(row.team if row else None)
    return Calling(row.caller if row else None, has_team=bool(readers.names), away=readers.away)
