"""What holds now of what a person agreed to, and who is in the care team."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam
from sqlmodel import col, select

from webapp.enums import ConsentCategory
from webapp.extensions import db
from webapp.models import Account, Assignment, Consent
from webapp.scope import owned

_ANSWERS = owned(
    select(  # type: ignore[call-overload]
        Consent.id, Consent.category, Consent.granted, Consent.text_version, Consent.answered_at
    ),
    Consent,
).order_by(col(Consent.id))
_TEAM = (
    select(Account.id, Account.name)
    .join(Assignment, col(Assignment.counselor_id) == Account.id)
    .where(
        col(Assignment.participant_id) == bindparam("participant"),
        col(Assignment.ended_at).is_(None),
        col(Account.active).is_(True),
    )
    .order_by(col(Account.name))
)


def answers(owner_id: UUID) -> Sequence[Row[Any]]:
    """Every answer ever given, the oldest first: id, category, granted, text_version, answered_at."""
    return db.rows(_ANSWERS, owner_id=owner_id)


def granted(owner_id: UUID) -> frozenset[str]:
    """The categories that the care team may see now: those whose newest answer is yes."""
    return granted_by(answers(owner_id))


def granted_by(rows: Sequence[Row[Any]]) -> frozenset[str]:
    """What the newest of these answers allow."""
    newest = {row.category: row.granted for row in rows}
    return frozenset(category for category in ConsentCategory if newest.get(category))


def care_team(owner_id: UUID) -> Sequence[Row[Any]]:
    """The counselors assigned now: id and name."""
    return db.rows(_TEAM, participant=owner_id)
