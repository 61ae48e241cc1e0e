"""What the rules look at, as the care team may see it at this moment; and what staff answered."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, func, or_
from sqlmodel import col, select

from webapp.enums import ConsentCategory
from webapp.extensions import Statement, db, select_columns
from webapp.flags.rules import HISTORY, Standing, all_rules
from webapp.flags.seen import Scope, Seen, by_person, seen_in
from webapp.models import Account, FlagNote, PlanReview, Program
from webapp.scope import MINE, asked_of_team, counted_by_caseload, owned, shared_with_team


def reviews_in(scope: Scope) -> Statement:
    newest = func.max(PlanReview.reviewed_at).label("reviewed_at")
    statement = scope(select(PlanReview.owner_id, newest), PlanReview, ConsentCategory.PLAN)
    return statement.where(col(PlanReview.plan) == "relapse").group_by(col(PlanReview.owner_id))


_NOTE = (
    select_columns(
        FlagNote.owner_id,
        FlagNote.rule,
        FlagNote.cause,
        FlagNote.at,
        FlagNote.by_id,
        FlagNote.action,
        FlagNote.reason,
        FlagNote.words,
        Account.name,
    )
    .outerjoin(Account, col(Account.id) == FlagNote.by_id)
    .order_by(col(FlagNote.at), col(FlagNote.id))
)
_CHOSEN = select(Program.flag_rules)
_OWN_NOTES = owned(_NOTE, FlagNote)
_RECENT_NOTE = asked_of_team(_NOTE, FlagNote).where(
    or_(col(FlagNote.at) >= bindparam("since"), col(FlagNote.rule) == "plan-review")
)
_NOTES_OF_ALL = _RECENT_NOTE.where(col(FlagNote.owner_id).in_(MINE))
_NOTES = _RECENT_NOTE.where(col(FlagNote.owner_id) == bindparam("owner_id"))
_SEEN = seen_in(shared_with_team)
_REVIEWS_OF_ALL, _REVIEWS = reviews_in(counted_by_caseload), reviews_in(shared_with_team)


def rules() -> list[Standing]:
    """Every rule, on or off, with the numbers that the program chose."""
    return all_rules(db.value(_CHOSEN) or {})


def _run(of_all: Statement, of_one: Statement, counselor_id: UUID, owner_id: UUID | None, **values: Any) -> Any:
    if owner_id is None:
        return db.rows(of_all, counselor_id=counselor_id, **values)
    return db.rows(of_one, counselor_id=counselor_id, owner_id=owner_id, **values)


def seen(counselor_id: UUID, owner_id: UUID, current: date, strength_from: int) -> Seen:
    """Of the last 30 days of one person; of the urges those from `strength_from` on."""
    values = {"since": current - HISTORY, "strength_from": strength_from}
    found = by_person(db.rows(_SEEN, counselor_id=counselor_id, owner_id=owner_id, **values))
    return found.get(owner_id) or Seen()


def reviews(counselor_id: UUID, owner_id: UUID | None = None) -> Mapping[UUID, Any]:
    """When each person's plan was last reviewed, where the plan is shared."""
    return {row.owner_id: row.reviewed_at for row in _run(_REVIEWS_OF_ALL, _REVIEWS, counselor_id, owner_id)}


def notes(counselor_id: UUID, current: date, owner_id: UUID | None = None) -> Mapping[UUID, Sequence[Row[Any]]]:
    """What was answered to flags that can still stand, by person, the oldest first.

    A review that is overdue stands until it is done; entries, which may be moved to a later day, for the period.
    """
    since = datetime.combine(current - 2 * HISTORY, time.min, UTC)
    found: dict[UUID, list[Row[Any]]] = defaultdict(list)
    for row in _run(_NOTES_OF_ALL, _NOTES, counselor_id, owner_id, since=since):
        found[row.owner_id].append(row)
    return found


def own_notes(owner_id: UUID) -> Sequence[Row[Any]]:
    """Everything that staff answered to flags about this person, the oldest first."""
    return db.rows(_OWN_NOTES, owner_id=owner_id)
