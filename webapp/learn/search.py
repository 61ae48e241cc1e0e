"""Looking for modules by words: accents and capital letters do not matter, and a slip of the finger is forgiven."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from webapp.content.lessons.body import IF_USING
from webapp.content.lessons.library import Library, Module
from webapp.i18n import _, language
from webapp.templating import FOCUS_NAMES

WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
SENTENCE = re.compile(r"(?<=[.?!])\s+")
TITLE, FRONT, BODY = 12, 5, 1
"""What a word is worth by where it stands."""
MOST_WORTH = 30
"""However often a module says it."""
SHORT, LONG = 4, 8
"""From this length on, one wrong letter is forgiven; two."""
FEW = 2
"""A module on more conditions than this is on none of them in particular."""
MOST = 20
LITTLE = (
    "a an and are as at be but by do for from have how i if in is it me my not of on or so that the this to was what "
    "when with you your al como con cuando de del el ella en es esta este la las lo los me mi mis no o para pero por "
    "que qué se si sin son su sus te tu tus un una y ya"
)
LITTLE_WORDS = frozenset(LITTLE.split())


@dataclass(frozen=True, slots=True)
class Found:
    module: Module
    sentence: str
    """That which has most of the words; '' when only the title has them."""


@dataclass(frozen=True)
class Index:
    """The words of one language: where each stands, and what it is worth there."""

    words: dict[str, dict[int, int]]
    """Word -> number of the module -> worth."""

    @cached_property
    def by_length(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for word in self.words:
            found.setdefault(len(word), []).append(word)
        return found

    def like(self, asked: str) -> dict[str, float]:
        """The words that may be meant, with how sure that is."""
        least = SHORT if asked in self.words else SHORT - 1
        stem = asked[: max(SHORT, len(asked) - 3)]
        akin = {word: 0.3 for word in self.words if len(asked) > SHORT and word.startswith(stem)}
        begins = akin | {word: 0.6 for word in self.words if len(asked) >= least and word.startswith(asked)}
        if asked in self.words:
            return begins | {asked: 1.0}
        slips = 0 if len(asked) < SHORT else 1 if len(asked) < LONG else 2
        sizes = range(len(asked) - slips, len(asked) + slips + 1) if slips else ()
        near = (word for size in sizes for word in self.by_length.get(size, []) if is_near(asked, word, slips))
        return begins | {word: 0.5 if len(word) == len(asked) else 0.6 for word in near}


def plain(text: str) -> str:
    """Without accents and capital letters; ñ is an n to whoever has no ñ on the keyboard."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def words_of(text: str) -> list[str]:
    return WORD.findall(plain(text))


def is_near(one: str, other: str, slips: int) -> bool:
    """Whether at most so many letters are wrong, missing, too many, or in each other's place."""
    if abs(len(one) - len(other)) > slips:
        return False
    last: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, before, row = row, last, [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > slips:
            return False
    return row[-1] <= slips


@lru_cache(maxsize=8)
def _index(library: Library, code: str) -> Index:
    words: dict[str, dict[int, int]] = {}
    tracks = {track.slug: str(track) for track in library.tracks}
    for module in library.modules.values():
        for worth, text in _texts(module, code, tracks[module.meta.track]):
            for word in words_of(text):
                if word not in LITTLE_WORDS:
                    worths = words.setdefault(word, {})
                    worths[module.number] = min(worths.get(module.number, 0) + worth, MOST_WORTH)
    return Index(words)


def _texts(module: Module, code: str, track: str) -> Iterator[tuple[int, str]]:
    lesson = module.lessons.get(code)
    if lesson is None:
        return
    yield TITLE, lesson.meta.title
    yield TITLE, track
    if len(module.meta.conditions) <= FEW:
        yield TITLE, " ".join(_(FOCUS_NAMES[focus]) for focus in module.meta.conditions)
    yield FRONT, f"{lesson.meta.objective} {lesson.meta.why} {' '.join(section.title for section in lesson.sections)}"
    for section in lesson.sections:
        yield BODY, " ".join(passage.plain for passage in section.passages)


def search(library: Library, asked: str) -> list[Found]:
    """The modules in the reader's language that have most of the words, the best first."""
    index = _index(library, language.get())
    wanted = [index.like(word) for word in dict.fromkeys(words_of(asked)) if word not in LITTLE_WORDS]
    scores: dict[int, tuple[int, float]] = {}
    for likes in wanted:
        best: dict[int, float] = {}
        for word, sure in likes.items():
            for number, worth in index.words[word].items():
                best[number] = max(best.get(number, 0), sure * worth)
        for number, score in best.items():
            times, total = scores.get(number, (0, 0.0))
            scores[number] = times + 1, total + score
    ranked = sorted(scores, key=lambda number: (-scores[number][0], -scores[number][1], number))
    meant = {word for likes in wanted for word in likes}
    return [Found(module, _sentence(module, meant)) for number in ranked[:MOST] if (module := library.get(number))]


def _sentence(module: Module, meant: set[str]) -> str:
    lesson = module.here
    passages = [passage for section in lesson.sections for passage in section.passages] if lesson else []
    shown = [passage.plain for passage in passages if passage.kind != IF_USING]
    sentences = [sentence for text in shown for sentence in SENTENCE.split(text)]
    return max(sentences, key=lambda sentence: _has(sentence, meant), default="") if _any(sentences, meant) else ""


def _has(sentence: str, meant: set[str]) -> int:
    return len(meant & set(words_of(sentence)))


def _any(sentences: Sequence[str], meant: set[str]) -> bool:
    return any(_has(sentence, meant) for sentence in sentences)
