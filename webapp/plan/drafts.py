"""A section while it is changed, and two versions of it side by side."""

from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from webapp.access import Me
from webapp.content import plan as content
from webapp.evidence import Worked
from webapp.formatting import day_and_time
from webapp.forms import Parsed
from webapp.i18n import _
from webapp.moments import local_in
from webapp.plan import queries
from webapp.plan.lines import STAGES, WEEKS, Item, field_of, key_of
from webapp.plan.presenters import LineView, lines
from webapp.plan.queries import Linkable
from webapp.plan.sections import PEOPLE, SKILLS, Section
from webapp.plan.services import best_skills, link_of, link_to, suggested

SPARE = 3
"""Empty boxes at the end."""
OFFERED_SKILLS = 8


@dataclass(frozen=True, slots=True)
class Chip:
    value: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class StageRow:
    stage: str
    name: str
    begins: str
    ends: str


@dataclass(frozen=True, slots=True)
class Draft:
    section: Section
    base: int
    skills: list[Chip]
    people: list[Chip]
    picks: list[Chip]
    boxes: list[str]
    """One line each; the spare ones are empty."""
    stages: list[StageRow]
    weeks: list[str]
    """What is written for each week, a line each."""
    written: bool
    """There is a version to look back at."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A line of one list beside another: 'same', 'gone' (in the first only), 'new' (in the second only), 'only'."""

    change: str
    line: LineView


def draft(owner_id: UUID, section: Section, focuses: list[str], typed: Parsed[Any] | None = None) -> Draft:
    """The section to be changed: as it stands, or as it was typed and could not be saved."""
    current = queries.newest(owner_id, section.key)
    known, worked = queries.linkable(owner_id), queries.what_worked(owner_id)
    items: list[Item] = current.items if current else suggested(known, worked) if section.from_log else []
    held = [item for item in items if link_to(link_of(item), section, known)]
    linked = list(typed["linked"]) if typed else [link_of(item) for item in held]
    fields = typed.typed if typed else _fields([item for item in items if item not in held])
    boxes = list(fields.get("lines", []))
    picked = set(typed["picks"]) if typed else set()
    return Draft(
        section=section,
        base=typed["base"] if typed and "base" not in typed.errors else current.number if current else 0,
        skills=_skills(known, worked, linked) if SKILLS in section.links else [],
        people=_people(known, linked) if PEOPLE in section.links else [],
        picks=[Chip(text, text, text in picked) for text in _offered(section, focuses) if text not in boxes],
        boxes=boxes + [""] * SPARE,
        stages=_stages(fields.get("stages", [])) if section.stages else [],
        weeks=_weeks(fields.get("weeks", [])) if section.weeks else [],
        written=current is not None,
    )


def _fields(items: list[Item]) -> dict[str, list[str]]:
    """What the boxes hold, by field; a link to what is gone is words."""
    found: dict[str, list[str]] = defaultdict(list)
    for item in items:
        name, value = field_of(item)
        found["lines" if name == "linked" else name].append(item["text"] if name == "linked" else value)
    return found


def _stages(values: list[str]) -> list[StageRow]:
    """Those that are dated, and an empty row for each other stage."""
    found = []
    for stage, name in STAGES.items():
        days = [(value + "::").split(":")[1:3] for value in values if value.startswith(f"{stage}:")] or [["", ""]]
        found += [StageRow(stage, _(name), *each) for each in days]
    return found


def _weeks(values: list[str]) -> list[str]:
    pairs = [value.partition(":") for value in values]
    return ["\n".join(text for week, _colon, text in pairs if week == str(n)) for n in range(1, WEEKS + 1)]


def _offered(section: Section, focuses: list[str]) -> list[str]:
    return content.picks(section.picks, focuses) if section.picks else []


def _skills(known: Linkable, worked: dict[str, Worked], linked: list[str]) -> list[Chip]:
    """Those in the plan, in their order, then those that worked and favourites, then guided ones of the library."""
    guided = [key for key, skill in known.skills.items() if skill.is_guided and not skill.hidden]
    chosen = [link.removeprefix("skill:") for link in linked]
    keys = [key for key in dict.fromkeys([*chosen, *best_skills(known, worked), *guided]) if key in known.skills]
    shown = keys[: max(OFFERED_SKILLS, len(chosen))]
    return [Chip(f"skill:{key}", known.skills[key].name, key in chosen) for key in shown]


def _people(known: Linkable, linked: list[str]) -> list[Chip]:
    """Those in the plan, in their order, then the others."""
    chosen = [link.removeprefix("person:") for link in linked]
    keys = [key for key in dict.fromkeys([*chosen, *known.people]) if key in known.people]
    return [Chip(f"person:{key}", known.people[key].name, key in chosen) for key in keys]


def compared(before: list[Item], after: list[Item], known: Linkable) -> list[Compared]:
    """Both lists in one, in order."""
    old, new = [key_of(item) for item in before], [key_of(item) for item in after]
    found: list[tuple[str, Item]] = []
    for tag, i, j, m, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [("same", item) for item in after[m:n]]
            continue
        found += [("gone", item) for item in before[i:j]]
        found += [("new", item) for item in after[m:n]]
    views = lines([item for _change, item in found], known, {})
    return [Compared(change, view) for (change, _item), view in zip(found, views, strict=True)]


def beside(items: list[Item], others: list[Item], known: Linkable) -> list[Compared]:
    """A list, its lines marked 'only' when they are not in the other one."""
    there = {key_of(item) for item in others}
    views = lines(items, known, {})
    pairs = zip(items, views, strict=True)
    return [Compared("same" if key_of(item) in there else "only", view) for item, view in pairs]


def written(row: Row[Any], me: Me) -> str:
    """Who wrote a version, and when: 'You, Jun 10, 2026, 3:52 PM'."""
    who = _("You") if row.author_id == me.id else row.name
    return f"{who}, {day_and_time(local_in(me.time_zone, row.written_at))}"
