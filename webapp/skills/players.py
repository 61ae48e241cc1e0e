"""The guided player and a practice as their pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from webapp import evidence
from webapp.access import Me
from webapp.content.pictures import drawn
from webapp.content.skills import LIBRARY, LibrarySkill, Pattern
from webapp.content.texts import say
from webapp.enums import HIGH_STRENGTH
from webapp.formatting import clock, day_in_words, number, yes_or_no
from webapp.formatting import minutes as in_minutes
from webapp.forms import Parsed, blank
from webapp.i18n import _, language
from webapp.models import Practice, Urge
from webapp.moments import local, today, wall_clock
from webapp.skills.forms import PracticeChange
from webapp.skills.presenters import length_of, purpose_of
from webapp.skills.queries import SkillView, has_urge, skills
from webapp.times import saved_and_sent

MOVES = {(4, 0, 6, 0): "", (4, 4, 4, 4): "breath-box"}
"""Patterns that the style sheet moves by itself, each with its class. Others stand still where there is no script."""


@dataclass(frozen=True, slots=True)
class PlayerStep:
    seconds: int
    lasts: str
    text: str
    picture: str
    """A drawing, that of this step and those after it; '' for no other than before."""


@dataclass(frozen=True, slots=True)
class Beat:
    """One part of a breath."""

    name: str
    """in, hold, out or rest"""
    word: str
    seconds: int


@dataclass(frozen=True, slots=True)
class PlayerPage:
    skill: SkillView
    purpose: str
    length: str
    steps: list[PlayerStep]
    beats: list[Beat]
    rounds: int
    moves: str
    """The class that times the circle."""
    urge: Urge | None
    reasons: list[str]
    """What has to be ruled out before the steps are shown."""
    instead: list[tuple[str, str]]
    """Key and name of the skills for whom one of the reasons fits."""
    before: int | None
    """Known already, from the urge or from the form."""

    @property
    def is_guided(self) -> bool:
        return bool(self.steps or self.beats)

    @property
    def has_pictures(self) -> bool:
        return any(step.picture for step in self.steps)


def present(skill: SkillView, urge: Urge | None, before: str) -> PlayerPage:
    library = LIBRARY.get(skill.key)
    known = None if urge is None else urge.strength if urge.strength_now is None else urge.strength_now
    return PlayerPage(
        skill=skill,
        purpose=purpose_of(skill.key),
        length=length_of(skill),
        steps=steps_of(library) if library else [],
        beats=beats_of(library.pattern) if library and library.pattern else [],
        rounds=library.pattern.rounds if library and library.pattern else 0,
        moves=_moves(library.pattern) if library and library.pattern else "",
        urge=urge,
        reasons=[say(reason) for reason in library.gate.reasons] if library and library.gate else [],
        instead=[(slug, say(LIBRARY[slug].name)) for slug in library.instead] if library else [],
        before=int(before) if before in {str(n) for n in range(11)} else known,
    )


def steps_of(library: LibrarySkill) -> list[PlayerStep]:
    spanish = language.get() == "es"
    return [
        PlayerStep(
            seconds=step.seconds,
            lasts=_lasts(step.seconds),
            text=step.es if spanish else step.en,
            picture=drawn(step.picture) if step.picture else "",
        )
        for step in library.steps
    ]


def _lasts(seconds: int) -> str:
    """Seconds, or from a minute and a half on minutes in halves."""
    return _("%(n)s sec", n=seconds) if seconds < 90 else in_minutes(round(seconds / 30) / 2)


def beats_of(pattern: Pattern) -> list[Beat]:
    beats = [
        Beat("in", _("Breathe in"), pattern.in_),
        Beat("hold", _("Hold"), pattern.hold),
        Beat("out", _("Breathe out"), pattern.out),
        Beat("rest", _("Rest"), pattern.rest),
    ]
    return [beat for beat in beats if beat.seconds]


def _moves(pattern: Pattern) -> str:
    return MOVES.get((pattern.in_, pattern.hold, pattern.out, pattern.rest), "breath-still")


@dataclass(frozen=True, slots=True)
class PracticePage:
    practice: Practice
    name: str
    skill: SkillView | None
    """None when the skill is gone."""
    when: str
    lasted: str
    has_urge: bool
    """It was for an urge that is still there."""
    change: str
    """What the two ratings say, in a sentence; '' unless both were given."""
    next_step: str
    """'people' while it is high, 'other-skill' after a small drop, else ''."""
    who_reads: str


def present_practice(practice: Practice, person: Me, who_reads: str) -> PracticePage:
    at = local(practice.occurred_at, practice.utc_offset)
    return PracticePage(
        practice=practice,
        name=name_of(practice),
        skill=skills(practice.owner_id).get(practice.skill_key),
        when=f"{day_in_words(practice.day, today(person.time_zone))}, {clock(at)}",
        lasted="" if practice.minutes is None else in_minutes(practice.minutes),
        has_urge=practice.urge_id is not None and has_urge(practice.owner_id, practice.urge_id),
        change=_change(practice.before, practice.after),
        next_step=_next_step(practice.before, practice.after),
        who_reads=who_reads,
    )


def _change(before: int | None, after: int | None) -> str:
    if before is None or after is None:
        return ""
    if after < before:
        drop = before - after
        return _("It was %(before)s, then %(after)s: down by %(drop)s.", before=before, after=after, drop=drop)
    if after == before:
        return _("It was %(before)s, and it stayed there.", before=before)
    return _("It was %(before)s, then %(after)s. That happens.", before=before, after=after)


def _next_step(before: int | None, after: int | None) -> str:
    if after is None:
        return ""
    if after >= HIGH_STRENGTH:
        return "people"
    return "other-skill" if before is not None and after > 1 and before - after < evidence.EASED_BY else ""


def name_of(practice: Practice) -> str:
    skill = skills(practice.owner_id).get(practice.skill_key)
    return skill.name if skill else _("A skill of one’s own")


def stored(practice: Practice, instead: Mapping[str, Any] | None = None) -> Parsed[PracticeChange]:
    """The practice as its form holds it; with `instead`, what was sent in place of what is saved."""
    kept = ("before", "after", "minutes", "note", "private", "for_session", "version")
    held = {name: getattr(practice, name) for name in kept} | {"occurred": wall_clock(practice)} | dict(instead or {})
    return blank(**{name: "" if value is None else value for name, value in held.items()})


def differences(practice: Practice, mine: PracticeChange) -> list[tuple[str, str, str]]:
    """Label, what is saved and what was sent, of the answers that differ."""
    rows = [
        (_("How strong was it before?"), _number(practice.before), _number(mine.before)),
        (_("How strong was it after?"), _number(practice.after), _number(mine.after)),
        (_("How many minutes?"), _number(practice.minutes), _number(mine.minutes)),
        (_("When was it?"), *saved_and_sent(practice, mine.occurred)),
        (_("Anything to add?"), practice.note or "", mine.note),
        (_("Bring this to session"), yes_or_no(practice.for_session), yes_or_no(mine.for_session)),
        (_("Keep this one private"), yes_or_no(practice.private), yes_or_no(mine.private)),
    ]
    return [row for row in rows if row[1] != row[2]]


def _number(answer: int | None) -> str:
    return "" if answer is None else number(answer)
