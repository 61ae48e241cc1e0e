"""Skills as their pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from webapp import evidence
from webapp.content.skills import LIBRARY, LibrarySkill
from webapp.enums import SkillCategory
from webapp.formatting import number
from webapp.i18n import _, language, mark, ngettext
from webapp.models import Trigger
from webapp.skills.queries import SkillView, skills

CATEGORY_NAMES = {
    SkillCategory.PAUSE: mark("Pause first"),
    SkillCategory.THINKING: mark("Thinking"),
    SkillCategory.MINDFULNESS: mark("Mindfulness"),
    SkillCategory.BODY: mark("Body and breath"),
    SkillCategory.GROUNDING: mark("Grounding"),
    SkillCategory.SENSES: mark("Senses"),
    SkillCategory.PEOPLE: mark("People"),
    SkillCategory.SOCIAL: mark("What to say"),
    SkillCategory.EMOTION: mark("Feelings"),
    SkillCategory.ACTION: mark("Doing"),
    SkillCategory.CREATIVE: mark("Making"),
    SkillCategory.MEANING: mark("Meaning"),
    SkillCategory.ROUTINE: mark("Routine"),
}
TIMES = {"1": mark("About 1 minute"), "5": mark("Up to 5 minutes"), "15": mark("15 minutes and more")}
EVIDENCE = {
    "good": mark("Studies show that this helps many people."),
    "practice": mark("Used a lot in programs like yours. Research is thin."),
    "common-sense": mark("Common sense. Try it and see what it does for you."),
}
SHORT, MEDIUM, LONG = 1, 5, 15


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters of the list; '' or None for all."""

    category: str = ""
    time: str = ""
    strength: int | None = None

    @property
    def any(self) -> bool:
        return bool(self.category or self.time or self.strength is not None)

    def fits(self, skill: SkillView) -> bool:
        if self.category and skill.category != self.category:
            return False
        if self.strength is not None and not skill.strength[0] <= self.strength <= skill.strength[1]:
            return False
        return not self.time or (skill.minutes is not None and _takes(skill.minutes, self.time))


def _takes(minutes: tuple[float, float], time: str) -> bool:
    shortest, longest = minutes
    return {"1": shortest <= SHORT, "5": shortest <= MEDIUM, "15": longest >= LONG}[time]


def wanted(category: str, time: str, strength: str) -> Wanted:
    """Filters out of an address; what is no filter is left out."""
    return Wanted(
        category if category in set(SkillCategory) else "",
        time if time in TIMES else "",
        int(strength) if strength.isdecimal() and len(strength) < 3 and int(strength) <= 10 else None,
    )


@dataclass(frozen=True, slots=True)
class SkillsPage:
    filters: Wanted
    first: list[SkillView]
    """Favourites and own ones."""
    by_category: list[tuple[str, list[SkillView]]]
    hidden: list[SkillView]
    worked: dict[str, str]
    """By key: what it did for this person, in a few words."""
    categories: list[tuple[str, str]]
    times: list[tuple[str, str]]


def present_all(owner_id: UUID, filters: Wanted) -> SkillsPage:
    every = skills(owner_id)
    shown = [skill for skill in every.values() if not skill.hidden and filters.fits(skill)]
    first = [skill for skill in shown if skill.favourite or skill.is_own]
    rest = [skill for skill in shown if not (skill.favourite or skill.is_own)]
    return SkillsPage(
        filters=filters,
        first=sorted(first, key=lambda skill: not skill.favourite),
        by_category=_by_category(rest),
        hidden=[skill for skill in every.values() if skill.hidden],
        worked={row.skill_key: in_words(row) for row in evidence.what_worked(owner_id)},
        categories=[(category, _(name)) for category, name in CATEGORY_NAMES.items()],
        times=[(key, _(name)) for key, name in TIMES.items()],
    )


def _by_category(rest: Iterable[SkillView]) -> list[tuple[str, list[SkillView]]]:
    groups: dict[str, list[SkillView]] = {category: [] for category in SkillCategory}
    for skill in rest:
        groups[skill.category].append(skill)
    return [(_(CATEGORY_NAMES[SkillCategory(category)]), group) for category, group in groups.items() if group]


def in_words(row: evidence.Worked) -> str:
    """'Down by 3 on average, 7 times'."""
    return ngettext(
        "Down by %(drop)s on average, %(num)d time",
        "Down by %(drop)s on average, %(num)d times",
        row.times,
        drop=number(row.drop),
    )


@dataclass(frozen=True, slots=True)
class SkillPage:
    skill: SkillView
    steps: list[str]
    evidence: str
    source: str
    worked: str


def present(owner_id: UUID, skill: SkillView) -> SkillPage:
    library = LIBRARY.get(skill.key)
    row = next((row for row in evidence.what_worked(owner_id) if row.skill_key == skill.key), None)
    return SkillPage(
        skill=skill,
        steps=steps_of(library) if library else [],
        evidence=_(EVIDENCE[library.evidence]) if library else "",
        source=library.source if library else "",
        worked=in_words(row) if row else "",
    )


def steps_of(library: LibrarySkill) -> list[str]:
    if library.pattern and not library.steps:
        return _breathing_steps(library)
    return [step.es if language.get() == "es" else step.en for step in library.steps]


def _breathing_steps(library: LibrarySkill) -> list[str]:
    pattern = library.pattern
    assert pattern is not None  # noqa: S101 -- for the type checker: asked for by the caller
    parts = [
        (pattern.in_, _("Breathe in while you count to %(n)s.", n=pattern.in_)),
        (pattern.hold, _("Hold while you count to %(n)s.", n=pattern.hold)),
        (pattern.out, _("Breathe out while you count to %(n)s.", n=pattern.out)),
        (pattern.rest, _("Rest while you count to %(n)s.", n=pattern.rest)),
    ]
    return [text for seconds, text in parts if seconds] + [
        ngettext("Do this %(num)d time.", "Do this %(num)d times.", pattern.rounds)
    ]


@dataclass(frozen=True, slots=True)
class Bar:
    skill: SkillView
    drop: float
    drop_text: str
    times: int
    width: int
    """Percent of the longest."""


@dataclass(frozen=True, slots=True)
class WhatWorks:
    bars: list[Bar]
    sentence: str


def present_what_works(owner_id: UUID, trigger: Trigger | None) -> WhatWorks:
    every = skills(owner_id)
    rows = [row for row in evidence.what_worked(owner_id, trigger.id if trigger else None) if row.skill_key in every]
    longest = max((row.drop for row in rows), default=1)
    bars = [
        Bar(every[row.skill_key], row.drop, number(row.drop), row.times, round(100 * row.drop / longest))
        for row in rows
    ]
    if not bars:
        return WhatWorks([], "")
    best = bars[0]
    return WhatWorks(
        bars, _("%(name)s helped most: down by %(drop)s on average.", name=best.skill.name, drop=best.drop_text)
    )
