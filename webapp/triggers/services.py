"""Changing the list of triggers, and if-then plans: any number kept, at most three active."""

from dataclasses import asdict, dataclass
from uuid import UUID

from sqlmodel import col

from webapp import audit
from webapp.content.triggers import COMMON, name_of
from webapp.enums import TriggerCategory
from webapp.extensions import db
from webapp.models import IfThen, Trigger, now
from webapp.scope import own
from webapp.triggers import queries

ACTIVE_AT_MOST = 3

_ACTIVE = own(IfThen).where(col(IfThen.active).is_(True), col(IfThen.removed_at).is_(None))


@dataclass(frozen=True, slots=True)
class Lines:
    """A plan as it was worded; 'If <cue>, then <act>, and if that is not enough, <backup>'."""

    cue: str
    act: str
    backup: str
    skill_key: str | None
    trigger_id: UUID | None


def triggers_for(owner_id: UUID, ids: list[UUID], slugs: list[str], new_name: str = "") -> list[UUID]:
    """The person's triggers that were picked, as ids: their own, common ones taken into their list, a new one.

    Ids that are not theirs are left out.
    """
    rows = queries.own_triggers(owner_id)
    theirs = {row.id for row in rows}
    by_slug = {row.slug: row.id for row in rows if row.slug}
    by_name = {name_of(row.slug, row.name).casefold(): row.id for row in rows}
    chosen = [trigger_id for trigger_id in ids if trigger_id in theirs]
    chosen += [by_slug.get(slug) or add_common(owner_id, slug).id for slug in slugs if slug in COMMON]
    if new_name:
        chosen.append(by_name.get(new_name.casefold()) or add_own(owner_id, new_name, TriggerCategory.EXTERNAL).id)
    return list(dict.fromkeys(chosen))


def add_common(owner_id: UUID, slug: str) -> Trigger:
    return _add(Trigger(owner_id=owner_id, slug=slug, category=COMMON[slug].category))


def add_own(owner_id: UUID, name: str, category: str) -> Trigger:
    return _add(Trigger(owner_id=owner_id, name=name, category=category))


def add_to_list(owner_id: UUID, slugs: list[str], name: str, category: str | None, trigger_id: UUID) -> None:
    """Take common triggers into the list, and one of the person's own under `trigger_id`; hidden ones come back."""
    rows = queries.own_triggers(owner_id)
    by_slug = {row.slug: row.id for row in rows if row.slug}
    by_name = {name_of(row.slug, row.name).casefold(): row.id for row in rows}
    known = [by_slug[slug] for slug in slugs if slug in by_slug]
    for slug in dict.fromkeys(slugs):
        if slug not in by_slug:
            add_common(owner_id, slug)
    if name and name.casefold() in by_name:
        known.append(by_name[name.casefold()])
    elif name:
        _add(Trigger(id=trigger_id, owner_id=owner_id, name=name, category=category or TriggerCategory.EXTERNAL))
    for trigger in _rows(owner_id, known):
        if trigger.hidden:
            bring_back(trigger)


def is_name_taken(trigger: Trigger, name: str) -> bool:
    """Whether another trigger of the same person is called so."""
    rows = queries.own_triggers(trigger.owner_id)
    return any(row.id != trigger.id and name_of(row.slug, row.name).casefold() == name.casefold() for row in rows)


def rename(trigger: Trigger, name: str, category: str) -> None:
    trigger.name, trigger.category = name, category
    _changed(trigger, "name")


def hide(trigger: Trigger) -> None:
    """Off the lists; its urges and plans stay."""
    trigger.hidden = True
    _changed(trigger, "hidden")


def bring_back(trigger: Trigger) -> None:
    trigger.hidden = False
    _changed(trigger, "brought back")


def _add(trigger: Trigger) -> Trigger:
    db.session.add(trigger)
    db.session.flush()
    audit.by_owner("added", "trigger", trigger.id, trigger.owner_id)
    return trigger


def _rows(owner_id: UUID, ids: list[UUID]) -> list[Trigger]:
    if not ids:
        return []
    found = db.session.execute(own(Trigger).where(col(Trigger.id).in_(ids)), {"owner_id": owner_id})
    return list(found.scalars())


def _changed(trigger: Trigger, what: str) -> None:
    db.session.flush()
    audit.by_owner("changed", "trigger", trigger.id, trigger.owner_id, detail=what)


def keep_plan(owner_id: UUID, plan_id: UUID, lines: Lines) -> IfThen:
    """A new plan: active while there is room, else kept for later."""
    plan = IfThen(id=plan_id, owner_id=owner_id, active=has_room(owner_id), **asdict(lines))
    db.session.add(plan)
    _noted(plan, "added")
    return plan


def reword_plan(plan: IfThen, lines: Lines) -> None:
    """The caller has checked the version. The same act stays linked to its skill."""
    plan.skill_key = lines.skill_key or (plan.skill_key if lines.act == plan.act else None)
    plan.cue, plan.act, plan.backup, plan.trigger_id = lines.cue, lines.act, lines.backup, lines.trigger_id
    plan.version += 1
    _noted(plan, "changed", "words")


def activate_plan(plan: IfThen, instead_of: UUID | None) -> bool:
    """Use the plan, and let `instead_of` rest if there is no room; False when that leaves none either."""
    if plan.active:
        return True
    if not has_room(plan.owner_id):
        resting = _active_one(plan.owner_id, instead_of)
        if resting is None:
            return False
        rest_plan(resting)
    plan.active = True
    _noted(plan, "changed", "active")
    return True


def rest_plan(plan: IfThen) -> None:
    plan.active = False
    _noted(plan, "changed", "kept")


def remove_plan(plan: IfThen) -> None:
    plan.removed_at = plan.removed_at or now()
    _noted(plan, "changed", "deleted")


def restore_plan(plan: IfThen) -> None:
    """Back as it was, but kept when three others became active meanwhile."""
    if plan.removed_at is None:
        return
    plan.active = plan.active and has_room(plan.owner_id)
    plan.removed_at = None
    _noted(plan, "changed", "restored")


def put_off_plan(owner_id: UUID, trigger_id: UUID, cue: str) -> None:
    """'Not now' to a suggested plan: it is kept as removed, without an act, so that it is not suggested again before
    the trigger came up three more times.
    """
    plan = IfThen(owner_id=owner_id, trigger_id=trigger_id, cue=cue, act="", active=False, removed_at=now())
    db.session.add(plan)
    _noted(plan, "put off")


def has_room(owner_id: UUID) -> bool:
    return queries.active_count(owner_id) < ACTIVE_AT_MOST


def _active_one(owner_id: UUID, plan_id: UUID | None) -> IfThen | None:
    found: IfThen | None = db.session.execute(_ACTIVE.where(col(IfThen.id) == plan_id), {"owner_id": owner_id}).scalar()
    return found


def _noted(plan: IfThen, action: str, what: str = "") -> None:
    db.session.flush()
    audit.by_owner(action, "if_then", plan.id, plan.owner_id, detail=what)
