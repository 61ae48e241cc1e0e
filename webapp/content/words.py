"""Craving, urge or distress: which word, and the sentences with it; and the pick lists of the urge form."""

from webapp.content.texts import Option, Text, load, say
from webapp.enums import Focus, UrgeWord

_DATA = load("clinical/words.yaml")
BY_FOCUS: dict[str, str] = _DATA["by_focus"]
_SENTENCES: dict[str, dict[str, Text]] = _DATA["words"]

if set(BY_FOCUS) != set(Focus) or set(_SENTENCES) != set(UrgeWord):
    raise ValueError("clinical/words.yaml: every focus and every word needs its entry")

_PICKS = load("urge-words.yaml")
PLACES = {row["slug"]: Option(**row) for row in _PICKS["places"]}
COMPANY = {row["slug"]: Option(**row) for row in _PICKS["company"]}
FEELINGS = {row["slug"]: Option(**row) for row in _PICKS["feelings"]}
ACTIONS = {row["slug"]: Option(**row) for row in _PICKS["actions"]}


class Words:
    """The sentences of one word, in the language of the moment: `words('noun')`."""

    __slots__ = ("word",)

    def __init__(self, word: str) -> None:
        self.word = word

    def __call__(self, key: str, /, **values: object) -> str:
        return say(_SENTENCES[self.word][key], **values)


ALL = {word.value: Words(word.value) for word in UrgeWord}


def words_of(word: str) -> Words:
    return ALL[word]


def word_for(focuses: list[str]) -> str:
    """The word by what the person works on: that of the first one; 'urge' when nothing was chosen."""
    return BY_FOCUS[focuses[0]] if focuses else UrgeWord.URGE
