"""Choosing entries by what somebody needs: accents and a slip of the finger do not matter."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from webapp.content.resources import NEEDS, Speaks
from webapp.content.texts import say
from webapp.learn.search import LITTLE_WORDS, LONG, SHORT, is_near, words_of
from webapp.resources.directory import Entry
from webapp.resources.forms import MINE, Search
from webapp.resources.said import is_open
from webapp.templating import focus_name


def choose(found: Iterable[Entry], asked: Search, mine: Collection[str], at: datetime | None = None) -> list[Entry]:
    """The entries that fit all that was asked; those with the words in their name first."""
    at = at or datetime.now(UTC)
    wanted = set(mine) if asked.works_on == MINE else {asked.works_on} - {""}
    words = [word for word in words_of(asked.words) if word not in LITTLE_WORDS]
    fitting = [
        entry
        for entry in found
        if (not asked.need or asked.need in entry.needs)
        and (not asked.works_on or not entry.focuses or entry.focuses & wanted)
        and (not asked.speaks or _speaks(entry, asked.speaks))
        and (not asked.open_now or is_open(entry.hours, at))
        and _has(entry, words)
    ]
    return sorted(fitting, key=lambda entry: (not _named(entry, words), not entry.focuses & wanted))


def _speaks(entry: Entry, language: str) -> bool:
    by_interpreter = Speaks.INTERPRETERS in entry.languages and language != Speaks.ASL
    return language in entry.languages or by_interpreter


def _named(entry: Entry, words: list[str]) -> bool:
    return bool(words) and all(_any_like(word, words_of(entry.name)) for word in words)


def _has(entry: Entry, words: list[str]) -> bool:
    """Whether each word is meant by some word of the entry."""
    if not words:
        return True
    texts = [entry.name, entry.about, *(say(NEEDS[need].name) for need in entry.needs if need in NEEDS)]
    texts += [focus_name(focus) for focus in entry.focuses]
    there = {word for text in texts for word in words_of(text)}
    return all(_any_like(word, there) for word in words)


def _any_like(asked: str, there: Collection[str]) -> bool:
    slips = 0 if len(asked) < SHORT else 1 if len(asked) < LONG else 2
    return any(word.startswith(asked) or (slips and is_near(asked, word, slips)) for word in there)
