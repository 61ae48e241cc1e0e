"""What one participant shares with the care team: every statement is bound to a counselor and to the person."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, cast, null
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.sql.sqltypes import UTCDateTime

from webapp.content.skills import OWN
from webapp.content.triggers import name_of
from webapp.entry_rows import own_skill_ids
from webapp.enums import ConsentCategory, EntryKind
from webapp.extensions import Statement, db, select_columns
from webapp.models import ExerciseAnswer, IfThen, ModuleProgress, PlanVersion, Skill, Trigger, UrgeTrigger
from webapp.paging import Place, page_of
from webapp.plan.sections import CATEGORIES, SECTIONS
from webapp.scope import shared_with_team, stacked
from webapp.timeline import team_branch

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
_NEVER = cast(null(), UTCDateTime)
_LISTS = stacked(
    shared_with_team(
        select(Trigger.slug, Trigger.name, col(Trigger.created_at).label("at"), _NEVER.label("finished_at")),
        Trigger,
        ConsentCategory.TRIGGERS,
    ).where(col(Trigger.hidden).is_(False)),
    shared_with_team(
        select(ModuleProgress.slug, null().label("name"), ModuleProgress.read_at, ModuleProgress.finished_at),
        ModuleProgress,
        ConsentCategory.MODULES,
    ),
)
_ANSWERS = shared_with_team(
    select_columns(ExerciseAnswer.slug, ExerciseAnswer.answers, ExerciseAnswer.changed_at),
    ExerciseAnswer,
    ConsentCategory.EXERCISES,
).order_by(col(ExerciseAnswer.changed_at).desc())
_IF_THENS = (
    shared_with_team(select(IfThen.cue, IfThen.act, IfThen.backup, IfThen.active), IfThen, ConsentCategory.TRIGGERS)
    .where(col(IfThen.removed_at).is_(None))
    .order_by(col(IfThen.active).desc(), col(IfThen.created_at), col(IfThen.id))
)
_later = aliased(PlanVersion)


def _plans(category: ConsentCategory) -> Statement:
    """The newest version of each section of the plans that are shared under a category."""
    return shared_with_team(
        select(PlanVersion.section, PlanVersion.items, PlanVersion.written_at), PlanVersion, category
    ).where(
        col(PlanVersion.section).in_(
            [key for key, section in SECTIONS.items() if CATEGORIES[section.plan] == category]
        ),
        ~select(_later.id)
        .where(
            col(_later.owner_id) == PlanVersion.owner_id,
            col(_later.section) == PlanVersion.section,
            col(_later.number) > PlanVersion.number,
        )
        .exists(),
    )


_PLAN = stacked(_plans(ConsentCategory.PLAN), _plans(ConsentCategory.AFTERCARE))


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

    def triggers_and_modules(self) -> tuple[list[str], list[Row[Any]]]:
        """Names, the oldest first; modules that were begun, the last one read first: slug, at, finished_at."""
        rows = sorted(self._rows(_LISTS), key=lambda row: row.at)
        triggers = [name_of(row.slug, row.name) for row in rows if row.name is not None]
        return triggers, [row for row in reversed(rows) if row.name is None]

    def answers(self) -> Sequence[Row[Any]]:
        """Of the exercises that the person lets the team see, the last one changed first: slug, answers, changed_at."""
        return self._rows(_ANSWERS)

    def if_thens(self) -> Sequence[Row[Any]]:
        """The active ones first: cue, act, backup, active."""
        return self._rows(_IF_THENS)

    def plan(self) -> dict[str, Row[Any]]:
        """The plans as they stand, by section: items, written_at."""
        return {row.section: row for row in self._rows(_PLAN)}
