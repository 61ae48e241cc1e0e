"""The plans as their pages show them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import Row

from webapp.access import Me
from webapp.content import clinical
from webapp.content.texts import say
from webapp.content.triggers import name_of
from webapp.entry_rows import LEVELS
from webapp.enums import SignLevel
from webapp.evidence import Worked
from webapp.formatting import dialable, number
from webapp.i18n import _, in_their_words, language, ngettext
from webapp.moments import today
from webapp.plan import queries
from webapp.plan.lines import Item, said
from webapp.plan.queries import Linkable
from webapp.plan.sections import LAPSE, SECTIONS, Plan, Section
from webapp.plan.services import suggested
from webapp.team.queries import open_suggestions
from webapp.triggers.queries import if_thens, own_triggers

REVIEW_EVERY = timedelta(days=14)
NO_OFFERS: Mapping[str, Sequence[Row[Any]]] = MappingProxyType({})
PHONE = re.compile(r"\+?\(?\d(?:[().\s-]*\d){9,14}")
"""A telephone number in words: 10 to 15 digits."""


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of a section: the person's words, one of their skills, or one of their people."""

    text: str
    skill: str = ""
    why: str = ""
    person: Row[Any] | None = None
    phone: str = ""
    """A number in the words, as a telephone dials it."""


@dataclass(frozen=True, slots=True)
class SectionView:
    section: Section
    lines: list[LineView]
    suggested: bool = False
    """Nothing was written: the lines come from the person's own log."""
    offers: Sequence[Row[Any]] = ()
    """What the team suggests, and the person did not answer yet."""

    @property
    def people(self) -> list[Row[Any]]:
        return [line.person for line in self.lines if line.person]

    @property
    def words(self) -> list[LineView]:
        return [line for line in self.lines if not line.person]


@dataclass(frozen=True, slots=True)
class Reviewed:
    on: date
    next: date
    due: bool


@dataclass(frozen=True, slots=True)
class PlanPage:
    sections: dict[str, SectionView]
    reviewed: Reviewed | None
    begun: bool
    """Something is written, so there is something to review."""


@dataclass(frozen=True, slots=True)
class RelapsePage(PlanPage):
    signs: list[tuple[str, list[str]]]
    triggers: list[str]
    if_thens: list[Any]
    people: list[Row[Any]]
    safety_begun: bool

    @property
    def lapse(self) -> list[SectionView]:
        """What to do after a lapse: the first hour, day and week."""
        return [self.sections[key] for key in LAPSE]


@dataclass(frozen=True, slots=True)
class CallLine:
    """A line that is always in the safety plan."""

    name: str
    detail: str
    number: str
    href: str
    is_text: bool


@dataclass(frozen=True, slots=True)
class SafetyPage(PlanPage):
    lines: list[CallLine]


def relapse(me: Me) -> RelapsePage:
    """The relapse-prevention plan, with what other lists hold of it."""
    rows, known = queries.standing(me.id, Plan.RELAPSE), queries.linkable(me.id)
    worked = queries.what_worked(me.id)
    signs, offers = queries.signs_and_suggestions(me.id)
    return RelapsePage(
        sections=sections_of(Plan.RELAPSE, rows, known, worked, offers),
        reviewed=reviewed(rows, me),
        begun=begun(Plan.RELAPSE, rows),
        signs=_signs(signs),
        triggers=[name_of(row.slug, row.name) for row in own_triggers(me.id) if not row.hidden],
        if_thens=[plan for plan in if_thens(me.id) if plan.active],
        people=list(known.people.values()),
        safety_begun=begun(Plan.SAFETY, rows),
    )


def safety(me: Me) -> SafetyPage:
    """The safety plan in its six steps."""
    rows = queries.standing(me.id, Plan.SAFETY)
    known, worked = queries.linkable(me.id), queries.what_worked(me.id)
    sections = sections_of(Plan.SAFETY, rows, known, worked, open_suggestions(me.id))
    return SafetyPage(sections, reviewed(rows, me), begun(Plan.SAFETY, rows), lines=locked_lines())


def sections_of(
    plan: Plan,
    rows: dict[str, Any],
    known: Linkable,
    worked: dict[str, Worked],
    offers: Mapping[str, Sequence[Row[Any]]] = NO_OFFERS,
) -> dict[str, SectionView]:
    """The sections of a plan, by key, out of the newest version of each, with what the team suggests there."""
    found = {}
    for key, section in SECTIONS.items():
        if section.plan is plan:
            from_log = section.from_log and key not in rows
            items = rows[key].items if key in rows else suggested(known, worked) if from_log else []
            found[key] = SectionView(section, lines(items, known, worked), from_log, offers.get(key, ()))
    return found


def lines(items: list[Item], known: Linkable, worked: dict[str, Worked]) -> list[LineView]:
    """Stored lines with what they link to as it is now; a link to what is gone keeps its words."""
    return [_line(item, known, worked) for item in items]


def _line(item: Item, known: Linkable, worked: dict[str, Worked]) -> LineView:
    skill = known.skills.get(item.get("skill", ""))
    person = known.people.get(item.get("person", ""))
    if skill:
        return LineView(skill.name, skill=skill.key, why=_why(worked.get(skill.key)))
    if person:
        return LineView(person.name, person=person)
    return LineView(said(item), phone=_number_in(item["text"]))


def _number_in(text: str) -> str:
    found = PHONE.search(text)
    return dialable(found[0]) if found else ""


def _why(row: Worked | None) -> str:
    if row is None:
        return ""
    times = ngettext("%(num)d time", "%(num)d times", row.times)
    return _("down by %(n)s on average, %(times)s", n=number(row.drop), times=times)


def begun(plan: Plan, rows: dict[str, Any]) -> bool:
    return any(SECTIONS[key].plan is plan for key, row in rows.items() if key in SECTIONS and row.items)


def reviewed(rows: dict[str, Any], me: Me) -> Reviewed | None:
    at = max((row.reviewed_at for row in rows.values() if row.reviewed_at), default=None)
    if at is None:
        return None
    on = today(me.time_zone, at)
    following = on + REVIEW_EVERY
    return Reviewed(on, following, following <= today(me.time_zone))


def _signs(rows: Any) -> list[tuple[str, list[str]]]:
    by_level = {level: [row.text for row in rows if row.level == level] for level in SignLevel}
    return [(_(LEVELS[level]), texts) for level, texts in by_level.items() if texts]


def locked_lines() -> list[CallLine]:
    """988 by voice and text in the reader's language, the program, 911: in every safety plan."""
    national = [line for line in clinical.CRISIS_LINES.values() if line.primary and language.get() in line.languages]
    lines = [_national(line) for line in national]
    program = queries.program()
    if program and dialable(program.phone):
        number = dialable(program.phone)
        hours = in_their_words(program.phone_hours, program.phone_hours_es)
        lines.append(CallLine(program.name or _("The program"), hours, program.phone, f"tel:{number}", False))
    return sorted(lines, key=lambda line: line.number == "911")


def _national(line: clinical.Line) -> CallLine:
    return CallLine(say(line.name), say(line.detail), line.number, line.href, line.kind == "text")
