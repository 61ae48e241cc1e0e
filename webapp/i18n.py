"""Languages: catalogues read from `translations/<language>/*.po` at start, one file a feature."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from jinja2 import Environment
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from webapp.enums import Language

FOLDER = Path(__file__).parent / "translations"
DEFAULT = Language.ENGLISH.value

language: ContextVar[str] = ContextVar("language", default=DEFAULT)
"""The language of what is being written now, 'en' or 'es'."""


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """What is written inside is in another language than the page."""
    before = language.set(code)
    try:
        yield
    finally:
        language.reset(before)


def in_their_words(english: str, spanish: str) -> str:
    """What the program wrote, in the language of the moment; in English where it wrote no Spanish."""
    return (spanish if language.get() == Language.SPANISH else "") or english


@cache
def translations(code: str) -> NullTranslations:
    """The catalogue of a language; English is what stands in the source."""
    if code == DEFAULT:
        return NullTranslations()
    merged = Catalog(locale=code)
    for path in sorted((FOLDER / code).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=code):
                if message.id and message.string:
                    merged.add(message.id, message.string, context=message.context)
    compiled = io.BytesIO()
    write_mo(compiled, merged)
    compiled.seek(0)
    return GNUTranslations(compiled)


def _(message: str, /, **values: object) -> str:
    """The message in the language of the moment, with `%(name)s` filled in."""
    text = translations(language.get()).gettext(message)
    return text % values if values else text


def ngettext(singular: str, plural: str, n: int, /, **values: object) -> str:
    text = translations(language.get()).ngettext(singular, plural, n)
    return text % {"num": n, **values}


def mark(message: str) -> str:
    """Mark for translation a string that is translated later, where it is shown."""
    return message


def install(environment: Environment) -> None:
    """Give templates `_`, `ngettext` and `trans`; values are escaped, the message is not."""
    environment.add_extension("jinja2.ext.i18n")
    current: Callable[[], NullTranslations] = lambda: translations(language.get())  # noqa: E731 -- two uses, one line
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # comes with the extension
        lambda message: current().gettext(message),
        lambda singular, plural, n: current().ngettext(singular, plural, n),
        newstyle=True,
    )


@lru_cache(maxsize=1024)
def choose(accepted: str, wanted: str | None) -> str:
    """The language for somebody not signed in: what they chose, else what the browser asks for (Accept-Language)."""
    codes = [code.value for code in Language]
    if wanted in codes:
        return wanted
    best: str | None = parse_accept_header(accepted, LanguageAccept).best_match(codes)
    return best or DEFAULT
