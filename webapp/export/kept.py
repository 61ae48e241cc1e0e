"""What a person keeps, on one page in words: the plans, people, triggers, skills, warning signs, days, modules."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from webapp.access import Me
from webapp.appointments.presenters import in_words as when_in_words
from webapp.appointments.presenters import is_over
from webapp.appointments.queries import appointments
from webapp.consents.presenters import names_of
from webapp.consents.queries import held
from webapp.content.triggers import name_of
from webapp.entry_rows import LEVELS
from webapp.enums import SignLevel
from webapp.export import kinds
from webapp.formatting import labelled, short_day
from webapp.i18n import _
from webapp.learn.library import library
from webapp.moments import today
from webapp.plan.queries import standing
from webapp.plan.sections import Plan
from webapp.plan.words import in_words
from webapp.templating import focus_name


@dataclass(frozen=True, slots=True)
class Item:
    title: str
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    items: list[Item]


def groups(person: Me) -> Iterator[Group]:
    """Those that hold something."""
    yield from plans(person)
    found = (
        _people(person),
        Group(_("Triggers"), [_trigger(row) for row in kinds.rows("triggers", person.id) if not row.hidden]),
        Group(
            _("If-then plans"), [_if_then(row) for row in kinds.rows("if-then-plans", person.id) if not row.removed_at]
        ),
        Group(
            _("My own skills"), [Item(row.name, [row.how]) for row in kinds.rows("skills", person.id) if not row.slug]
        ),
        Group(_("Warning signs"), list(_signs(person))),
        Group(_("Days"), [_counter(row) for row in kinds.rows("days", person.id)]),
        _week(person, appointments(person.id)),
        Group(_("What we agreed"), [_agreed(row) for row in kinds.rows("session-notes", person.id)]),
        Group(_("What I wrote in Learn"), list(_exercises(person))),
        Group(_("What I share"), list(_shared(person))),
    )
    yield from (group for group in found if group.items)


def pack(person: Me) -> list[Group]:
    """What is needed after the program: the plans, people, and appointments that are not over."""
    coming = [row for row in appointments(person.id) if not is_over(row)]
    return [*plans(person), *(group for group in (_people(person), _week(person, coming)) if group.items)]


def plans(person: Me) -> Iterator[Group]:
    for title, sections in in_words(standing(person.id, Plan.RELAPSE)):
        yield Group(title, [Item(section.title, section.lines) for section in sections])


def _people(person: Me) -> Group:
    return Group(_("My people"), [_person(row) for row in kinds.rows("people", person.id) if row.removed_at is None])


def _week(person: Me, rows: Iterable[Row[Any]]) -> Group:
    return Group(_("Groups and appointments"), [_appointment(row, person) for row in rows])


def _person(row: Row[Any]) -> Item:
    return Item(row.name, [line for line in (row.relation, row.phone, row.when, row.say) if line])


def _trigger(row: Row[Any]) -> Item:
    return Item(name_of(row.slug, row.name), [])


def _if_then(row: Row[Any]) -> Item:
    return Item(_("If %(cue)s", cue=row.cue), [line for line in (row.act, row.backup) if line])


def _signs(person: Me) -> Iterator[Item]:
    rows = [row for row in kinds.rows("warning-signs", person.id) if not row.hidden]
    for level in SignLevel:
        if texts := [row.text for row in rows if row.level == level]:
            yield Item(_(LEVELS[level]), texts)


def _counter(row: Row[Any]) -> Item:
    name = row.label or (focus_name(row.focus) if row.focus else _("Days"))
    return Item(name, [_("Since %(day)s", day=short_day(row.started_on))])


def _appointment(row: Row[Any], person: Me) -> Item:
    companion = _("With %(name)s", name=row.person) if row.person else ""
    lines = (when_in_words(row, person.time_zone), row.place, row.link, companion)
    return Item(row.title, [line for line in lines if line])


def _agreed(row: Row[Any]) -> Item:
    said = [_("That is right")] if row.is_right else []
    return Item(f"{short_day(row.met_on)}, {row.author or ''}".rstrip(", "), [row.text, *said, row.answer])


def _exercises(person: Me) -> Iterator[Item]:
    """Each answer under what was asked, as far as the module still asks it."""
    modules = {module.slug: module.here.meta for module in library().all() if module.here}
    for row in kinds.rows("exercises", person.id):
        meta = modules.get(row.slug)
        fields = {field.key: field for field in meta.exercise.fields} if meta and meta.exercise else {}
        lines = [line for key, value in row.answers.items() if (line := _answer(fields, key, value))]
        yield Item(meta.title if meta else row.slug, lines)


def _answer(fields: dict[str, Any], key: str, value: Any) -> str:
    field = fields.get(key.removesuffix(".own"))
    options = dict(field.options) if field else {}
    said = [
        str(options.get(one, one)) for one in (value if isinstance(value, list) else [value]) if one not in (None, "")
    ]
    return labelled(field.label if field else key, ", ".join(said)) if said else ""


def _shared(person: Me) -> Iterator[Item]:
    if shared := names_of(frozenset(held(person.id))):
        yield Item(_("With my care team"), [shared])
    for row in kinds.rows("family-links", person.id):
        if row.signed_at and not row.ended_at:
            yield Item(row.name, [_("Family link, until %(day)s", day=_day(row.expires_at, person))])
    for row in kinds.rows("consents-outside", person.id):
        if not row.revoked_at:
            yield Item(row.recipient, [_("A file for somebody else, until %(day)s", day=_day(row.expires_at, person))])


def _day(at: Any, person: Me) -> str:
    return short_day(today(person.time_zone, at))
