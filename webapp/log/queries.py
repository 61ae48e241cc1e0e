"""A page of the log, and what its entries refer to."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam
from sqlmodel import col, select

from webapp.content.skills import OWN
from webapp.content.triggers import name_of
from webapp.entry_rows import own_skill_ids
from webapp.enums import EntryKind
from webapp.extensions import db
from webapp.models import Skill, Trigger, UrgeTrigger
from webapp.paging import Place, page_of
from webapp.scope import owned
from webapp.timeline import own_branch

_PAGES = {kind: page_of({kind: own_branch(kind)}) for kind in EntryKind}
_ALL = page_of({kind: own_branch(kind) for kind in EntryKind})
_TRIGGERS = (
    owned(select(UrgeTrigger.urge_id, Trigger.slug, Trigger.name), UrgeTrigger)
    .join(Trigger, col(Trigger.id) == UrgeTrigger.trigger_id)
    .where(col(UrgeTrigger.urge_id).in_(bindparam("urges", expanding=True)))
    .order_by(col(Trigger.created_at), col(Trigger.id))
)
_OWN_SKILLS = owned(select(Skill.id, Skill.name), Skill).where(col(Skill.id).in_(bindparam("skills", expanding=True)))


def entries(owner_id: UUID, kind: EntryKind | None, after: Place) -> Sequence[Row[Any]]:
    """Entries older than `after`, newest first, one more than fits on a page."""
    statement = _PAGES[kind] if kind else _ALL
    return db.rows(statement, owner_id=owner_id, before_at=after.at, before_id=after.id)


def triggers_of(owner_id: UUID, urges: list[UUID]) -> dict[UUID, list[str]]:
    """What set off these urges, by urge."""
    found: dict[UUID, list[str]] = defaultdict(list)
    for row in db.rows(_TRIGGERS, owner_id=owner_id, urges=urges) if urges else ():
        found[row.urge_id].append(name_of(row.slug, row.name))
    return found


def own_skill_names(owner_id: UUID, keys: set[str]) -> dict[str, str]:
    """Names of the person's own skills, by key; keys of the library's are passed over."""
    ids = own_skill_ids(keys)
    rows = db.rows(_OWN_SKILLS, owner_id=owner_id, skills=ids) if ids else ()
    return {f"{OWN}{row.id}": row.name for row in rows}
