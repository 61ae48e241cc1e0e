"""What a counselor marked as read and wrote, and what the team did with entries that are shared."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, literal
from sqlmodel import col, select

from webapp.enums import ConsentCategory
from webapp.extensions import Statement, db, select_columns
from webapp.models import Account, EntryRead, ModuleProgress, PlanSuggestion, Practice, Reply, TeamTask
from webapp.plan.sections import CATEGORIES as OF_PLANS
from webapp.plan.sections import SECTIONS
from webapp.scope import asked_of_team, shared_with_team, stacked, team_may_see, together
from webapp.team.queries import READ, REPLY, finished, practised, said_under, tasks_with
from webapp.timeline import CATEGORIES, MODELS

FRESH = timedelta(days=13)
"""Today and the 13 days before."""
KEPT = timedelta(days=60)
"""How long what was asked for, and answers to suggestions, are listed."""


_SHARED_NOW = together(
    *(
        shared_with_team(
            select(literal(kind.value).label("kind"), model.id, model.owner_id, model.day), model, CATEGORIES[kind]
        ).where(col(model.id).in_(bindparam("entries", expanding=True)))
        for kind, model in MODELS.items()
    )
)


def _of(model: Any, statement: Statement) -> Statement:
    """What the team itself wrote, of one participant."""
    return asked_of_team(statement, model).where(col(model.owner_id) == bindparam("owner_id"))


_SAID = stacked(_of(EntryRead, said_under(READ)), _of(Reply, said_under(REPLY)))
_REPLY = _of(Reply, select(Reply)).where(
    col(Reply.id) == bindparam("reply_id"),
    col(Reply.author_id) == bindparam("counselor_id"),
    col(Reply.withdrawn_at).is_(None),
)
_TASKS = _of(
    TeamTask,
    tasks_with(
        finished(*team_may_see(ModuleProgress, ConsentCategory.MODULES)),
        practised(col(Practice.private).is_(False), *team_may_see(Practice, ConsentCategory.PRACTICES)),
    ),
)
_TASK = _of(TeamTask, select(TeamTask)).where(col(TeamTask.id) == bindparam("task_id"))


def _suggestions(what: Any, category: ConsentCategory) -> Statement:
    """Of the plans that are shared under a category: what was suggested is not seen without the plan."""
    return shared_with_team(what, PlanSuggestion, category).where(
        col(PlanSuggestion.section).in_([key for key, place in SECTIONS.items() if OF_PLANS[place.plan] == category]),
        col(PlanSuggestion.withdrawn_at).is_(None),
    )


def _listed(category: ConsentCategory) -> Statement:
    columns = select_columns(
        PlanSuggestion.id,
        PlanSuggestion.section,
        PlanSuggestion.text,
        PlanSuggestion.instead_of,
        PlanSuggestion.why,
        PlanSuggestion.made_at,
        PlanSuggestion.answered_at,
        PlanSuggestion.accepted,
        Account.name,
    ).join(Account, col(Account.id) == PlanSuggestion.author_id)
    return _suggestions(columns, category).where(col(PlanSuggestion.section) == bindparam("section"))


_SUGGESTIONS = stacked(_listed(ConsentCategory.PLAN), _listed(ConsentCategory.AFTERCARE))
_SUGGESTION = {
    category: _suggestions(select(PlanSuggestion), category).where(
        col(PlanSuggestion.id) == bindparam("suggestion_id"), col(PlanSuggestion.answered_at).is_(None)
    )
    for category in (ConsentCategory.PLAN, ConsentCategory.AFTERCARE)
}


@dataclass(frozen=True, slots=True)
class Hand:
    """One counselor, and one participant whom they look after: what was given back."""

    counselor_id: UUID
    owner_id: UUID

    def _rows(self, statement: Statement, **values: Any) -> Sequence[Row[Any]]:
        return db.rows(statement, counselor_id=self.counselor_id, owner_id=self.owner_id, **values)

    def _whole(self, statement: Statement, **values: Any) -> Any:
        asked = {"counselor_id": self.counselor_id, "owner_id": self.owner_id, **values}
        return db.session.execute(statement, asked).scalar()

    def shared_now(self, entries: Collection[UUID]) -> Sequence[Row[Any]]:
        """Those of these entries that are shared at this moment: kind, id, day."""
        return self._rows(_SHARED_NOW, entries=list(entries)) if entries else ()

    def said(self, entries: Collection[UUID]) -> dict[UUID, list[Row[Any]]]:
        """Marks and answers by entry, of entries that were read as shared."""
        found: dict[UUID, list[Row[Any]]] = defaultdict(list)
        for row in self._rows(_SAID, entries=list(entries)) if entries else ():
            found[row.entry_id].append(row)
        return found

    def reply(self, reply_id: UUID) -> Reply | None:
        """An answer of one's own that was not taken back, while its entry is shared."""
        found: Reply | None = self._whole(_REPLY, reply_id=reply_id)
        return found if found and self.shared_now([found.entry_id]) else None

    def tasks(self, current: date) -> Sequence[Row[Any]]:
        """What was asked for: id, kind, slug, due_on, why, name, done as far as that is shared."""
        return self._rows(_TASKS, due_since=current - KEPT)

    def task(self, task_id: UUID) -> TeamTask | None:
        found: TeamTask | None = self._whole(_TASK, task_id=task_id)
        return found

    def suggestions(self, section: str) -> Sequence[Row[Any]]:
        """For a section, the newest first: id, text, instead_of, why, made_at, answered_at, accepted, name."""
        return sorted(self._rows(_SUGGESTIONS, section=section), key=lambda row: row.made_at, reverse=True)

    def suggestion(self, suggestion_id: UUID) -> PlanSuggestion | None:
        """One that waits for its answer."""
        for statement in _SUGGESTION.values():
            found: PlanSuggestion | None = self._whole(statement, suggestion_id=suggestion_id)
            if found:
                return found
        return None
