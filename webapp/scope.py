"""The one place that says whose rows a query may see.

Every table with an `owner_id` is protected. A statement that reads one of them, or changes or deletes its rows, in
whatever form (text too), is refused by the engine unless it was built here. Statements are built once, at import, with
their owner as a parameter, so a query without an owner cannot run.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import (
    Connection,
    Delete,
    Engine,
    Insert,
    SelectBase,
    TextClause,
    Update,
    Uuid,
    and_,
    bindparam,
    case,
    event,
    exists,
    func,
    or_,
    union_all,
)
from sqlalchemy import select as sql_select
from sqlalchemy.orm import aliased
from sqlalchemy.sql import visitors
from sqlalchemy.sql.expression import ClauseElement
from sqlmodel import col, select

from webapp.engine import SCOPE
from webapp.enums import ConsentCategory
from webapp.extensions import Statement
from webapp.models import Account, Assignment, Audit, Consent, Coverage, Owned, metadata

PROTECTED = frozenset(table.name for table in metadata.tables.values() if "owner_id" in table.c) - {"audit"}

Mine = TypeVar("Mine", bound=Owned)

WORD = re.compile(r"\w+")
FLUSH = "compiled_cache"
"""The option with which the ORM writes rows that it loaded before, through here."""


class UnscopedQuery(RuntimeError):  # noqa: N818 -- it is a fault in our code, named for what it is
    """A statement touches a protected table and does not say whose rows it may see."""


def owned(statement: Statement, model: type[Owned] | type[Audit]) -> Statement:
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
    return _kept_back(statement.where(*team_may_see(model, category)), model)


def counted_by_caseload(statement: Statement, model: type[Owned], category: ConsentCategory | str) -> Statement:
    """The same rows as `shared_by_caseload`, for lists of many: who shares is worked out once, and not for each row."""
    return _counted(statement, model, category, _READ_BY)


def counted_by_teams(statement: Statement, model: type[Owned], category: ConsentCategory | str) -> Statement:
    """What all care teams see now, each of their own people: only for numbers that tell of nobody in particular."""
    return _counted(statement, model, category, _READ_BY_ANY)


def _counted(statement: Statement, model: type[Owned], category: ConsentCategory | str, people: Any) -> Statement:
    columns: Any = model
    sharing = select(Consent.owner_id).where(
        col(Consent.owner_id).in_(people), col(Consent.category) == str(category), *signed()
    )
    seen: Any = col(model.owner_id).in_(sharing)
    if hasattr(model, "told_team"):
        seen = and_(col(model.owner_id).in_(people), or_(seen, columns.told_team.is_(True)))
    return _kept_back(statement.where(seen), model)


def _kept_back(statement: Statement, model: type[Owned]) -> Statement:
    """Without what is private or deleted, as a statement of the care team."""
    columns: Any = model
    if hasattr(model, "private"):
        statement = statement.where(columns.private.is_(False))
    if hasattr(model, "deleted_at"):
        statement = statement.where(columns.deleted_at.is_(None))
    return statement.execution_options(**{SCOPE: "team"})


def agreed_by_caseload(statement: Statement) -> Statement:
    """Only consents that hold, of participants whom `counselor_id` looks after now, for lists of many."""
    held = statement.where(col(Consent.owner_id).in_(_READ_BY), *signed())
    return held.execution_options(**{SCOPE: "team"})


def holding() -> tuple[Any, ...]:
    """Conditions on Consent: signed, and the person's care team may still read."""
    return *signed(), in_care(Consent.owner_id)


def signed() -> tuple[Any, ...]:
    """Conditions on Consent: a yes that has not expired, and the newest answer for its category."""
    later = aliased(Consent)
    return (
        col(Consent.granted).is_(True),
        or_(col(Consent.expires_at).is_(None), col(Consent.expires_at) > func.current_timestamp()),
        ~exists().where(
            col(later.owner_id) == Consent.owner_id,
            col(later.category) == Consent.category,
            col(later.id) > Consent.id,
        ),
    )


def in_care(owner: Any) -> Any:
    """The participant's care team may read: they were not discharged, or let the team read on."""
    participant = aliased(Account)
    return exists().where(col(participant.id) == owner, still_read(participant))


def still_read(participant: Any) -> Any:
    """The condition of `in_care`, on an account that the statement reads."""
    return or_(col(participant.team_until).is_(None), col(participant.team_until) > func.current_timestamp())


def team_may_see(model: type[Owned], category: ConsentCategory | str) -> tuple[Any, Any]:
    """Conditions: the consent for `category` holds, or the person told the team of this one entry; and `counselor_id`
    looks after them now.
    """
    return _told_or(model, category), _assigned(model)


def note_for_team(model: type[Owned], note: Any) -> Any:
    """The note of a row that the care team sees, as a column: NULL while notes are not shared."""
    return case((_told_or(model, ConsentCategory.NOTES), note), else_=None)


def _told_or(model: type[Owned], category: ConsentCategory | str) -> Any:
    answer: Any = exists().where(
        col(Consent.owner_id) == model.owner_id,
        col(Consent.category) == str(category),
        *holding(),
    )
    if hasattr(model, "told_team"):
        answer = or_(answer, col(model.told_team).is_(True))
    return answer


def asked_of_team(statement: Statement, model: type[Owned]) -> Statement:
    """Rows addressed to the care team by their nature ('ask my team to call me'): who looks after them sees them."""
    return statement.where(_assigned(model)).execution_options(**{SCOPE: "team"})


def covers_now() -> tuple[Any, ...]:
    """Conditions on Coverage: it has begun, and is not over."""
    return col(Coverage.starts_at) <= func.current_timestamp(), *not_over()


def not_over() -> tuple[Any, ...]:
    """Conditions on Coverage: it holds now or will."""
    return col(Coverage.ended_at).is_(None), col(Coverage.ends_at) > func.current_timestamp()


def looked_after() -> tuple[Any, ...]:
    """Conditions on Assignment: `counselor_id` looks after this participant now, assigned or covering for somebody who
    is. A cover is not passed on: who covers for the one who covers has the caseload of that one only.
    """
    counselor = bindparam("counselor_id", type_=Uuid())
    others: Any = sql_select(col(Coverage.counselor_id)).where(col(Coverage.covering_id) == counselor, *covers_now())
    caseloads = union_all(sql_select(counselor), others)
    return col(Assignment.counselor_id).in_(caseloads), col(Assignment.ended_at).is_(None)


MINE = sql_select(col(Assignment.participant_id)).where(*looked_after())
"""Ids of those whom `counselor_id` looks after now."""
_READ = col(Account.active).is_(True), still_read(Account)
_READ_BY = MINE.join(Account, col(Account.id) == Assignment.participant_id).where(*_READ)
"""Those of them whose care team may read."""
_READ_BY_ANY = (
    sql_select(col(Assignment.participant_id))
    .join(Account, col(Account.id) == Assignment.participant_id)
    .where(col(Assignment.ended_at).is_(None), *_READ)
)
"""The same, of every counselor."""


def _assigned(model: type[Owned]) -> Any:
    participant = aliased(Account)
    return exists().where(
        and_(
            col(Assignment.participant_id) == model.owner_id,
            *looked_after(),
            col(participant.id) == model.owner_id,
            col(participant.active).is_(True),
            still_read(participant),
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


BETWEEN = "\x1f"
"""Stands between the values of several rows that `facts` give as one text; nobody can type it into a line."""


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
        known = _touches[statement] = any(name in PROTECTED for part in _read_by(statement) for name in _named(part))
    return known


def _read_by(statement: ClauseElement) -> Iterator[Any]:
    """The parts of a statement. Of an INSERT only what it reads: the rows that it adds say whose they are."""
    for part in visitors.iterate(statement):
        if not isinstance(statement, Insert):
            yield part
        elif isinstance(part, SelectBase):
            yield from visitors.iterate(part)


def _named(part: Any) -> Iterable[str]:
    """The table that a part is, or every word of a part that is text."""
    if part.__visit_name__ == "table":
        return [part.name]
    if isinstance(part, TextClause):
        return WORD.findall(part.text.lower())
    return WORD.findall(part.name.lower()) if getattr(part, "is_literal", False) else ()


@event.listens_for(Engine, "before_execute")
def _must_be_scoped(
    _connection: Connection, statement: Any, _multiparams: object, _params: object, options: dict[str, Any]
) -> None:
    if SCOPE in options or FLUSH in options or not isinstance(statement, ClauseElement):
        return
    if _touches_protected(statement):
        raise UnscopedQuery(str(statement)[:200])
