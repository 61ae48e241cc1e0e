"""An urge as its pages show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from webapp import evidence
from webapp.content import clinical
from webapp.content.texts import Option, say
from webapp.content.triggers import COMMON, name_of, offered
from webapp.content.words import ACTIONS, COMPANY, FEELINGS, PLACES, Words, words_of
from webapp.enums import HIGH_STRENGTH
from webapp.formatting import clock, dialable, join_words, number, yes_or_no
from webapp.forms import Parsed, blank
from webapp.i18n import _, ngettext
from webapp.models import Urge
from webapp.moments import local
from webapp.people import queries as people_queries
from webapp.people.queries import Calling
from webapp.skills.queries import SkillView, skills
from webapp.templating import focus_name
from webapp.triggers.presenters import Suggestion, act_with, cue_for
from webapp.triggers.queries import OFTEN
from webapp.urges import queries
from webapp.urges.forms import Answers

SHOWN_SKILLS = 3
SHOWN_TRIGGERS = 14
ALWAYS_OFFERED = {"out-of-the-blue", "testing-myself"}
"""What fits everybody, however many triggers of their own they have."""


@dataclass(frozen=True, slots=True)
class TriggerChip:
    key: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Helpful:
    """A skill to try now, and why this one."""

    skill: SkillView
    why: str


@dataclass(frozen=True, slots=True)
class UrgePage:
    urge: Urge
    words: Words
    at: str
    is_high: bool
    asks_safety: bool
    is_unsafe: bool
    triggers: list[TriggerChip]
    helpful: list[Helpful]
    other: SkillView | None
    """One of another kind than those offered, for when it did not get easier."""
    has_evidence: bool
    eases_within: int | None
    people: list[Any]
    next_step: str
    """After a re-rating: 'eased', 'other-skill', 'people' or ''."""
    calling: Calling
    suggestion: Suggestion | None
    """A plan for a trigger of this urge that came up often."""


def present(urge: Urge, around: queries.Around) -> UrgePage:
    """Everything the saved page shows."""
    worked = evidence.what_worked_for(urge.owner_id, urge.id)
    triggers = queries.triggers(urge.owner_id, urge.id)
    every = skills(urge.owner_id)
    helpful = _helpful(urge, worked, every)
    people = [person for person in people_queries.people(urge.owner_id) if dialable(person.phone)]
    unsafe = not clinical.is_safe(urge.safe, urge.harm_thoughts)
    return UrgePage(
        urge=urge,
        words=words_of(urge.word),
        at=clock(local(urge.occurred_at, urge.utc_offset)),
        is_high=urge.strength >= HIGH_STRENGTH,
        asks_safety=urge.strength >= HIGH_STRENGTH and not _answered(urge),
        is_unsafe=unsafe,
        triggers=_chips(triggers, around.focuses),
        helpful=helpful,
        other=_other(urge, every, helpful),
        has_evidence=bool(worked),
        eases_within=around.eases_within,
        people=people,
        next_step=_next_step(urge),
        calling=around.calling,
        suggestion=_suggestion(triggers, helpful if worked else []),
    )


@dataclass(frozen=True, slots=True)
class Saved:
    """What the page needs after an answer was kept."""

    urge: Urge


def differences(urge: Urge, mine: Answers, triggers: Sequence[Any]) -> list[tuple[str, str, str]]:
    """For the merge page: what was asked, what is saved, what was sent; only where they differ."""
    names = {str(row.id): name_of(row.slug, row.name) for row in triggers} | {
        slug: say(item.name) for slug, item in COMMON.items()
    }
    saved_triggers = [names[str(row.id)] for row in triggers if row.chosen]
    my_triggers = [names.get(key, key) for key in mine.triggers] + [name for name in [mine.new_trigger] if name]
    words, about = words_of(urge.word), mine.focus or urge.focus
    rows = [
        (_("What is it about?"), focus_name(urge.focus) if urge.focus else "", focus_name(about) if about else ""),
        (words("what_set_off"), join_words(sorted(saved_triggers)), join_words(sorted(my_triggers))),
        (_("What did you do?"), _picked(ACTIONS, urge.actions), _picked(ACTIONS, mine.actions)),
        (_("Where were you?"), _picked(PLACES, [urge.place]), _picked(PLACES, [mine.place])),
        (_("With whom?"), _picked(COMPANY, [urge.company]), _picked(COMPANY, [mine.company])),
        (_("What did you feel?"), _picked(FEELINGS, urge.feelings), _picked(FEELINGS, mine.feelings)),
        (_("What went through your mind?"), urge.thought or "", mine.thought),
        (_("Anything to add?"), urge.note or "", mine.note),
        (words("acted"), _acted(urge.acted), _acted(mine.acted)),
        (_("Bring this to session"), yes_or_no(urge.for_session), yes_or_no(mine.for_session)),
        (_("Keep this one private"), yes_or_no(urge.private), yes_or_no(mine.private)),
    ]
    return [row for row in rows if row[1] != row[2]]


def _picked(options: dict[str, Option], slugs: Sequence[str | None]) -> str:
    return join_words([str(options[slug]) for slug in slugs if slug in options])


def _acted(answer: str | None) -> str:
    names = {"no": _("No"), "some": _("A little"), "yes": _("Yes"), "rather-not-say": _("Rather not say")}
    return names.get(answer or "", "")


def stored_answers(urge: Urge) -> Parsed[Answers]:
    """The answers so far, as the form holds them."""
    kept = (
        "focus",
        "place",
        "company",
        "feelings",
        "actions",
        "thought",
        "note",
        "acted",
        "private",
        "for_session",
    )
    return blank(**{name: getattr(urge, name) or "" for name in kept})


def _answered(urge: Urge) -> bool:
    return urge.safety_skipped or urge.safe is not None or urge.harm_thoughts is not None


def _suggestion(triggers: Sequence[Any], helpful: list[Helpful]) -> Suggestion | None:
    """For the trigger of this urge met most, from the third time on, when no plan was made or put away."""
    often = [row for row in triggers if row.chosen and row.since >= OFTEN and not row.has_plan and not row.hidden]
    if not often:
        return None
    row = max(often, key=lambda row: row.times)
    name = name_of(row.slug, row.name)
    act, why = next(((act_with(line.skill.name), line.why) for line in helpful), ("", ""))
    return Suggestion(row.id, name, row.times, cue_for(name), act, why)


def _chips(rows: Sequence[Any], focuses: list[str]) -> list[TriggerChip]:
    """The person's own first, those met most often leading, then common ones that fit."""
    own = [
        TriggerChip(str(row.id), name_of(row.slug, row.name), bool(row.chosen))
        for row in sorted(rows, key=lambda row: (-row.chosen, -row.times, row.id))
        if row.chosen or not row.hidden
    ]
    taken = {row.slug for row in rows}
    common = [TriggerChip(item.slug, say(item.name), False) for item in offered(focuses) if item.slug not in taken]
    most = max(SHOWN_TRIGGERS - len(own), 4)
    return own + common[:most] + [chip for chip in common[most:] if chip.key in ALWAYS_OFFERED]


def _other(urge: Urge, every: dict[str, SkillView], helpful: list[Helpful]) -> SkillView | None:
    offered_kinds = {line.skill.category for line in helpful}
    return next((skill for skill in _fitting(urge, every) if skill.category not in offered_kinds), None)


def _helpful(urge: Urge, worked: list[evidence.Worked], every: dict[str, SkillView]) -> list[Helpful]:
    """What lowered this person's urges most, for these triggers first; else what the library has for this strength."""
    lines: dict[str, Helpful] = {}
    for row in worked:
        skill = every.get(row.skill_key)
        if skill and not skill.hidden:
            lines.setdefault(row.skill_key, Helpful(skill, _why(row, words_of(urge.word))))
    for skill in _fitting(urge, every):
        lines.setdefault(skill.key, Helpful(skill, skill.how))
    return list(lines.values())[:SHOWN_SKILLS]


def _why(row: evidence.Worked, words: Words) -> str:
    times = ngettext("%(num)d time", "%(num)d times", row.times)
    return f"{words('lowered_yours', n=number(row.drop))}, {times}"


def _fitting(urge: Urge, every: dict[str, SkillView]) -> list[SkillView]:
    fitting = [
        skill
        for skill in every.values()
        if not skill.hidden
        and skill.strength[0] <= urge.strength <= skill.strength[1]
        and (skill.is_guided or skill.favourite)
    ]
    return sorted(fitting, key=lambda skill: (not skill.favourite, skill.strength[1] - skill.strength[0]))


def _next_step(urge: Urge) -> str:
    if urge.strength_now is None:
        return ""
    if urge.strength_now >= HIGH_STRENGTH:
        return "people"
    return (
        "eased" if urge.strength - urge.strength_now >= evidence.EASED_BY or urge.strength_now <= 1 else "other-skill"
    )


def safety_audience(private: bool, shares_urges: bool) -> str:
    """Who will see the answers, said before they are given."""
    key = "private" if private else "shared" if shares_urges else "no_consent"
    return say(clinical.SAFETY["who_sees"][key])
