"""What Today reads: a handful of queries, whatever the person has logged."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, exists
from sqlmodel import col, select

from webapp.extensions import db
from webapp.learn.queries import BEGUN, FINISHED
from webapp.meetings.queries import NOTE_WAITS
from webapp.models import Account, FocusChoice, PlanVersion, SignCheck, WarningSign, now
from webapp.scope import facts, owned, stacked
from webapp.team.queries import REPLY_WAITS
from webapp.timeline import MODELS, brief_branch

LATELY = timedelta(days=3)
"""How long an answer of the team, or a note of a session, is named on Today, unless the person said something to it."""

_TODAY = stacked(*(brief_branch(kind).where(col(model.day) >= bindparam("day")) for kind, model in MODELS.items()))
_CHECKED = exists().where(
    col(SignCheck.owner_id) == WarningSign.owner_id,
    col(SignCheck.day) > bindparam("week_ago"),
    col(SignCheck.deleted_at).is_(None),
)
_FACTS = facts(
    focus=owned(select(FocusChoice.focus), FocusChoice).order_by(col(FocusChoice.position)).limit(1),
    reasons=owned(select(PlanVersion.items), PlanVersion)
    .where(col(PlanVersion.section) == "reasons")
    .order_by(col(PlanVersion.number).desc())
    .limit(1),
    sign_due=owned(select(WarningSign.id), WarningSign).where(col(WarningSign.hidden).is_(False), ~_CHECKED).limit(1),
    begun=BEGUN,
    finished=FINISHED,
    answered=REPLY_WAITS,
    agreed=NOTE_WAITS,
    joined_at=select(Account.created_at).where(col(Account.id) == bindparam("owner_id")),
)


def entries(owner_id: UUID, day: date) -> Sequence[Any]:
    """What was logged since a day began, the newest first: for a phone whose clock is ahead it may be tomorrow."""
    rows = db.rows(_TODAY, owner_id=owner_id, day=day)
    return sorted(rows, key=lambda row: row.occurred_at, reverse=True)


def personal(owner_id: UUID, day: date) -> Any:
    """First focus, items of the newest version of 'my reasons', a sign when a tick list is due, the modules begun last
    and finished, who of the team answered lately, and who wrote down what was agreed; each may be
    None. And when they joined.
    """
    lately = now() - LATELY
    return db.first(_FACTS, owner_id=owner_id, week_ago=day - timedelta(days=7), answered_since=lately)
