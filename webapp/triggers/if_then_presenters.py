"""If-then plans as their pages show them: linked pick-lists before blank boxes."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from webapp.content.plan import picks
from webapp.content.triggers import name_of
from webapp.i18n import _
from webapp.models import IfThen
from webapp.people.queries import people
from webapp.triggers import queries
from webapp.triggers.presenters import act_with, best_skills, cue_for, shortened
from webapp.triggers.queries import TriggerName

SKILL = "skill:"
"""What is sent for a picked skill: this and its key."""
MOST_SKILLS = 4
MOST_PEOPLE = 6


@dataclass(frozen=True, slots=True)
class SkillPick:
    value: str
    label: str
    why: str


@dataclass(frozen=True, slots=True)
class PlanPicks:
    """What the form offers."""

    triggers: list[TriggerName]
    trigger: TriggerName | None
    """The one that the plan is for."""
    cues: list[str]
    skills: list[SkillPick]
    acts: list[str]
    backups: list[str]


@dataclass(frozen=True, slots=True)
class PlanPage:
    plan: IfThen
    trigger: TriggerName | None
    others: list[Any]
    """Active ones, of which one can rest so that this one is used; empty while there is room."""


@dataclass(frozen=True, slots=True)
class PlansPage:
    active: list[Any]
    kept: list[Any]
    names: dict[UUID, str]


def present_plans(owner_id: UUID) -> PlansPage:
    rows = queries.if_thens(owner_id)
    return PlansPage(
        active=[row for row in rows if row.active],
        kept=[row for row in rows if not row.active],
        names=queries.trigger_names(owner_id, [row.trigger_id for row in rows if row.trigger_id]),
    )


def present_plan(plan: IfThen, at_most: int) -> PlanPage:
    active = [row for row in queries.if_thens(plan.owner_id) if row.active and row.id != plan.id]
    return PlanPage(
        plan=plan,
        trigger=_trigger(plan.owner_id, plan.trigger_id),
        others=active if len(active) >= at_most and not plan.active else [],
    )


def _trigger(owner_id: UUID, trigger_id: UUID | None) -> TriggerName | None:
    names = queries.trigger_names(owner_id, [trigger_id] if trigger_id else [])
    return next((TriggerName(key, name) for key, name in names.items()), None)


def plan_picks(owner_id: UUID, focuses: list[str], trigger_id: UUID | None) -> PlanPicks:
    rows = queries.own_triggers(owner_id)
    triggers = [
        TriggerName(row.id, name_of(row.slug, row.name)) for row in rows if not row.hidden or row.id == trigger_id
    ]
    trigger = next((one for one in triggers if one.id == trigger_id), None)
    best = best_skills(owner_id, trigger_id)[:MOST_SKILLS]
    callable_people = [_("I call %(name)s", name=shortened(person.name)) for person in people(owner_id)[:MOST_PEOPLE]]
    return PlanPicks(
        triggers=triggers,
        trigger=trigger,
        cues=([cue_for(trigger.name)] if trigger else []) + picks("if_cues", focuses),
        skills=[SkillPick(SKILL + skill.key, act_with(skill.name), why) for skill, why in best],
        acts=[_("I %(act)s", act=act) for act in picks("then_acts", focuses)],
        backups=[*callable_people, _("I call or text 988")],
    )
