"""The lapse path as its pages show it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from webapp.access import Me
from webapp.accounts.queries import focuses
from webapp.consents.presenters import who_reads
from webapp.content import clinical
from webapp.content.clinical import LAPSE_KINDS, LAPSE_STEPS, Kind
from webapp.content.texts import say
from webapp.enums import Focus
from webapp.formatting import dialable, yes_or_no
from webapp.i18n import _, language
from webapp.models import Lapse
from webapp.people import queries as people_queries
from webapp.people.queries import Calling
from webapp.times import saved_and_sent
from webapp.urges.lapse_forms import QUESTIONS, LookBack

SUBSTANCES = frozenset({Focus.ALCOHOL, Focus.OPIOIDS, Focus.STIMULANTS, Focus.CANNABIS, Focus.OTHER_SUBSTANCES})


@dataclass(frozen=True, slots=True)
class NewLapsePage:
    kinds: list[Kind]
    people: list[Any]
    calling: Calling


@dataclass(frozen=True, slots=True)
class Tick:
    key: str
    text: str
    done: bool


@dataclass(frozen=True, slots=True)
class Stage:
    title: str
    ticks: list[Tick]


@dataclass(frozen=True, slots=True)
class LapsePage:
    lapse: Lapse
    kind: Kind
    """Whose words are shown: what most likely happened while nobody said."""
    kinds: list[Kind]
    is_unsafe: bool
    is_about_use: bool
    stages: list[Stage]
    questions: list[tuple[str, str, str]]
    """Field name, question, answer so far."""
    people: list[Any]
    calling: Calling
    has_team: bool
    who_reads: str


def kinds_for(chosen: list[str]) -> list[Kind]:
    """What may have happened, by what the person works on; with nothing chosen, all of it."""
    kinds = list(LAPSE_KINDS.values())
    return [kind for kind in kinds if kind.focuses == "all" or not chosen or set(kind.focuses) & set(chosen)]


def usual_kind(chosen: list[str]) -> str:
    """What most likely happened when nobody said: the kind of the person's first focus."""
    return next((kind.slug for kind in LAPSE_KINDS.values() if chosen and chosen[0] in kind.focuses), "urge")


def present_new(owner_id: UUID, chosen: list[str]) -> NewLapsePage:
    return NewLapsePage(kinds_for(chosen), _callable_people(owner_id), people_queries.calling(owner_id))


def present(lapse: Lapse, person: Me) -> LapsePage:
    chosen = focuses(lapse.owner_id)
    kind = _kind(lapse, chosen)
    calling = people_queries.calling(lapse.owner_id)
    return LapsePage(
        lapse=lapse,
        kind=kind,
        kinds=kinds_for(chosen),
        is_unsafe=not clinical.is_safe(lapse.safe, lapse.harm_thoughts),
        is_about_use=kind.slug == "use" or bool(SUBSTANCES & set(chosen)),
        stages=[_stage(step, kind, lapse.steps_done) for step in LAPSE_STEPS],
        questions=[(slug.replace("-", "_"), _question(slug), lapse.look_back.get(slug, "")) for slug in QUESTIONS],
        people=_callable_people(lapse.owner_id),
        calling=calling,
        has_team=calling.has_team,
        who_reads=who_reads(lapse.owner_id, shared=lapse.told_team, reading_hours=person.reading_hours),
    )


def _stage(step: clinical.Step, kind: Kind, done: list[str]) -> Stage:
    ticks = [
        Tick(
            f"{step.slug}:{place}",
            item.es if language.get() == "es" else item.en,
            f"{step.slug}:{place}" in done,
        )
        for place, item in enumerate(step.items)
        if item.kinds is None or kind.slug in item.kinds
    ]
    return Stage(say(step.title), ticks)


def _question(slug: str) -> str:
    return say(
        next(
            {"en": row["en"], "es": row["es"]}
            for row in clinical.LAPSE["look_back"]["questions"]
            if row["slug"] == slug
        )
    )


def _callable_people(owner_id: UUID) -> list[Any]:
    return [person for person in people_queries.people(owner_id) if dialable(person.phone)]


def difference(lapse: Lapse, mine: LookBack) -> list[tuple[str, str, str]]:
    """For the merge page: question, what is saved, what was sent; only where they differ."""
    asked = mine.answers()
    rows = [
        (say(_kind(lapse, focuses(lapse.owner_id)).when), *saved_and_sent(lapse, mine.occurred)),
        *((_question(slug), lapse.look_back.get(slug, ""), asked.get(slug, "")) for slug in QUESTIONS),
        (_("Anything to add?"), lapse.note or "", mine.note),
        (_("Bring this to session"), yes_or_no(lapse.for_session), yes_or_no(mine.for_session)),
    ]
    return [row for row in rows if row[1] != row[2]]


def label(lapse: Lapse) -> str:
    """What happened, in the words of its kind, where somebody said."""
    return say(LAPSE_KINDS[lapse.kind].label) if lapse.kind in LAPSE_KINDS else _("Lapse")


def _kind(lapse: Lapse, chosen: list[str]) -> Kind:
    return LAPSE_KINDS.get(lapse.kind) or LAPSE_KINDS[usual_kind(chosen)]


def to_today() -> str:
    return _("Go to Today")
