"""Reading level: Flesch-Kincaid grade in English, Szigriszt-Pazos (INFLESZ) in Spanish. A smoke alarm, not a reader."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any

from webapp.content.lessons.faults import Fault
from webapp.content.lessons.lesson import Lesson
from webapp.content.texts import load
from webapp.enums import Language

NEEDED = "0.7.7"
"""Of textstat: later ones fetch data when they run."""
NUMBER = re.compile(r"\+?\d[\d().-]*(?:[ -]\d[\d().-]*)*")
END = re.compile(r"[.?!]$")
NAMES = {"en": "Flesch-Kincaid", "es": "Szigriszt-Pazos"}
WORST, MIDDLE = {"en": 8.0, "es": 60.0}, {"en": 7.0, "es": 65.0}
"""For one module, and for the median of all: at most in English, at least in Spanish."""


@cache
def measure() -> Any:
    """textstat, or None where it is not installed."""
    try:
        if version("textstat") != NEEDED:
            return None
    except PackageNotFoundError:
        return None
    return import_module("textstat").textstat


@cache
def _names(code: str) -> re.Pattern[str]:
    names = sorted(load("modules/words.yaml")["names"][f"in_{code}"], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(names)})\b", re.IGNORECASE)


def counted(lesson: Lesson) -> str:
    """The text that is measured: the body without headings, with a short word for each name and number."""
    sentences = []
    for section in lesson.sections:
        for passage in section.passages:
            text = NUMBER.sub(
                "2", _names(lesson.language).sub("it" if lesson.language == "en" else "eso", passage.plain)
            )
            sentences.append(text if END.search(text) else text.rstrip(":;,") + ".")
    return " ".join(sentences)


def level_of(lesson: Lesson) -> float:
    """Grade in English (lower is easier), INFLESZ in Spanish (higher is easier). Needs textstat."""
    scale = measure()
    scale.set_lang(lesson.language)
    text = counted(lesson)
    score = scale.flesch_kincaid_grade(text) if lesson.language == Language.ENGLISH else scale.szigriszt_pazos(text)
    return round(float(score), 1)


def is_too_hard(code: str, score: float, limits: dict[str, float]) -> bool:
    return score > limits[code] if code == Language.ENGLISH else score < limits[code]


def levels(lessons: Iterable[Lesson]) -> Iterator[Fault]:
    """The modules that are harder to read than the limit, and a median that is."""
    scores: dict[str, list[float]] = {code.value: [] for code in Language}
    for lesson in lessons:
        score = level_of(lesson)
        scores[lesson.language].append(score)
        if is_too_hard(lesson.language, score, WORST):
            limit = f"the limit is {WORST[lesson.language]:g}"
            what = f"{NAMES[lesson.language]} {score}, {limit}: shorter words and sentences"
            yield Fault(lesson.path, 1, what, left_out=False)
    for code, found in scores.items():
        if found and is_too_hard(code, middle := round(median(found), 1), MIDDLE):
            what = f"the median of {NAMES[code]} is {middle}, the limit is {MIDDLE[code]:g}"
            yield Fault(Path(code), 1, what, left_out=False)
