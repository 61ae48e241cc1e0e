"""All modules: the built-in ones and the clinic's own, as this installation shows them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from webapp.content.lessons.agreement import disagreements
from webapp.content.lessons.arrangement import Arrangement, own_list, read_arrangement
from webapp.content.lessons.faults import Fault
from webapp.content.lessons.lesson import Known, Lesson, read_lesson
from webapp.content.lessons.shapes import OWN_FROM, FrontMatter, Track, sources, tracks
from webapp.content.texts import FOLDER
from webapp.enums import Language
from webapp.i18n import language

BUILT_IN = FOLDER / "modules"
OWN = "content/modules"
"""Where a clinic's own are, in its data folder."""


@dataclass(frozen=True, slots=True)
class Module:
    """A module in the languages that it has. What `meta` says is the same in each, but for the words."""

    meta: FrontMatter
    lessons: Mapping[str, Lesson]
    is_own: bool

    @property
    def slug(self) -> str:
        return self.meta.slug

    @property
    def number(self) -> int:
        return self.meta.number

    @property
    def here(self) -> Lesson | None:
        """In the language of the moment, if it has that one."""
        return self.lessons.get(language.get())


@dataclass(frozen=True, eq=False)
class Library:
    tracks: list[Track]
    modules: dict[int, Module]
    """By number, in the order of their tracks; hidden ones are left out."""
    sources: Mapping[str, str]
    faults: list[Fault] = field(default_factory=list)
    """What is wrong with the files; not the words, which `check` looks at."""
    hidden: frozenset[str] = frozenset()

    def get(self, number: int) -> Module | None:
        """The module with this number, if it can be read in the language of the moment."""
        module = self.modules.get(number)
        return module if module and module.here else None

    def all(self) -> list[Module]:
        """Those that can be read in the language of the moment, in order."""
        return [module for module in self.modules.values() if module.here]

    def titles(self) -> dict[str, str]:
        """Of the same, by slug."""
        return {module.slug: module.here.meta.title for module in self.modules.values() if module.here}

    def of_track(self, key: str) -> list[Module]:
        return [module for module in self.all() if module.meta.track == key]

    def by_slug(self, slug: str | None) -> Module | None:
        module = self._by_slug.get(slug)
        return module if module and module.here else None

    @cached_property
    def _by_slug(self) -> dict[str | None, Module]:
        return {module.slug: module for module in self.modules.values()}


def load_library(data: Path | None = None) -> Library:
    """The library of an installation; without a data folder, the built-in modules alone. Never raises for a file."""
    own = data / OWN if data else None
    arrangement, faults = read_arrangement(own / "order.yaml") if own else (Arrangement(), [])
    all_sources, more = own_list(own / "sources.yaml") if own else ({}, [])
    known = Known(frozenset(track.slug for track in tracks()), sources() | all_sources)
    built_in, found = _built_in()
    modules, theirs = _read_folder(own, known, is_own=True) if own and own.is_dir() else ({}, [])
    faults = [*faults, *more, *found, *theirs]
    kept = _unique([*built_in.values(), *modules.values()], faults)
    faults += arrangement.unknown(kept, tracks())
    placed = _in_order(kept.values(), arrangement)
    shown = {module.number: module for module in placed if module.slug not in arrangement.hide}
    return Library(arrangement.in_order(tracks()), shown, known.sources, faults, frozenset(arrangement.hide))


@cache
def _built_in() -> tuple[dict[str, Module], list[Fault]]:
    known = Known(frozenset(track.slug for track in tracks()), sources())
    return _read_folder(BUILT_IN, known, is_own=False)


def _read_folder(folder: Path, known: Known, *, is_own: bool) -> tuple[dict[str, Module], list[Fault]]:
    """The modules of a folder by slug, and what is wrong in it."""
    faults: list[Fault] = []
    files: dict[str, dict[str, Path]] = defaultdict(dict)
    for code in Language:
        for path in sorted((folder / code).glob("*.md")):
            files[path.stem][code.value] = path
    found = {slug: _read_module(paths, known, is_own, faults) for slug, paths in sorted(files.items())}
    return {slug: module for slug, module in found.items() if module}, faults


def _read_module(paths: dict[str, Path], known: Known, is_own: bool, faults: list[Fault]) -> Module | None:
    """A module in those of its languages that are as they should be."""
    read = {code: read_lesson(path, code, known) for code, path in paths.items()}
    faults += [fault for _lesson, wrong in read.values() for fault in wrong]
    lessons = {code: lesson for code, (lesson, _wrong) in read.items() if lesson}
    faults += _missing(paths)
    if not lessons:
        return None
    first, *others = lessons.values()
    for other in others:
        if wrong := list(disagreements(first, other)):
            faults += wrong
            del lessons[other.language]
    if (first.meta.number >= OWN_FROM) != is_own:
        rule = f"of a clinic's own start at {OWN_FROM}" if is_own else f"from {OWN_FROM} on are for clinics"
        faults.append(first.fault(f"number {first.meta.number}: numbers {rule}", "number"))
        return None
    return Module(first.meta, lessons, is_own)


def _missing(paths: dict[str, Path]) -> Iterator[Fault]:
    for code in Language:
        if code not in paths:
            there = next(iter(paths.values()))
            missing = there.parent.parent / code / there.name
            yield Fault(there, 1, f"there is no {missing.parent.name}/{missing.name}: this module is missing there")


def _unique(modules: Iterable[Module], faults: list[Fault]) -> dict[str, Module]:
    """By slug, the first of those that claim the same slug or number."""
    by_slug: dict[str, Module] = {}
    numbers: dict[int, Module] = {}
    for module in modules:
        lesson = next(iter(module.lessons.values()))
        if before := by_slug.get(module.slug):
            faults.append(lesson.fault(f"slug '{module.slug}' is that of the built-in module {before.number}", "slug"))
        elif before := numbers.get(module.number):
            faults.append(lesson.fault(f"number {module.number} is that of '{before.slug}'", "number"))
        else:
            by_slug[module.slug] = numbers[module.number] = module
    return by_slug


def _in_order(modules: Iterable[Module], arrangement: Arrangement) -> list[Module]:
    places = {track.slug: place for place, track in enumerate(arrangement.in_order(tracks()))}

    def place(module: Module) -> tuple[int, int, int, int]:
        meta = module.meta
        return places[meta.track], arrangement.place(meta.track, meta.slug), meta.order, meta.number

    return sorted(modules, key=place)
