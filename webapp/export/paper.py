"""HTML that opens from a disk and prints: no script, nothing to load, its style inside."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from jinja2 import Template
from markupsafe import escape

from webapp.export.log import Line
from webapp.i18n import _, language
from webapp.templating import template

STYLE = (Path(__file__).parent / "paper.css").read_text(encoding="utf-8")


def begin(title: str) -> str:
    return (
        f'<!doctype html>\n<html lang="{escape(language.get())}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(title)}</title>\n'
        f"<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"
    )


def end() -> str:
    return "</main>\n</body>\n</html>\n"


def heading(text: str) -> str:
    return f"<h1>{escape(text)}</h1>\n"


def notice(text: str) -> str:
    """What the law wants to be said with it; in English, as the law says it."""
    return f'<p class="notice" lang="en">{escape(text)}</p>\n'


def document(title: str, *parts: Iterable[str]) -> Iterator[str]:
    yield begin(title)
    for part in parts:
        yield from part
    yield end()


class Sheets:
    """The parts that documents are made of, in the language of the moment. Made while a request is there to ask."""

    def __init__(self) -> None:
        self._entries: Template = template("export/_entries.html")

    def log(self, batches: Iterable[Sequence[Line]], level: int) -> Iterator[str]:
        """Entries under their days, whose headings are of this level."""
        day = ""
        for lines in batches:
            yield self._entries.render(lines=lines, day=day, level=level)
            day = lines[-1].day
        if not day:
            nothing = _("Nothing was logged.")
            yield f"<p>{escape(nothing)}</p>\n"
