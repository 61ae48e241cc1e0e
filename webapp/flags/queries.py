"""What the rules look at, as the care team may see it at this moment; and what staff answered."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, cast, func, literal, null, or_
from sqlmodel import col, select

from webapp.enums import ConsentCategory, EntryKind
from webapp.extensions import Statement, db, select_columns
from webapp.flags.rules import HISTORY, Event, Standing, all_rules
from webapp.models import Account, CheckIn, FlagNote, PlanReview, Program, SignCheck, Urge
from webapp.scope import MINE, asked_of_team, counted_by_caseload, owned, shared_with_team, together
from webapp.timeline import CATEGORIES, MODELS

Scope = Callable[[Statement, Any, ConsentCategory], Statement]

_ANSWERS: dict[str, Any] = {
    "word": Urge.word,
    "strength": Urge.strength,
    "mood": CheckIn.mood,
    "level": SignCheck.level,
    "safe": Urge.safe,
    "harm_thoughts": Urge.harm_thoughts,
}
"""What a rule may look at; the kinds of entries that lack one fill it with NULL."""
_TELLING: dict[EntryKind, Any] = {
    EntryKind.URGE: or_(
        col(Urge.strength) >= bindparam("strength_from"),
        col(Urge.safe).is_not(None),
        col(Urge.harm_thoughts).is_not(None),
    ),
    EntryKind.LAPSE: None,
    EntryKind.CHECK_IN: col(CheckIn.mood) == 1,
    EntryKind.SIGN_CHECK: None,
}
"""Of which entries a rule may tell something."""


def events_in(scope: Scope) -> Statement:
    rows = together(*(_branch(scope, kind, telling) for kind, telling in _TELLING.items()))
    columns = rows.selected_columns
    return rows.order_by(columns.occurred_at.desc(), columns.id.desc())


def _branch(scope: Scope, kind: EntryKind, telling: Any) -> Statement:
    """Whose it is, and what an `Event` holds, in its order."""
    model = MODELS[kind]
    columns: list[Any] = [model.owner_id, literal(kind.value).label("kind"), model.id, model.occurred_at]
    columns += [model.utc_offset, model.day, model.received_at]
    for name, column in _ANSWERS.items():
        columns.append(getattr(model, name, cast(null(), column.type)).label(name))
    statement = scope(select(*columns), model, CATEGORIES[kind]).where(col(model.day) >= bindparam("since"))
    return statement if telling is None else statement.where(telling)


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
_EVENTS_OF_ALL, _EVENTS = events_in(counted_by_caseload), events_in(shared_with_team)
_REVIEWS_OF_ALL, _REVIEWS = reviews_in(counted_by_caseload), reviews_in(shared_with_team)


def days_in(scope: Scope) -> Statement:
    return together(
        *(
            scope(select(model.owner_id, col(model.day)).distinct(), model, CATEGORIES[kind]).where(
                col(model.day) >= bindparam("since")
            )
            for kind, model in MODELS.items()
        )
    )


_DAYS_OF_ALL, _DAYS = days_in(counted_by_caseload), days_in(shared_with_team)


def rules() -> list[Standing]:
    """Every rule, on or off, with the numbers that the program chose."""
    return all_rules(db.value(_CHOSEN) or {})


def _run(of_all: Statement, of_one: Statement, counselor_id: UUID, owner_id: UUID | None, **values: Any) -> Any:
    if owner_id is None:
        return db.rows(of_all, counselor_id=counselor_id, **values)
    return db.rows(of_one, counselor_id=counselor_id, owner_id=owner_id, **values)


def events(
    counselor_id: UUID, current: date, strength_from: int, owner_id: UUID | None = None
) -> Mapping[UUID, list[Event]]:
    """By person, the newest first; of the urges those from `strength_from` on, and whatever else may be pointed out."""
    values = {"since": current - HISTORY, "strength_from": strength_from}
    return events_by_person(_run(_EVENTS_OF_ALL, _EVENTS, counselor_id, owner_id, **values))


def events_by_person(rows: Iterable[Any]) -> dict[UUID, list[Event]]:
    found: dict[UUID, list[Event]] = defaultdict(list)
    for owner, *given in rows:
        found[owner].append(Event(*given))
    return found


def reviews(counselor_id: UUID, owner_id: UUID | None = None) -> Mapping[UUID, Any]:
    """When each person's plan was last reviewed, where the plan is shared."""
    return {row.owner_id: row.reviewed_at for row in _run(_REVIEWS_OF_ALL, _REVIEWS, counselor_id, owner_id)}


def notes(
    counselor_id: UUID, current: date, owner_id: UUID | None = None
) -> Mapping[tuple[UUID, str, str], list[Row[Any]]]:
    """What was answered to flags that can still stand, by person, rule and cause, the oldest first.

    A review that is overdue stands until it is done; entries, which may be moved to a later day, for the period.
    """
    since = datetime.combine(current - 2 * HISTORY, time.min, UTC)
    found: dict[tuple[UUID, str, str], list[Row[Any]]] = defaultdict(list)
    for row in _run(_NOTES_OF_ALL, _NOTES, counselor_id, owner_id, since=since):
        found[row.owner_id, row.rule, row.cause].append(row)
    return found


def own_notes(owner_id: UUID) -> Sequence[Row[Any]]:
    """Everything that staff answered to flags about this person, the oldest first."""
    return db.rows(_OWN_NOTES, owner_id=owner_id)


def days(counselor_id: UUID, current: date, owner_id: UUID | None = None) -> Mapping[UUID, set[date]]:
    """Days of the last 30 with an entry that the person shares, by person."""
    return days_by_person(_run(_DAYS_OF_ALL, _DAYS, counselor_id, owner_id, since=current - HISTORY))


def days_by_person(rows: Iterable[Any]) -> dict[UUID, set[date]]:
    found: dict[UUID, set[date]] = defaultdict(set)
    for row in rows:
        found[row.owner_id].add(row.day)
    return found
