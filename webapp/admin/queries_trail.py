"""The trail, as the admin reads it.

What a participant keeps in their own record is in the trail too, and none of the admin's business: neither that it was
a lapse, nor that it was at three in the morning, nor that somebody close to them has a link and opened it. Staff's
looks at a record are listed, without what they looked at.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, bindparam, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from webapp.enums import Role
from webapp.extensions import db, select_columns
from webapp.models import Account, Audit

SHOWN = 50
EXPORTED = 50_000
SUBJECTS = (
    "account",
    "audit",
    "away",
    "counselor",
    "cover",
    "crisis line",
    "device",
    "devices",
    "group",
    "group member",
    "invite",
    "password",
    "program",
    "recovery code",
    "recovery codes",
    "reset code",
    "resource",
    "role",
    "second step",
    "sign-in",
)
"""What an audit row may be about so that the admin is told; anything else is 'a record'."""
OWN = (Role.PARTICIPANT.value, "family")
"""The roles of a participant, and of whoever has a family link of theirs."""
UNNAMED = "group week"
"""Each person who is counted in the picture of a group reads of its looks; nobody else learns who is counted."""

_actor, _owner, _subject = aliased(Account), aliased(Account), aliased(Account)
_ROWS = (
    select_columns(
        Audit.id,
        Audit.at,
        Audit.actor_role,
        Audit.action,
        Audit.subject,
        Audit.detail,
        col(_actor.name).label("actor"),
        col(_owner.name).label("owner"),
        col(_subject.name).label("about"),
    )
    .outerjoin(_actor, col(_actor.id) == Audit.actor_id)
    .outerjoin(_owner, col(_owner.id) == Audit.owner_id)
    .outerjoin(_subject, col(_subject.id) == Audit.subject_id)
    .where(
        or_(col(Audit.actor_role).not_in(OWN), col(Audit.subject).in_(SUBJECTS)),
        col(Audit.subject) != UNNAMED,
    )
    .order_by(col(Audit.at).desc(), col(Audit.id).desc())
)
_older = aliased(Audit)
_last_at = select(col(_older.at)).where(col(_older.id) == bindparam("before")).scalar_subquery()
_BEFORE = or_(col(Audit.at) < _last_at, and_(col(Audit.at) == _last_at, col(Audit.id) < bindparam("before")))
_PERSON = or_(
    col(Audit.actor_id) == bindparam("person"),
    col(Audit.owner_id) == bindparam("person"),
    col(Audit.subject_id) == bindparam("person"),
)
_CONDITIONS = {"action": col(Audit.action) == bindparam("action"), "person": _PERSON, "before": _BEFORE}


def rows(*, limit: int, action: str = "", person: UUID | None = None, before: UUID | None = None) -> Sequence[Row[Any]]:
    """Newest first: at most `limit`, of this action, by or about this person, older than the row `before`."""
    given = {"action": action, "person": person, "before": before}
    asked = {name: value for name, value in given.items() if value}
    statement: Select[Any] = _ROWS.where(*(_CONDITIONS[name] for name in asked)).limit(limit)
    return db.rows(statement, **asked)
