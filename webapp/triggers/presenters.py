"""Triggers as their pages show them, and the plan that is suggested for one."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from webapp import evidence
from webapp.content.triggers import CommonTrigger, name_of, offered
from webapp.enums import TriggerCategory
from webapp.formatting import number
from webapp.i18n import _, mark, ngettext
from webapp.models import Trigger
from webapp.skills.queries import SkillView, skills
from webapp.triggers import queries
from webapp.triggers.queries import Met

CATEGORIES = {
    TriggerCategory.EXTERNAL: (mark("Around me"), mark("External: people, places, things, times")),
    TriggerCategory.INTERNAL: (mark("Inside me"), mark("Internal: feelings, thoughts, the body")),
    TriggerCategory.SITUATION: (mark("High-risk situations"), mark("Events and moments that are hard")),
}
ROOM = 160
GROUPS = {
    "people": mark("People"),
    "places": mark("Places"),
    "things": mark("Things"),
    "times": mark("Times"),
    "events": mark("Things that happen"),
    "digital": mark("On a screen"),
    "feelings": mark("Feelings"),
    "thoughts": mark("Thoughts"),
    "body": mark("Body"),
}


@dataclass(frozen=True, slots=True)
class TriggerRow:
    id: UUID
    name: str
    is_own: bool
    times: str
    met: Met | None
    """None when it never came up."""
    plans: list[Any]


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    hint: str
    rows: list[TriggerRow]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A plan for a trigger that came up often: 'If <cue>, then <act>'. `act` is '' when nothing is known to work."""

    trigger_id: UUID
    name: str
    times: int
    cue: str
    act: str
    why: str


@dataclass(frozen=True, slots=True)
class TriggersPage:
    sections: list[Section]
    hidden: list[TriggerRow]
    suggestion: Suggestion | None
    plan_count: int


@dataclass(frozen=True, slots=True)
class TriggerPage:
    trigger: Trigger
    name: str
    category: str
    met: Met | None
    worked: list[tuple[SkillView, str]]
    plans: list[Any]


def present_all(owner_id: UUID) -> TriggersPage:
    every = queries.own_triggers(owner_id)
    known = queries.met(owner_id)
    kept = queries.if_thens(owner_id)
    plans: dict[UUID | None, list[Any]] = defaultdict(list)
    for plan in kept:
        if plan.active:
            plans[plan.trigger_id].append(plan)
    by_category: dict[str, list[TriggerRow]] = defaultdict(list)
    for row in sorted(every, key=lambda row: -known[row.id].times if row.id in known else 0):
        shown = _row(row, known.get(row.id), plans[row.id])
        by_category["hidden" if row.hidden else row.category].append(shown)
    return TriggersPage(
        sections=[
            Section(_(title), _(hint), by_category[category])
            for category, (title, hint) in CATEGORIES.items()
            if by_category[category]
        ],
        hidden=by_category["hidden"],
        suggestion=suggestion(owner_id),
        plan_count=len(kept),
    )


def _row(row: Any, met: Met | None, plans: list[Any]) -> TriggerRow:
    return TriggerRow(
        id=row.id,
        name=name_of(row.slug, row.name),
        is_own=not row.slug,
        times=_times(met),
        met=met,
        plans=plans,
    )


def _times(met: Met | None) -> str:
    if met is None:
        return _("Has not come up yet")
    return ngettext("Came up %(num)d time", "Came up %(num)d times", met.times)


def present(trigger: Trigger) -> TriggerPage:
    every = skills(trigger.owner_id)
    worked = evidence.what_worked(trigger.owner_id, trigger.id)
    return TriggerPage(
        trigger=trigger,
        name=name_of(trigger.slug, trigger.name),
        category=category_name(trigger.category),
        met=queries.met(trigger.owner_id, trigger.id).get(trigger.id),
        worked=[(every[row.skill_key], why(row)) for row in worked if row.skill_key in every],
        plans=[plan for plan in queries.if_thens(trigger.owner_id) if plan.trigger_id == trigger.id],
    )


def category_name(category: str) -> str:
    return _(CATEGORIES[TriggerCategory(category)][0])


def why(row: evidence.Worked) -> str:
    """Never of fewer than three uses: `evidence` gives none."""
    return _("Down by %(drop)s on average, %(times)s times", drop=number(row.drop), times=row.times)


def common_by_group(owner_id: UUID, focuses: list[str]) -> list[tuple[str, list[CommonTrigger]]]:
    """Those that fit and are not on the list yet, under the names of their groups."""
    taken = {row.slug for row in queries.own_triggers(owner_id) if not row.hidden}
    fitting = [trigger for trigger in offered(focuses) if trigger.slug not in taken]
    groups = [(_(title), [trigger for trigger in fitting if trigger.group == group]) for group, title in GROUPS.items()]
    return [(title, triggers) for title, triggers in groups if triggers]


def version_of(trigger: Trigger) -> str:
    """A trigger counts no versions: what its edit page showed stands for one."""
    return f"{trigger.category}:{trigger.name}"


def shortened(name: str) -> str:
    """So much of a name as leaves room for words around it in one line."""
    return name if len(name) <= ROOM else name[: ROOM - 1] + "…"


def cue_for(name: str) -> str:
    return _("“%(name)s” comes up", name=shortened(name))


def act_with(skill: str) -> str:
    return _("I use “%(skill)s”", skill=shortened(skill))


def best_skills(owner_id: UUID, trigger_id: UUID | None) -> list[tuple[SkillView, str]]:
    """Skills that lowered the person's urges, for this trigger first, then overall; and by how much."""
    worked = evidence.what_worked(owner_id, trigger_id) if trigger_id else []
    worked += evidence.what_worked(owner_id)
    every = skills(owner_id) if worked else {}
    best: dict[str, tuple[SkillView, str]] = {}
    for row in worked:
        skill = every.get(row.skill_key)
        if skill and not skill.hidden:
            best.setdefault(row.skill_key, (skill, why(row)))
    return list(best.values())


def suggestion(owner_id: UUID) -> Suggestion | None:
    """A plan for the trigger that came up most without one; None when there is nothing to suggest."""
    row = queries.often_without_plan(owner_id)
    if row is None:
        return None
    name = name_of(row.slug, row.name)
    best = best_skills(owner_id, row.id)[:1]
    act, reason = next(((act_with(skill.name), words) for skill, words in best), ("", ""))
    return Suggestion(row.id, name, row.times, cue_for(name), act, reason)
