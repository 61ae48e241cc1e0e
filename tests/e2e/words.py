"""What the app says, in a language, so that one journey is told in both."""

from webapp.content.words import words_of
from webapp.i18n import language as speaking
from webapp.i18n import translations


class Words:
    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, message: str, /, **values: object) -> str:
        """A string of the source, as it is shown."""
        text = translations(self.language).gettext(message)
        return text % values if values else text

    def urge(self, key: str, word: str = "craving", **values: object) -> str:
        """A sentence about a craving, an urge or distress."""
        before = speaking.set(self.language)
        try:
            return words_of(word)(key, **values)
        finally:
            speaking.reset(before)
