"""Learn as its lists show it: what to go on with, what fits, all tracks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from webapp.access import Me
from webapp.accounts.queries import focuses
from webapp.content.lessons.library import Library, Module
from webapp.content.lessons.shapes import Track, tracks
from webapp.content.texts import load
from webapp.content.triggers import COMMON, name_of
from webapp.content.words import word_for, words_of
from webapp.i18n import _, ngettext
from webapp.learn import queries
from webapp.moments import today
from webapp.scope import BETWEEN
from webapp.team.presenters import Task, tasks
from webapp.team.queries import MODULE

FITTING = 3
NUMBERS = {track.slug: number for number, track in enumerate(tracks(), 1)}
"""A track is addressed by its place in our file: no address names what a person reads about."""
_FITS: dict[str, dict[str, list[str]]] = load("modules/for-triggers.yaml")


@dataclass(frozen=True, slots=True)
class Card:
    """A module in a list."""

    number: int
    title: str
    objective: str
    minutes: int
    parts: int
    reached: int
    """Sections that were read."""
    finished: bool
    slug: str

    @property
    def begun(self) -> bool:
        return self.reached > 0 and not self.finished

    @property
    def lasts(self) -> str:
        return ngettext("%(num)d minute", "%(num)d minutes", self.minutes)

    @property
    def how_far(self) -> str:
        return _("%(n)s of %(m)s parts read", n=self.reached, m=self.parts)


@dataclass(frozen=True, slots=True)
class TrackRow:
    track: Track
    number: int
    done: int
    cards: list[Card]

    @property
    def count(self) -> int:
        return len(self.cards)

    @property
    def next(self) -> Card | None:
        """The first that is not finished."""
        return next((card for card in self.cards if not card.finished), None)


@dataclass(frozen=True, slots=True)
class Reason:
    """A module that fits what was logged this week."""

    why: str
    card: Card


@dataclass(frozen=True, slots=True)
class LearnPage:
    first: Card | None
    """What to go on with, else what to begin with; None when all are finished."""
    this_week: Reason | None
    fitting: list[Card]
    tracks: list[TrackRow]
    asked: list[tuple[Task, Card]]
    """What the team asked for, of the modules that can be read."""


def present(person: Me, library: Library) -> LearnPage:
    chosen = focuses(person.id)
    progress = queries.progress(person.id)
    rows = _tracks(library, progress)
    first = _first(library, progress)
    week = _this_week(person, library, progress, chosen, first)
    shown = {card.number for card in (first, week.card if week else None) if card}
    asked = [
        (task, card(module, progress.get(task.slug)))
        for task in tasks(person, MODULE)
        if (module := library.by_slug(task.slug))
    ]
    return LearnPage(first, week, _fitting(library, progress, chosen, shown), rows, asked)


def present_track(person: Me, library: Library, number: int) -> TrackRow | None:
    """None for a track that is not there, or has nothing to read."""
    rows = _tracks(library, queries.progress(person.id))
    return next((row for row in rows if row.number == number), None)


def card(module: Module, row: Any = None) -> Card:
    lesson = module.here
    meta, parts = (lesson.meta, len(lesson.sections)) if lesson else (module.meta, 0)
    reached = min(row.furthest, parts) if row else 0
    finished = bool(row and row.finished_at)
    return Card(meta.number, meta.title, meta.objective, meta.minutes, parts, reached, finished, meta.slug)


def cards(modules: Iterable[Module], progress: Mapping[str, Any]) -> list[Card]:
    return [card(module, progress.get(module.slug)) for module in modules]


def _tracks(library: Library, progress: Mapping[str, Any]) -> list[TrackRow]:
    rows = []
    for track in library.tracks:
        listed = cards(library.of_track(track.slug), progress)
        if listed:
            rows.append(TrackRow(track, NUMBERS[track.slug], sum(one.finished for one in listed), listed))
    return rows


def _first(library: Library, progress: Mapping[str, Any]) -> Card | None:
    """What was read last and is not finished, else the first that is not."""
    listed = cards(library.all(), progress)
    begun = [one for one in listed if one.slug in progress and not one.finished]
    if begun:
        return max(begun, key=lambda one: progress[one.slug].read_at)
    return next((one for one in listed if not one.finished), None)


def following(library: Library, module: Module, progress: Mapping[str, Any]) -> Card | None:
    """The next of the same track that is not finished, else of any."""
    listed = library.all()
    place = listed.index(module)
    ahead = cards([*listed[place + 1 :], *listed[:place]], progress)
    return next((one for one in ahead if not one.finished), None)


def _fitting(library: Library, progress: Mapping[str, Any], chosen: list[str], shown: set[int]) -> list[Card]:
    """Modules on what the person works on that they did not begin, those on little else first."""
    found: dict[int, Module] = {}
    for module in sorted(library.all(), key=lambda module: len(module.meta.conditions)):
        found |= {module.number: module} if set(chosen) & set(module.meta.conditions) else {}
    listed = cards(found.values(), progress)
    return [one for one in listed if not one.finished and not one.reached and one.number not in shown][:FITTING]


def _this_week(
    person: Me, library: Library, progress: Mapping[str, Any], chosen: list[str], first: Card | None
) -> Reason | None:
    """The module for the trigger that came up most, of those that have another one to offer than `first`."""
    words = words_of(word_for(chosen))
    for row in queries.triggers_of_week(person.id, today(person.time_zone)):
        for slug in _modules_for(row):
            module = library.by_slug(slug)
            standing = progress.get(slug)
            if module and not (standing and standing.finished_at) and (not first or slug != first.slug):
                count = words("count_one") if row.times == 1 else words("count_other", n=row.times)
                why = _("This week: %(count)s with “%(trigger)s”", count=count, trigger=name_of(row.slug, row.name))
                return Reason(why, card(module, standing))
    return None


def _modules_for(row: Any) -> list[str]:
    common = COMMON.get(row.slug or "")
    of_group = _FITS["groups"].get(common.group, []) if common else []
    return [*_FITS["slugs"].get(row.slug or "", []), *of_group, *_FITS["kinds"].get(row.category, [])]


def next_up(library: Library, owner_id: UUID, begun: str | None, finished: str | None) -> tuple[Card | None, bool]:
    """For Today, and whether it was begun: the module that was begun and not finished, else the first that is not, once
    one was finished. None for whoever did not begin to read.

    `begun` and `finished` are the values of `queries.BEGUN` and `queries.FINISHED`. What was begun may be hidden since:
    then the one before counts.
    """
    module = library.by_slug(begun)
    if begun and not module:
        module = next((known for slug in queries.begun(owner_id) if (known := library.by_slug(slug))), None)
    if module:
        return card(module), True
    done = set((finished or "").split(BETWEEN)) - {""}
    if not done:
        return None, False
    return next((card(module) for module in library.all() if module.slug not in done), None), False
