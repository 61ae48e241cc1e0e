"""Skills as their pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from webapp import evidence
from webapp.access import Me
from webapp.content.skills import LIBRARY
from webapp.content.texts import say
from webapp.content.triggers import name_of
from webapp.enums import HIGH_STRENGTH, SkillCategory
from webapp.evidence import Tried
from webapp.formatting import minutes, number
from webapp.i18n import _, mark, ngettext
from webapp.models import Trigger
from webapp.skills.queries import SkillView, skills, triggers
from webapp.team.presenters import Task, tasks
from webapp.team.queries import SKILL

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
TIMES = {"1": mark("1 minute"), "5": mark("Up to 5 minutes"), "15": mark("15 minutes or more")}
EVIDENCE = {
    "good": mark("Good evidence: studies show that it helps many people."),
    "practice": mark("Used in many programs. There is less research on it."),
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

    @property
    def is_high(self) -> bool:
        return self.strength is not None and self.strength >= HIGH_STRENGTH

    def fits(self, skill: SkillView) -> bool:
        if self.category and skill.category != self.category:
            return False
        if self.strength is not None and not skill.strength[0] <= self.strength <= skill.strength[1]:
            return False
        return not self.time or (skill.minutes is not None and _takes(skill.minutes, self.time))


def _takes(length: tuple[float, float], time: str) -> bool:
    shortest, longest = length
    return {"1": shortest <= SHORT, "5": shortest <= MEDIUM, "15": longest >= LONG}[time]


def wanted(category: str, time: str, strength: str) -> Wanted:
    """Filters out of an address; what is no filter is left out."""
    return Wanted(
        category if category in set(SkillCategory) else "",
        time if time in TIMES else "",
        int(strength) if strength in {str(n) for n in range(11)} else None,
    )


@dataclass(frozen=True, slots=True)
class SkillRow:
    skill: SkillView
    length: str
    worked: str
    """What it did for this person, in a few words; '' under three uses."""


@dataclass(frozen=True, slots=True)
class Group:
    category: str
    name: str
    rows: list[SkillRow]


@dataclass(frozen=True, slots=True)
class SkillsPage:
    filters: Wanted
    first: list[SkillRow]
    """Favourites and own ones."""
    groups: list[Group]
    """The rest, by category."""
    hidden: list[SkillView]
    categories: list[tuple[str, str]]
    times: list[tuple[str, str]]
    category_name: str
    """Of the filter; '' without one."""
    asked: list[tuple[Task, SkillView]]
    """What the team asked for."""


def present_all(person: Me, filters: Wanted) -> SkillsPage:
    owner_id = person.id
    every = skills(owner_id)
    worked = {row.skill_key: in_words(row) for row in evidence.tried(owner_id) if row.is_enough and row.drop > 0}
    shown = [
        SkillRow(skill, length_of(skill), worked.get(skill.key, ""))
        for skill in every.values()
        if not skill.hidden and filters.fits(skill)
    ]
    return SkillsPage(
        filters=filters,
        first=sorted((row for row in shown if _is_first(row)), key=lambda row: not row.skill.favourite),
        groups=_groups(row for row in shown if not _is_first(row)),
        hidden=[skill for skill in every.values() if skill.hidden],
        categories=[(category.value, _(name)) for category, name in CATEGORY_NAMES.items()],
        times=[(key, _(name)) for key, name in TIMES.items()],
        category_name=category_name(filters.category) if filters.category else "",
        asked=[(task, every[task.slug]) for task in tasks(person, SKILL) if task.slug in every],
    )


def _is_first(row: SkillRow) -> bool:
    return row.skill.favourite or row.skill.is_own


def _groups(rows: Iterable[SkillRow]) -> list[Group]:
    groups: dict[str, list[SkillRow]] = {category: [] for category in SkillCategory}
    for row in rows:
        groups[row.skill.category].append(row)
    return [Group(category, category_name(category), found) for category, found in groups.items() if found]


def category_name(category: str) -> str:
    return _(CATEGORY_NAMES[SkillCategory(category)])


def length_of(skill: SkillView) -> str:
    """'3 to 5 min'; '' when nobody said how long it takes."""
    if skill.minutes is None:
        return ""
    shortest, longest = skill.minutes
    if shortest == longest:
        return minutes(longest)
    if shortest < 1:
        return _("up to %(n)s min", n=number(longest))
    return _("%(a)s to %(b)s min", a=number(shortest), b=number(longest))


def purpose_of(key: str) -> str:
    """What a skill of the library is for: in a sentence, or the moments that it suits."""
    library = LIBRARY.get(key)
    if library is None:
        return ""
    return say(library.purpose) if library.purpose else " · ".join(name_of(slug, "") for slug in library.suits)


def in_words(row: Tried) -> str:
    """What a skill did, as a sentence; only of three pairs of ratings and more."""
    if row.drop == 0:
        return ngettext("No change on average, %(num)d time", "No change on average, %(num)d times", row.pairs)
    if row.drop < 0:
        return ngettext(
            "Up by %(up)s on average, %(num)d time",
            "Up by %(up)s on average, %(num)d times",
            row.pairs,
            up=number(-row.drop),
        )
    return ngettext(
        "Down by %(drop)s on average, %(num)d time",
        "Down by %(drop)s on average, %(num)d times",
        row.pairs,
        drop=number(row.drop),
    )


@dataclass(frozen=True, slots=True)
class SkillPage:
    skill: SkillView
    category: str
    length: str
    purpose: str
    evidence: str
    source: str
    own_evidence: str
    """What it did for this person; said from three pairs of ratings on."""
    uses: str


def present(owner_id: UUID, skill: SkillView) -> SkillPage:
    library = LIBRARY.get(skill.key)
    row = next((row for row in evidence.tried(owner_id) if row.skill_key == skill.key), None)
    return SkillPage(
        skill=skill,
        category=category_name(skill.category),
        length=length_of(skill),
        purpose=purpose_of(skill.key),
        evidence=_(EVIDENCE[library.evidence]) if library else "",
        source=library.source if library else "",
        own_evidence=in_words(row) if row and row.is_enough else "",
        uses=ngettext("You used it %(num)d time.", "You used it %(num)d times.", row.uses) if row else "",
    )


@dataclass(frozen=True, slots=True)
class Bar:
    """Mean strength before and after a skill, of 10."""

    key: str
    name: str
    before: float
    after: float
    drop: str
    times: str


@dataclass(frozen=True, slots=True)
class WhatWorks:
    bars: list[Bar]
    """Of those that lowered it, the largest drop first."""
    sentence: str
    no_change: list[str]
    """Skills used often enough that lowered nothing, each in words."""
    nearly: list[str]
    """Skills with a pair of ratings or two, each with how many."""
    triggers: list[tuple[str, str]]
    chosen: str
    trigger_name: str


def present_what_works(owner_id: UUID, trigger: Trigger | None) -> WhatWorks:
    every = skills(owner_id)
    tried = [row for row in evidence.tried(owner_id, trigger.id if trigger else None) if row.skill_key in every]
    enough = [row for row in tried if row.is_enough]
    bars = [_bar(row, every[row.skill_key]) for row in enough if row.drop > 0]
    return WhatWorks(
        bars=bars,
        sentence=_sentence(bars),
        no_change=[f"{every[row.skill_key].name}: {in_words(row)}" for row in enough if row.drop <= 0],
        nearly=[_nearly(row, every[row.skill_key]) for row in tried if row.pairs and not row.is_enough],
        triggers=_offered(owner_id, trigger),
        chosen=str(trigger.id) if trigger else "",
        trigger_name=name_of(trigger.slug, trigger.name) if trigger else "",
    )


def _offered(owner_id: UUID, trigger: Trigger | None) -> list[tuple[str, str]]:
    """Triggers to choose from; the chosen one also when it is hidden."""
    hidden = [(str(trigger.id), name_of(trigger.slug, trigger.name))] if trigger and trigger.hidden else []
    return triggers(owner_id) + hidden


def _bar(row: Tried, skill: SkillView) -> Bar:
    return Bar(
        key=skill.key,
        name=skill.name,
        before=round(row.before or 0, 1),
        after=round(row.after or 0, 1),
        drop=number(row.drop),
        times=ngettext("%(num)d time", "%(num)d times", row.pairs),
    )


def _sentence(bars: list[Bar]) -> str:
    if not bars:
        return ""
    return _("%(name)s helped most: down by %(drop)s on average.", name=bars[0].name, drop=bars[0].drop)


def _nearly(row: Tried, skill: SkillView) -> str:
    return _("%(name)s: %(n)s of %(m)s times", name=skill.name, n=row.pairs, m=evidence.ENOUGH)
