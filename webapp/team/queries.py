"""What the team said under entries, and what it asked for, as their participant reads it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Row, String, and_, bindparam, case, cast, exists, literal, null, or_
from sqlmodel import col, select
from sqlmodel.sql.sqltypes import UTCDateTime

from webapp.extensions import Statement, db, select_columns
from webapp.models import Account, EntryRead, ModuleProgress, PlanSuggestion, Practice, Reply, TeamTask
from webapp.scope import owned, stacked

READ, REPLY = "read", "reply"
MODULE, SKILL = "module", "skill"


def said_under(of: str) -> Statement:
    """Marks of reading, or answers, of the entries given as `entries`, in columns that both have; to be scoped."""
    if of == READ:
        none = [cast(null(), UTCDateTime).label(name) for name in ("changed_at", "withdrawn_at", "thanked_at")]
        read = select_columns(
            literal(READ).label("what"),
            EntryRead.id,
            EntryRead.entry_id,
            col(EntryRead.reader_id).label("by"),
            Account.name,
            cast(null(), String).label("text"),
            cast(null(), Integer).label("version"),
            col(EntryRead.read_at).label("at"),
            *none,
        ).join(Account, col(Account.id) == EntryRead.reader_id)
        return read.where(col(EntryRead.entry_id).in_(bindparam("entries", expanding=True)))
    replies = select_columns(
        literal(REPLY).label("what"),
        Reply.id,
        Reply.entry_id,
        col(Reply.author_id).label("by"),
        Account.name,
        Reply.text,
        Reply.version,
        col(Reply.written_at).label("at"),
        Reply.changed_at,
        Reply.withdrawn_at,
        Reply.thanked_at,
    ).join(Account, col(Account.id) == Reply.author_id)
    return replies.where(col(Reply.entry_id).in_(bindparam("entries", expanding=True)))


_SAID = stacked(owned(said_under(READ), EntryRead), owned(said_under(REPLY), Reply))
_REPLIES = owned(said_under(REPLY), Reply).where(col(Reply.withdrawn_at).is_(None))
HEARD = {
    "read": owned(select(EntryRead.id), EntryRead).where(col(EntryRead.entry_id) == bindparam("entry_id")).limit(1),
    "replied": owned(select(Reply.id), Reply).where(col(Reply.entry_id) == bindparam("entry_id")).limit(1),
}
"""For pages that gather facts in one statement: whether there is anything of `said`."""
REPLY_WAITS = (
    owned(select(Account.name).select_from(Reply).join(Account, col(Account.id) == Reply.author_id), Reply)
    .where(
        col(Reply.withdrawn_at).is_(None),
        col(Reply.thanked_at).is_(None),
        col(Reply.written_at) > bindparam("answered_since"),
    )
    .order_by(col(Reply.written_at).desc())
    .limit(1)
)
"""For pages that gather facts in one statement: who answered an entry last, without a thanks yet."""


def finished(*conditions: Any) -> Any:
    """Whether a task's module was read to its end."""
    return exists().where(
        col(ModuleProgress.owner_id) == TeamTask.owner_id,
        col(ModuleProgress.slug) == TeamTask.slug,
        col(ModuleProgress.finished_at).is_not(None),
        *conditions,
    )


def practised(*conditions: Any) -> Any:
    """Whether a task's skill was used since it was asked for."""
    return exists().where(
        col(Practice.owner_id) == TeamTask.owner_id,
        col(Practice.skill_key) == TeamTask.slug,
        col(Practice.occurred_at) >= TeamTask.made_at,
        col(Practice.deleted_at).is_(None),
        *conditions,
    )


def tasks_with(module_done: Any, skill_done: Any) -> Statement:
    """Tasks that stand, with whether they are done; to be scoped."""
    done = or_(
        and_(col(TeamTask.kind) == MODULE, module_done),
        and_(col(TeamTask.kind) == SKILL, skill_done),
    )
    statement = select_columns(
        TeamTask.id,
        TeamTask.kind,
        TeamTask.slug,
        TeamTask.due_on,
        TeamTask.why,
        Account.name,
        case((done, 1), else_=0).label("done"),
    ).join(Account, col(Account.id) == TeamTask.author_id)
    return statement.where(
        col(TeamTask.withdrawn_at).is_(None), col(TeamTask.due_on) >= bindparam("due_since")
    ).order_by(col(TeamTask.due_on), col(TeamTask.id))


_TASKS = owned(tasks_with(finished(), practised()), TeamTask)
OPEN_SUGGESTIONS = (
    owned(
        select_columns(
            PlanSuggestion.id,
            PlanSuggestion.section,
            literal("").label("level"),
            PlanSuggestion.text,
            PlanSuggestion.instead_of,
            PlanSuggestion.why,
            Account.name,
            literal(0).label("position"),
        ),
        PlanSuggestion,
    )
    .join(Account, col(Account.id) == PlanSuggestion.author_id)
    .where(col(PlanSuggestion.withdrawn_at).is_(None), col(PlanSuggestion.answered_at).is_(None))
)
"""In columns that a page of the plan reads together with the warning signs."""


def said(owner_id: UUID, entry_id: UUID) -> Sequence[Row[Any]]:
    """Marks and answers of one entry: what, id, by, name, text, version, at, changed_at, withdrawn_at, thanked_at."""
    return db.rows(_SAID, owner_id=owner_id, entries=[entry_id])


def answerers(owner_id: UUID, entries: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Who answered which of these entries."""
    found: dict[UUID, list[str]] = {}
    wanted = list(entries)
    for row in db.rows(_REPLIES, owner_id=owner_id, entries=wanted) if wanted else ():
        names = found.setdefault(row.entry_id, [])
        names += [] if row.name in names else [row.name]
    return found


def tasks(owner_id: UUID, due_since: date) -> Sequence[Row[Any]]:
    """What was asked for, the nearest day first: id, kind, slug, due_on, why, name of who asked, done."""
    return db.rows(_TASKS, owner_id=owner_id, due_since=due_since)


def by_section(rows: Iterable[Row[Any]]) -> dict[str, list[Row[Any]]]:
    """Suggestions by section of the plans, the oldest first: id, text, instead_of, why, name of who suggested it."""
    found: dict[str, list[Row[Any]]] = {}
    for row in sorted(rows, key=lambda row: row.id):
        found.setdefault(row.section, []).append(row)
    return found


def open_suggestions(owner_id: UUID) -> dict[str, list[Row[Any]]]:
    return by_section(db.rows(OPEN_SUGGESTIONS, owner_id=owner_id))
