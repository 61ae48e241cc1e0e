"""What a family page shows: the parts that were chosen, as they stand now, and what every family page says.

The same for the preview and for whoever has the link. No entry, note or measure is read here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from webapp.content.clinical import CRISIS_LINES
from webapp.content.lessons.library import Module
from webapp.content.sharing import FAMILY, NOTICE, FamilyLine
from webapp.content.texts import say
from webapp.days.counting import count
from webapp.days.presenters import label, lapse_days
from webapp.days.queries import lapses, shown_counters
from webapp.entry_rows import LEVELS
from webapp.enums import SignLevel
from webapp.formatting import day_and_time
from webapp.guests import Shown
from webapp.i18n import _, language, ngettext
from webapp.learn.library import FAMILY_TRACK, library
from webapp.moments import local_in, today
from webapp.people.queries import people
from webapp.plan import queries as plan_queries
from webapp.plan.presenters import lines
from webapp.plan.sections import AFTERCARE, SECTIONS, Plan
from webapp.sharing.vocabulary import PARTS, RELATIONS, Part, Relation

MEDICINES = "after-medicines"
LIFELINE = {"en": "lifeline-call", "es": "lifeline-call-spanish"}


@dataclass(frozen=True, slots=True)
class PartView:
    key: str
    heading: str
    icon: str
    own_words: list[str] = field(default_factory=list)
    levels: list[tuple[str, list[str]]] = field(default_factory=list)
    people: list[Row[Any]] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    modules: list[Module] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.own_words or self.levels or self.people or self.facts or self.modules)


@dataclass(frozen=True, slots=True)
class FamilyPage:
    owner: str
    recipient: str
    sees: str
    until: str
    parts: list[PartView]
    emergency: dict[str, str]
    crisis_number: str
    words: list[tuple[str, str, list[str]]]
    """Slug, title, lines."""
    words_title: str
    you: tuple[str, str]
    help_lines: list[FamilyLine]
    notice: dict[str, str]


def family_page(shown: Shown) -> FamilyPage:
    """In the language of the moment."""
    name = shown.owner_name
    return FamilyPage(
        owner=name,
        recipient=shown.recipient,
        sees=_headings(shown),
        until=when(shown.time_zone, shown.expires_at),
        parts=_parts(shown),
        emergency=_emergency(name),
        crisis_number=CRISIS_LINES[LIFELINE[language.get()]].digits,
        words=[(group.slug, say(group.title), [say(line) for line in group.lines]) for group in FAMILY.words.groups],
        words_title=say(FAMILY.words.title),
        you=(say(FAMILY.you.title), say(FAMILY.you.text, name=name)),
        help_lines=FAMILY.lines,
        notice=_notice(shown),
    )


def names_of(keys: list[str]) -> str:
    """Parts in words, as the participant was asked for them."""
    return " · ".join(_(PARTS[key].name) for key in keys if key in PARTS)


def _headings(shown: Shown) -> str:
    """The same parts as they are called on the page."""
    return " · ".join(_(PARTS[key].heading, name=shown.owner_name) for key in PARTS if key in shown.sections)


def relation_name(relation: str) -> str:
    return _(RELATIONS[Relation(relation)])


def when(time_zone: str, at: Any) -> str:
    """'Jun 10, 2026, 3:52 PM', where the participant is."""
    return day_and_time(local_in(time_zone, at))


def _emergency(name: str) -> dict[str, str]:
    texts = FAMILY.emergency
    return {
        "title": say(texts.title),
        "lead": say(texts.lead),
        "call_911": say(texts.call_911),
        "stay": say(texts.stay, name=name),
        "call_988": say(texts.call_988),
        "crisis": say(texts.crisis),
        "overdose": say(texts.overdose),
    }


def _notice(shown: Shown) -> dict[str, str]:
    scope = say(
        NOTICE.scope,
        sections=_headings(shown),
        recipient=shown.recipient,
        relation=relation_name(shown.relation).lower(),
        program=shown.program_name or _("The program"),
        name=shown.owner_name,
        signed=when(shown.time_zone, shown.signed_at),
        until=when(shown.time_zone, shown.expires_at),
    )
    return {
        "title": say(NOTICE.title),
        "plain": say(NOTICE.plain, name=shown.owner_name),
        "scope": scope,
        "statement": say(NOTICE.statement),
        "in_english": say(NOTICE.in_english),
        "english": NOTICE.statement["en"] if language.get() != "en" else "",
    }


def _parts(shown: Shown) -> list[PartView]:
    """In the order of the page, each read only when it was chosen."""
    chosen = [PARTS[key] for key in PARTS if key in shown.sections]
    plan = _plan_lines(shown.owner_id) if any(part.plan for part in chosen) else {}
    return [_part(part, shown, plan) for part in chosen]


def _part(part: Part, shown: Shown, plan: Mapping[str, list[str]]) -> PartView:
    heading = _(part.heading, name=shown.owner_name)
    more = {"own_words": plan.get(part.plan, [])} if part.plan else READERS[part.key](shown)
    return PartView(part.key, heading, part.icon, **more)


def _plan_lines(owner_id: UUID) -> dict[str, list[str]]:
    """The words of each section that is written; people and skills by their names, without numbers or ratings."""
    rows = plan_queries.standing(owner_id, Plan.RELAPSE)
    known = plan_queries.linkable(owner_id)
    return {key: [line.text for line in lines(row.items, known, {})] for key, row in rows.items()}


def _signs(shown: Shown) -> dict[str, Any]:
    rows = plan_queries.warning_signs(shown.owner_id)
    by_level = {level: [row.text for row in rows if row.level == level] for level in SignLevel}
    return {"levels": [(_(LEVELS[level]), texts) for level, texts in by_level.items() if texts]}


def _aftercare(shown: Shown) -> dict[str, Any]:
    """Without medicines: what somebody takes says what they are treated for."""
    plan = _plan_lines(shown.owner_id)
    written = [(_(SECTIONS[key].title), plan[key]) for key in AFTERCARE if key != MEDICINES and plan.get(key)]
    return {"levels": written}


def _people(shown: Shown) -> dict[str, Any]:
    return {"people": list(people(shown.owner_id))}


def _days(shown: Shown) -> dict[str, Any]:
    """The total of each counter whose numbers are shown; nothing of days with a lapse, money or time.

    Nor since when: whoever knows that counts the days which are missing.
    """
    rows = [row for row in shown_counters(shown.owner_id) if row.show_numbers]
    held = lapses(shown.owner_id) if rows else []
    day = today(shown.time_zone)
    return {
        "facts": [(label(row), _total(count(row.started_on, day, lapse_days(held, row.focus)).total)) for row in rows]
    }


def _total(total: int) -> str:
    return ngettext("%(num)d day in all", "%(num)d days in all", total) if total else _("Counting begins")


def _modules(_shown: Shown) -> dict[str, Any]:
    return {"modules": library().of_track(FAMILY_TRACK)}


READERS: Mapping[str, Callable[[Shown], dict[str, Any]]] = {
    "signs": _signs,
    "aftercare": _aftercare,
    "people": _people,
    "days": _days,
    "modules": _modules,
}
