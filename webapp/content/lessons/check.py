"""`foothold content check`: everything that is wrong with the modules, and what they cover."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from webapp.content.lessons.faults import Fault
from webapp.content.lessons.lesson import Lesson
from webapp.content.lessons.level import levels, measure
from webapp.content.lessons.library import Library, Module
from webapp.content.lessons.shapes import COMPONENTS
from webapp.content.lessons.wording import wording
from webapp.enums import Focus

WORDS = {"en": (380, 760), "es": (380, 900)}
"""Of a body; Spanish says the same in more words."""
CRISIS = frozenset({Focus.ALCOHOL, Focus.OPIOIDS, Focus.EATING, Focus.BIPOLAR})
"""What people work on whose modules carry the crisis card."""
CRISIS_COMPONENTS = frozenset({"overdose-safety", "crisis-safety"})


@dataclass(frozen=True, slots=True)
class Report:
    faults: list[Fault]
    modules: int
    measured: bool
    """Whether the reading level was."""


def examine(library: Library) -> Report:
    """Faults of the files and of their words."""
    lessons = [lesson for module in library.modules.values() for lesson in module.lessons.values()]
    faults = [*library.faults]
    for lesson in lessons:
        faults += [*wording(lesson), *_length(lesson), *_card(lesson)]
    if measure():
        faults += levels(lessons)
    return Report(
        sorted(faults, key=lambda fault: (str(fault.path), fault.line)), len(library.modules), bool(measure())
    )


def _length(lesson: Lesson) -> Iterator[Fault]:
    least, most = WORDS[lesson.language]
    if not least <= lesson.words <= most:
        yield Fault(lesson.path, 1, f"{lesson.words} words in the body, not {least} to {most}", left_out=False)


def _card(lesson: Lesson) -> Iterator[Fault]:
    meta = lesson.meta
    about = sorted((CRISIS & set(meta.conditions)) | (CRISIS_COMPONENTS & set(meta.components)))
    if about and not meta.crisis_card:
        yield lesson.fault(f"a module on {about[0]} carries the crisis card", "crisis_card", left_out=False)


def coverage(library: Library) -> list[tuple[str, str, list[Module]]]:
    """'component' or 'condition', its name, and the modules on it."""
    modules = list(library.modules.values())
    rows = [("component", name, [one for one in modules if name in one.meta.components]) for name in COMPONENTS]
    return rows + [("condition", name, [one for one in modules if name in one.meta.conditions]) for name in Focus]


def shorten(path: Path) -> Path:
    """The path as it is read best: from where the command runs, if it is below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
