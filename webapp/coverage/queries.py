"""Who is away when and who covers, as staff see it."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from webapp.enums import Role
from webapp.extensions import db, select_columns
from webapp.models import Account, Assignment, Coverage
from webapp.scope import not_over

_away, _covering = aliased(Account), aliased(Account)
_COVERS = (
    select_columns(
        Coverage.id,
        Coverage.counselor_id,
        Coverage.covering_id,
        Coverage.first_day,
        Coverage.last_day,
        _away.name,
        col(_covering.name).label("cover"),
    )
    .join(_away, col(_away.id) == Coverage.counselor_id)
    .outerjoin(_covering, col(_covering.id) == Coverage.covering_id)
    .where(*not_over())
    .order_by(col(Coverage.first_day), col(Coverage.id))
)
_OF = _COVERS.where((col(Coverage.counselor_id) == bindparam("account")) | (_covering.id == bindparam("account")))
_MEETING = (
    select(Coverage.counselor_id, Coverage.covering_id)
    .where(*not_over())
    .where(col(Coverage.first_day) <= bindparam("last"), col(Coverage.last_day) >= bindparam("first"))
)
_COUNSELORS = (
    select(Account.id, Account.name)
    .where(col(Account.role) == Role.COUNSELOR.value, col(Account.active).is_(True))
    .order_by(col(Account.name), col(Account.id))
)
_CASELOAD = select(Assignment.participant_id).where(
    col(Assignment.counselor_id) == bindparam("counselor"), col(Assignment.ended_at).is_(None)
)


def covers_of(account_id: UUID) -> Sequence[Row[Any]]:
    """Now and later: days on which this counselor is away, and those on which they cover for somebody."""
    return db.rows(_OF, account=account_id)


def meeting(first: date, last: date) -> Sequence[Row[Any]]:
    """Everybody's days away that share a day with these: counselor_id, covering_id."""
    return db.rows(_MEETING, first=first, last=last)


def counselors() -> Sequence[Row[Any]]:
    return db.rows(_COUNSELORS)


def caseload(counselor_id: UUID) -> list[UUID]:
    return [row.participant_id for row in db.rows(_CASELOAD, counselor=counselor_id)]
