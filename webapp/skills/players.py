"""The guided player and a practice as their pages show them."""

from dataclasses import dataclass

from webapp.access import Me
from webapp.consents.presenters import who_reads
from webapp.consents.queries import granted
from webapp.content.skills import LIBRARY, Pattern
from webapp.enums import ConsentCategory
from webapp.formatting import clock, day_in_words
from webapp.forms import Parsed, blank
from webapp.i18n import _, language
from webapp.models import Practice, Urge
from webapp.moments import local, today
from webapp.skills.forms import PracticeChange
from webapp.skills.queries import SkillView, skills


@dataclass(frozen=True, slots=True)
class PlayerStep:
    seconds: int
    text: str


@dataclass(frozen=True, slots=True)
class Beat:
    """One part of a breath."""

    word: str
    name: str
    """in, hold, out or rest"""
    seconds: int


@dataclass(frozen=True, slots=True)
class PlayerPage:
    skill: SkillView
    steps: list[PlayerStep]
    pattern: Pattern | None
    beats: list[Beat]
    seconds: int
    urge: Urge | None
    before: int | None
    """Known already, from the urge."""


def present(skill: SkillView, urge: Urge | None) -> PlayerPage:
    library = LIBRARY.get(skill.key)
    spanish = language.get() == "es"
    steps = [PlayerStep(step.seconds, step.es if spanish else step.en) for step in library.steps] if library else []
    pattern = library.pattern if library else None
    before = None if urge is None else urge.strength if urge.strength_now is None else urge.strength_now
    seconds = pattern.seconds * pattern.rounds if pattern else sum(step.seconds for step in steps)
    return PlayerPage(skill, steps, pattern, _beats(pattern) if pattern else [], seconds, urge, before)


def _beats(pattern: Pattern) -> list[Beat]:
    beats = [
        Beat(_("Breathe in"), "in", pattern.in_),
        Beat(_("Hold"), "hold", pattern.hold),
        Beat(_("Breathe out"), "out", pattern.out),
        Beat(_("Rest"), "rest", pattern.rest),
    ]
    return [beat for beat in beats if beat.seconds]


@dataclass(frozen=True, slots=True)
class PracticePage:
    practice: Practice
    name: str
    when: str
    who_reads: str


def present_practice(practice: Practice, person: Me) -> PracticePage:
    at = local(practice.occurred_at, practice.utc_offset)
    shared = ConsentCategory.PRACTICES in granted(practice.owner_id) and not practice.private
    return PracticePage(
        practice=practice,
        name=name_of(practice),
        when=f"{day_in_words(practice.day, today(person.time_zone))}, {clock(at)}",
        who_reads=who_reads(practice.owner_id, shared=shared, reading_hours=person.reading_hours),
    )


def name_of(practice: Practice) -> str:
    skill = skills(practice.owner_id).get(practice.skill_key)
    return skill.name if skill else _("A skill of one’s own")


def stored(practice: Practice) -> Parsed[PracticeChange]:
    """The practice as its form holds it."""
    kept = ("before", "after", "minutes", "note", "private", "for_session")
    held = {name: getattr(practice, name) for name in kept}
    return blank(**{name: "" if value is None else value for name, value in held.items()})


def to_skills() -> str:
    return _("See all your skills")
