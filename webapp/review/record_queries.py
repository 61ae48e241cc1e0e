"""What one participant shares with the care team: every statement is bound to a counselor and to the person."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from webapp.content.skills import OWN
from webapp.content.triggers import name_of
from webapp.enums import ConsentCategory, EntryKind
from webapp.extensions import Statement, db
from webapp.models import IfThen, PlanVersion, Skill, Trigger, UrgeTrigger
from webapp.paging import Place, page_of
from webapp.scope import shared_with_team
from webapp.timeline import own_skill_ids, team_branch

_PAGE = page_of({kind: team_branch(kind) for kind in EntryKind})
_TRIGGERS_OF = (
    shared_with_team(
        select(UrgeTrigger.urge_id, Trigger.slug, Trigger.name).join(
            Trigger, col(Trigger.id) == UrgeTrigger.trigger_id
        ),
        Trigger,
        ConsentCategory.TRIGGERS,
    )
    .where(col(UrgeTrigger.urge_id).in_(bindparam("urges", expanding=True)))
    .order_by(col(Trigger.created_at), col(Trigger.id))
)
_OWN_SKILLS = shared_with_team(select(Skill.id, Skill.name), Skill, ConsentCategory.PRACTICES).where(
    col(Skill.id).in_(bindparam("skills", expanding=True))
)
_TRIGGERS = (
    shared_with_team(select(Trigger.slug, Trigger.name), Trigger, ConsentCategory.TRIGGERS)
    .where(col(Trigger.hidden).is_(False))
    .order_by(col(Trigger.created_at), col(Trigger.id))
)
_IF_THENS = (
    shared_with_team(select(IfThen.cue, IfThen.act, IfThen.backup, IfThen.active), IfThen, ConsentCategory.TRIGGERS)
    .where(col(IfThen.removed_at).is_(None))
    .order_by(col(IfThen.active).desc(), col(IfThen.created_at), col(IfThen.id))
)
_later = aliased(PlanVersion)
_PLAN = shared_with_team(
    select(PlanVersion.section, PlanVersion.items, PlanVersion.written_at), PlanVersion, ConsentCategory.PLAN
).where(
    ~select(_later.id)
    .where(
        col(_later.owner_id) == PlanVersion.owner_id,
        col(_later.section) == PlanVersion.section,
        col(_later.number) > PlanVersion.number,
    )
    .exists()
)


@dataclass(frozen=True, slots=True)
class Look:
    """One counselor's view of one participant: whose eyes, whose record."""

    counselor_id: UUID
    owner_id: UUID

    def _rows(self, statement: Statement, **values: Any) -> Sequence[Row[Any]]:
        return db.rows(statement, counselor_id=self.counselor_id, owner_id=self.owner_id, **values)

    def entries(self, after: Place) -> Sequence[Row[Any]]:
        """Shared entries older than `after`, newest first, one more than fits on a page."""
        return self._rows(_PAGE, before_at=after.at, before_id=after.id)

    def triggers_of(self, urges: list[UUID]) -> dict[UUID, list[str]]:
        """What set off these urges, if triggers are shared."""
        found: dict[UUID, list[str]] = defaultdict(list)
        for row in self._rows(_TRIGGERS_OF, urges=urges) if urges else ():
            found[row.urge_id].append(name_of(row.slug, row.name))
        return found

    def own_skill_names(self, keys: set[str]) -> dict[str, str]:
        ids = own_skill_ids(keys)
        return {f"{OWN}{row.id}": row.name for row in (self._rows(_OWN_SKILLS, skills=ids) if ids else ())}

    def triggers(self) -> list[str]:
        return [name_of(row.slug, row.name) for row in self._rows(_TRIGGERS)]

    def if_thens(self) -> Sequence[Row[Any]]:
        """The active ones first: cue, act, backup, active."""
        return self._rows(_IF_THENS)

    def plan(self) -> dict[str, Row[Any]]:
        """The plan as it stands, by section: items, written_at."""
        return {row.section: row for row in self._rows(_PLAN)}
