"""The one place that says whose rows a query may see.

Every table with an `owner_id` is protected. A SELECT, and a bulk UPDATE or DELETE, on one of them is refused by the
engine unless it was built here. Statements are built once, at import, with their owner as a parameter, so a query
without an owner cannot run.
"""

from collections.abc import Sequence
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import (
    Connection,
    Delete,
    Engine,
    SelectBase,
    Update,
    and_,
    bindparam,
    event,
    exists,
    or_,
    union_all,
)
from sqlalchemy import select as sql_select
from sqlalchemy.orm import aliased
from sqlalchemy.sql import visitors
from sqlalchemy.sql.expression import ClauseElement
from sqlmodel import col, select

from webapp.enums import ConsentCategory
from webapp.extensions import Statement
from webapp.models import Account, Assignment, Consent, Owned, metadata

SCOPE = "foothold_scope"
PROTECTED = frozenset(table.name for table in metadata.tables.values() if "owner_id" in table.c) - {"audit"}

Mine = TypeVar("Mine", bound=Owned)

GUARDED = (SelectBase, Update, Delete)
FLUSH = "compiled_cache"
"""The option with which the ORM writes rows that it loaded before, through here."""


class UnscopedQuery(RuntimeError):  # noqa: N818 -- it is a fault in our code, named for what it is
    """A statement touches a protected table and does not say whose rows it may see."""


def owned(statement: Statement, model: type[Owned]) -> Statement:
    """Only the rows of the participant given as `owner_id` when it runs."""
    sources: list[Any] = [part for source in statement.get_final_froms() for part in visitors.iterate(source)]
    read = {part.name for part in sources if part.__visit_name__ == "table"}
    if read and model.__tablename__ not in read:
        raise UnscopedQuery(f"{model.__name__} is not what this statement reads")
    return statement.where(col(model.owner_id) == bindparam("owner_id")).execution_options(**{SCOPE: "owner"})


def own(model: type[Mine]) -> Statement:
    """Whole rows of `owner_id`, to be changed."""
    return owned(select(model), model)


def owned_change(statement: Update | Delete, model: type[Owned]) -> Statement:
    """An UPDATE or DELETE that touches only the rows of the participant given as `of_owner` when it runs."""
    changed = statement.where(col(model.owner_id) == bindparam("of_owner"))
    return changed.execution_options(**{SCOPE: "owner"})


def shared_with_team(statement: Statement, model: type[Owned], category: ConsentCategory | str) -> Statement:
    """Only rows that `owner_id` shares, by category, with the care team that `counselor_id` belongs to now."""
    return shared_by_caseload(statement, model, category).where(col(model.owner_id) == bindparam("owner_id"))


def shared_by_caseload(statement: Statement, model: type[Owned], category: ConsentCategory | str) -> Statement:
    """Only rows that participants whom `counselor_id` looks after now share, by category, with their care team.

    Rows that can be kept private are left out when they are, and so are deleted ones.
    """
    statement = statement.where(*team_may_see(model, category))
    if hasattr(model, "private"):
        statement = statement.where(col(model.private).is_(False), col(model.deleted_at).is_(None))  # type: ignore[attr-defined]
    return statement.execution_options(**{SCOPE: "team"})


def team_may_see(model: type[Owned], category: ConsentCategory | str) -> tuple[Any, Any]:
    """Conditions: the newest answer for `category` is yes, or the person told the team of this one entry; and
    `counselor_id` is assigned now.
    """
    later = aliased(Consent)
    answer: Any = exists().where(
        col(Consent.owner_id) == model.owner_id,
        col(Consent.category) == str(category),
        col(Consent.granted).is_(True),
        ~exists().where(
            col(later.owner_id) == Consent.owner_id,
            col(later.category) == Consent.category,
            col(later.id) > Consent.id,
        ),
    )
    if hasattr(model, "told_team"):
        answer = or_(answer, col(model.told_team).is_(True))
    return answer, _assigned(model)


def asked_of_team(statement: Statement, model: type[Owned]) -> Statement:
    """Rows addressed to the care team by their nature ('ask my team to call me'): assigned counselors see them."""
    return statement.where(_assigned(model)).execution_options(**{SCOPE: "team"})


def _assigned(model: type[Owned]) -> Any:
    participant = aliased(Account)
    return exists().where(
        and_(
            col(Assignment.participant_id) == model.owner_id,
            col(Assignment.counselor_id) == bindparam("counselor_id"),
            col(Assignment.ended_at).is_(None),
            col(participant.id) == model.owner_id,
            col(participant.active).is_(True),
        )
    )


def together(*statements: Statement) -> Statement:
    """The rows of several scoped statements with the same columns (UNION ALL), under the scope that they share."""
    rows = union_all(*(statement.subquery().select() for statement in statements)).subquery()
    return rows.select().execution_options(**{SCOPE: _scope_of(statements)})


def stacked(*statements: Statement) -> Statement:
    """Like `together`, for small lists: the rows one after the other, in no order and not to be narrowed further."""
    return union_all(*statements).execution_options(**{SCOPE: _scope_of(statements)})


def _scope_of(statements: Sequence[Statement]) -> str:
    scopes = {statement.get_execution_options().get(SCOPE) for statement in statements}
    if len(scopes) != 1 or None in scopes:
        raise UnscopedQuery("statements of different scopes, or without one, cannot be put together")
    return str(scopes.pop())


def facts(**parts: Statement) -> Statement:
    """One row whose columns are the single values of several statements; those on protected tables are scoped."""
    for name, part in parts.items():
        if part.get_execution_options().get(SCOPE) != "owner" and _touches_protected(part):
            raise UnscopedQuery(name)
    columns = [part.scalar_subquery().label(name) for name, part in parts.items()]
    return sql_select(*columns).execution_options(**{SCOPE: "owner"})


def everyone(statement: Statement, *, reason: str) -> Statement:
    """No owner: for backup, doctor, example data and operations. `reason` is read by people and by a guard test."""
    if len(reason) < 10:
        raise ValueError("say why this may see every participant's rows")
    return statement.execution_options(**{SCOPE: "everyone"})


_touches: WeakKeyDictionary[ClauseElement, bool] = WeakKeyDictionary()


def _touches_protected(statement: ClauseElement) -> bool:
    known = _touches.get(statement)
    if known is None:
        known = any(
            getattr(part, "name", None) in PROTECTED
            for part in visitors.iterate(statement)
            if part.__visit_name__ == "table"
        )
        _touches[statement] = known
    return known


@event.listens_for(Engine, "before_execute")
def _must_be_scoped(
    _connection: Connection, statement: Any, _multiparams: object, _params: object, options: dict[str, Any]
) -> None:
    if SCOPE in options or not isinstance(statement, GUARDED) or FLUSH in options:
        return
    if _touches_protected(statement):
        raise UnscopedQuery(str(statement)[:200])
