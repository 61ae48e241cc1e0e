"""Changing the list of triggers."""

from uuid import UUID

from webapp import audit
from webapp.content.triggers import COMMON
from webapp.enums import TriggerCategory
from webapp.extensions import db
from webapp.models import Trigger
from webapp.triggers import queries


def triggers_for(owner_id: UUID, ids: list[UUID], slugs: list[str], new_name: str = "") -> list[UUID]:
    """The person's triggers that were picked, as ids: their own, common ones taken into their list, a new one.

    Ids that are not theirs are left out.
    """
    rows = queries.own_triggers(owner_id)
    theirs = {row.id for row in rows}
    by_slug = {row.slug: row.id for row in rows if row.slug}
    by_name = {queries.name_of(row.slug, row.name).casefold(): row.id for row in rows}
    chosen = [trigger_id for trigger_id in ids if trigger_id in theirs]
    chosen += [by_slug.get(slug) or add_common(owner_id, slug).id for slug in slugs if slug in COMMON]
    if new_name:
        chosen.append(by_name.get(new_name.casefold()) or add_own(owner_id, new_name, TriggerCategory.EXTERNAL).id)
    return list(dict.fromkeys(chosen))


def add_common(owner_id: UUID, slug: str) -> Trigger:
    return _add(Trigger(owner_id=owner_id, slug=slug, category=COMMON[slug].category))


def add_own(owner_id: UUID, name: str, category: str) -> Trigger:
    return _add(Trigger(owner_id=owner_id, name=name, category=category))


def _add(trigger: Trigger) -> Trigger:
    db.session.add(trigger)
    db.session.flush()
    audit.by_owner("added", "trigger", trigger.id, trigger.owner_id)
    return trigger
