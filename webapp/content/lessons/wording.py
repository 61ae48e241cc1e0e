"""The words of a module: none that shame, none that promise, the tone of the house, a source for each number."""

import re
from collections.abc import Iterator
from functools import cache

from webapp.content.lessons.body import CITE, HTML, IF_USING, LINK
from webapp.content.lessons.faults import Fault
from webapp.content.lessons.lesson import Lesson
from webapp.content.texts import load

DATA = "modules/words.yaml"
QUOTED = re.compile(r"“[^”]*”|«[^»]*»")
SENTENCE_END = re.compile(r"(?<=[.?!:;])((?:\[\^[a-z0-9-]+\])*)\s+")
CLAIMING = frozenset({"prose", "careful", IF_USING, "front"})


@cache
def _refused(code: str) -> list[tuple[re.Pattern[str], dict[str, str]]]:
    """Pattern and reason."""
    return [
        (
            re.compile(rf"(?<![\w-])(?:{'|'.join(row[f'in_{code}'].splitlines())})(?![\w-])", re.IGNORECASE),
            row["reason"],
        )
        for row in load(DATA)["refused"]
    ]


@cache
def _claims(code: str) -> re.Pattern[str]:
    return re.compile("|".join(load(DATA)["claims"][f"in_{code}"]), re.IGNORECASE)


def wording(lesson: Lesson) -> Iterator[Fault]:
    """What to change in the words. They are shown all the same."""
    for line, kind, text in lesson.texts():
        for what in (*_shaming(text, lesson.language), *_tone(text, lesson.language), *_markup(text)):
            yield Fault(lesson.path, line, what, left_out=False)
        if kind in CLAIMING:
            for sentence in unsourced(text, lesson.language):
                what = f"a number without its source: write [^key] behind “{sentence}”"
                yield Fault(lesson.path, line, what, left_out=False)


def _shaming(text: str, code: str) -> Iterator[str]:
    said = QUOTED.sub(" ", text)
    for pattern, reason in _refused(code):
        if found := pattern.search(said):
            yield f"“{found[0]}”: {reason[code]}"


def _tone(text: str, code: str) -> Iterator[str]:
    if "!" in text:
        yield "an exclamation mark: say it calmly"
    if re.search(r"\w'\w|\"", text):
        yield "straight quotation marks or apostrophes: write ’ “ ” « »"
    if code == "es" and text.count("?") != text.count("¿"):
        yield "a question that is not opened with ¿"


def _markup(text: str) -> Iterator[str]:
    if found := HTML.search(text):
        yield f"HTML is shown as text: {found[0]}"
    if LINK.search(text):
        yield "links are not made: name the source with [^key]"


def unsourced(text: str, code: str) -> list[str]:
    """The sentences with a claim in numbers that name no source, and have none behind them in their paragraph."""
    sentences = SENTENCE_END.sub(r"\1\n", text).split("\n")
    last = max((place for place, sentence in enumerate(sentences) if CITE.search(sentence)), default=-1)
    return [sentence for sentence in sentences[last + 1 :] if _claims(code).search(sentence)]
