"""A module as its page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from webapp.access import Me
from webapp.consents.presenters import audience_of
from webapp.content.lessons.body import IF_USING, Section, with_marks
from webapp.content.lessons.lesson import Lesson
from webapp.content.lessons.library import Library, Module
from webapp.content.lessons.shapes import AnswerField, Question, Reply, Track
from webapp.enums import ConsentCategory
from webapp.formatting import yes_or_no
from webapp.forms import Parsed, blank
from webapp.i18n import _
from webapp.learn import forms, presenters, queries
from webapp.learn.additions import Addition, additions, for_today
from webapp.learn.library import FAMILY_TRACK
from webapp.models import ExerciseAnswer, ModuleProgress
from webapp.plan.sections import SECTIONS, Plan
from webapp.pwa.queries import HelpLine, help_lines, program_phone

CARD = ("emergency", "lifeline-call", "lifeline-call-spanish", "poison-help")
"""The lines of the crisis card."""
AGREES, DISAGREES = ("Yes", "Right", "Sí", "Así es"), ("Not quite", "Casi")
"""How feedback begins that says by itself whether the answer was right."""
SHOWN_FIELDS, MOST_FIELDS = 4, 6
PLACES = {
    "trigger": ("triggers.index", ""),
    "skill": ("skills.index", ""),
    "sign": ("warning_signs.index", ""),
    "if-then": ("if_thens.index", ""),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that can go on from here."""

    addition: Addition
    label: str
    done_label: str
    is_done: bool
    can_undo: bool
    endpoint: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the check, with the feedback to what was chosen."""

    name: str
    number: int
    question: Question
    chosen: int | None
    verdict: Markup
    feedback: Markup
    """Why."""
    is_right: bool


@dataclass(frozen=True, slots=True)
class ModulePage:
    module: Module
    lesson: Lesson
    sections: tuple[Section, ...]
    reached: int
    finished: bool
    track: Track
    track_number: int
    form: Parsed[Any]
    version: int
    """Of the answers that are saved; 0 for none."""
    can_share: bool
    """Answers are shared with the team, where the person says so of an exercise."""
    who_reads: str
    steps: list[Step]
    today: Step
    check: list[Asked]
    changed_since: bool
    """The check was answered when the module said something else."""
    sources: list[str]
    lines: list[HelpLine]
    next: presenters.Card | None

    @property
    def is_for_families(self) -> bool:
        return self.module.meta.track == FAMILY_TRACK

    @property
    def parts(self) -> int:
        return len(self.lesson.sections)

    @property
    def folded_from(self) -> int:
        """The place of the first field of a long exercise that waits in a fold; 0 for none."""
        return SHOWN_FIELDS if len(self.lesson.meta.exercise.fields) > MOST_FIELDS else 0

    @property
    def folded_open(self) -> bool:
        """Whether something in the fold was answered."""
        folded = self.lesson.meta.exercise.fields[self.folded_from :]
        return any(self.form[name] not in ("", []) for name in forms.typed(folded, {}))


def present(person: Me, library: Library, module: Module, form: Parsed[Any] | None = None) -> ModulePage:
    progress, audience = queries.progress(person.id), audience_of(person.id)
    row, answer = queries.progress_of(person.id, module.slug), queries.answer_to(person.id, module.slug)
    shared = answer is not None and audience.sees(ConsentCategory.EXERCISES, private=answer.private)
    lesson = module.here or next(iter(module.lessons.values()))
    checked = _checked(module, row)
    track = next(track for track in library.tracks if track.slug == module.meta.track)
    return ModulePage(
        module=module,
        lesson=lesson,
        sections=sections_of(lesson),
        reached=min(row.furthest, len(lesson.sections)) if row else 0,
        finished=bool(row and row.finished_at),
        track=track,
        track_number=presenters.NUMBERS[track.slug],
        form=form or _as_kept(lesson, answer),
        version=answer.version if answer else 0,
        can_share=ConsentCategory.EXERCISES in audience.granted,
        who_reads=audience.beside_save(shared, person.reading_hours, notes=True),
        steps=_steps(module, answer, row),
        today=_step(for_today(module), row),
        check=[_asked(number, question, checked, lesson) for number, question in enumerate(lesson.meta.check)],
        changed_since=bool(row and row.checked) and not checked,
        sources=[library.sources[key] for key in lesson.meta.sources],
        lines=_card(help_lines()) if module.meta.crisis_card else [],
        next=presenters.following(library, module, progress),
    )


def _as_kept(lesson: Lesson, answer: ExerciseAnswer | None) -> Parsed[Any]:
    if answer is None:
        return blank(**forms.typed(lesson.meta.exercise.fields, {}))
    return blank(**forms.typed(lesson.meta.exercise.fields, answer.answers), shared="" if answer.private else "true")


@dataclass(frozen=True, slots=True)
class FamilyLesson:
    """What somebody with a family link reads: nothing of it is kept."""

    lesson: Lesson
    sections: tuple[Section, ...]
    form: Parsed[Any]
    sources: list[str]
    lines: list[HelpLine]


def present_to_family(library: Library, lesson: Lesson) -> FamilyLesson:
    """With the crisis card on every one of them: who reads about somebody else’s crisis may be in the middle of it."""
    return FamilyLesson(
        lesson=lesson,
        sections=sections_of(lesson),
        form=blank(**forms.typed(lesson.meta.exercise.fields, {})),
        sources=[library.sources[key] for key in lesson.meta.sources],
        lines=_card(help_lines()),
    )


def sections_of(lesson: Lesson) -> tuple[Section, ...]:
    """What there is to read: without the words for somebody who might use again where the clinic hides those."""
    if not any(block.kind == IF_USING for section in lesson.sections for block in section.blocks):
        return lesson.sections
    program = program_phone()
    if program is None or program.harm_reduction:
        return lesson.sections
    return tuple(_without(section, IF_USING) for section in lesson.sections)


def _without(section: Section, kind: str) -> Section:
    return replace(section, blocks=tuple(block for block in section.blocks if block.kind != kind))


def _checked(module: Module, row: ModuleProgress | None) -> list[int | None]:
    """What was chosen, by question; nothing when the module was another one then."""
    if row is None or row.checked.get("version") != module.meta.version:
        return []
    return list(row.checked["answers"])


def _asked(number: int, question: Question, checked: list[int | None], lesson: Lesson) -> Asked:
    place = checked[number] if number < len(checked) else None
    reply = question.answers[place] if place is not None and place < len(question.answers) else None
    verdict, why = _feedback(reply) if reply else ("", "")
    said = with_marks(verdict, lesson.meta.sources), with_marks(why, lesson.meta.sources)
    return Asked(f"check_{number + 1}", number + 1, question, place, *said, bool(reply and reply.right))


def _feedback(reply: Reply) -> tuple[str, str]:
    """'Yes.' or 'Not quite. Many people think so.', and why; in the module's own words if it says so itself."""
    first, _space, rest = reply.feedback.partition(". ")
    if rest and first.startswith(AGREES if reply.right else DISAGREES):
        return f"{first}.", rest
    return (_("Yes.") if reply.right else _("Not quite. Many people think so.")), reply.feedback


def _steps(module: Module, answer: ExerciseAnswer | None, row: ModuleProgress | None) -> list[Step]:
    return [_step(addition, row) for addition in additions(module, answer.answers if answer else {})]


def _step(addition: Addition, row: ModuleProgress | None) -> Step:
    kept: Mapping[str, Any] = (row.added if row else {}).get(addition.key, {})
    endpoint, anchor = _place(addition.to)
    label, done = _labels(addition)
    is_done = kept.get("texts") == addition.texts
    return Step(addition, label, done, is_done, is_done and bool(kept.get("made")), endpoint, anchor)


def _place(to: str) -> tuple[str, str]:
    """The page on which it is then: endpoint and place in the page."""
    if to in PLACES:
        return PLACES[to]
    section = SECTIONS[to.removeprefix("plan:")]
    return ("plan.safety" if section.plan is Plan.SAFETY else "plan.index"), f"#{section.key}"


def _labels(addition: Addition) -> tuple[str, str]:
    """What the button says, and what is said when it is done."""
    found = {
        "trigger": (_("Add to my triggers"), _("In your triggers")),
        "skill": (_("Add to my skills"), _("In your skills")),
        "sign": (_("Add to my warning signs"), _("In your warning signs")),
        "if-then": (_("Make it an if-then plan"), _("In your if-then plans")),
    }.get(addition.to)
    if found:
        return found
    section = _(SECTIONS[addition.to.removeprefix("plan:")].title)
    return _("Add to my plan: %(section)s", section=section), _("In your plan: %(section)s", section=section)


def _card(lines: list[HelpLine]) -> list[HelpLine]:
    found = [line for line in lines if line.slug in CARD]
    return sorted(found, key=lambda line: CARD.index(line.slug))


def differences(
    module: Module, answer: ExerciseAnswer, mine: dict[str, Any], shared: bool
) -> list[tuple[str, str, str]]:
    """For the merge page: what was asked, what is saved, what was sent; only where they differ."""
    rows = [
        (field.label, _say(field.options, field.key, answer.answers), _say(field.options, field.key, mine))
        for field in _asked_in(module)
    ]
    rows.append((_("Show these answers to my care team"), yes_or_no(not answer.private), yes_or_no(shared)))
    return [row for row in rows if row[1] != row[2]]


def in_words(module: Module, answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What an exercise asked and what was answered, in its order; only what was."""
    rows = [(field.label, _say(field.options, field.key, answers)) for field in _asked_in(module)]
    return [row for row in rows if row[1]]


def _asked_in(module: Module) -> list[AnswerField]:
    return module.here.meta.exercise.fields if module.here else []


def _say(options: Mapping[str, str], key: str, answers: Mapping[str, Any]) -> str:
    value = answers.get(key, "")
    chosen = value if isinstance(value, list) else [value]
    said = [options.get(str(part), str(part)) for part in [*chosen, answers.get(f"{key}.own", "")]]
    return ", ".join(text for text in said if text)
