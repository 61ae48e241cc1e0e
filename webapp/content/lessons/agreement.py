"""Whether both languages of a module say the same."""

from collections.abc import Iterator
from typing import Any

from webapp.content.lessons.faults import Fault
from webapp.content.lessons.lesson import Lesson

SAME = ("number", "track", "order", "version", "minutes", "conditions", "components", "crisis_card", "sources")


def disagreements(first: Lesson, other: Lesson) -> Iterator[Fault]:
    """What `other` says differently, of what both have to say alike."""
    for name in SAME:
        mine, theirs = getattr(other.meta, name), getattr(first.meta, name)
        if mine != theirs:
            yield other.fault(f"'{name}' is {_say(mine)}, but {_say(theirs)} in {first.language}/", name)
    yield from _exercise(first, other)
    rights, others = _right(first), _right(other)
    for place, (right, here) in enumerate(zip(rights, others, strict=True)):
        if right != here:
            yield other.fault(f"other answers, or another right one, than in {first.language}/", "check", place)


def _exercise(first: Lesson, other: Lesson) -> Iterator[Fault]:
    fields, others = _shape(first), _shape(other)
    if len(fields) != len(others):
        yield other.fault(f"{len(others)} fields, but {len(fields)} in {first.language}/", "exercise", "fields")
    for place, (field, here) in enumerate(zip(fields, others, strict=False)):
        if field != here:
            yield other.fault(f"another field than in {first.language}/: {here}", "exercise", "fields", place)
    if first.meta.exercise.adds != other.meta.exercise.adds:
        yield other.fault(f"'adds' differs from that in {first.language}/", "exercise", "adds")


def _shape(lesson: Lesson) -> list[str]:
    return [
        f"{field.key}, {field.kind}{', own' if field.own else ''}{', options ' if field.options else ''}"
        + ", ".join(field.options)
        + (f", gate {field.gate.by} {field.gate.clear} {' '.join(field.gate.options)}" if field.gate else "")
        for field in lesson.meta.exercise.fields
    ]


def _right(lesson: Lesson) -> list[list[bool]]:
    return [[answer.right for answer in question.answers] for question in lesson.meta.check]


def _say(value: Any) -> str:
    return ", ".join(value) or "empty" if isinstance(value, list) else str(value)
