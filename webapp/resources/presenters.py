"""The pages of the directory."""

from collections.abc import Iterable
from dataclasses import dataclass

import segno
from markupsafe import Markup

from webapp.access import Me
from webapp.accounts.queries import focuses
from webapp.content.resources import NEEDS, Need, Speaks
from webapp.content.texts import say
from webapp.enums import Focus
from webapp.i18n import _, mark
from webapp.resources import directory, queries
from webapp.resources.directory import Entry
from webapp.resources.forms import MINE, Search
from webapp.resources.search import choose
from webapp.templating import focus_name

LANGUAGES = {
    Speaks.ENGLISH.value: mark("English"),
    Speaks.SPANISH.value: mark("Spanish"),
    Speaks.ASL.value: mark("American Sign Language"),
}
Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Section:
    need: Need
    entries: list[Entry]

    @property
    def name(self) -> str:
        return say(self.need.name)

    @property
    def note(self) -> str:
        return say(self.need.note) if self.need.note else ""


@dataclass(frozen=True, slots=True)
class Directory:
    sections: list[Section]
    favorites: list[Entry]


def sections_of(entries: Iterable[Entry]) -> list[Section]:
    """Each entry once, under its first need; needs with nothing are left out."""
    by_need: dict[str, list[Entry]] = {}
    for entry in entries:
        by_need.setdefault(entry.needs[0], []).append(entry)
    return [Section(need, by_need[slug]) for slug, need in NEEDS.items() if slug in by_need]


def whole(me: Me) -> Directory:
    entries = directory.visible(me.time_zone)
    by_key = {entry.key: entry for entry in entries}
    kept = [by_key[key] for key in queries.favorites(me.id) if key in by_key]
    return Directory(sections_of(entries), kept)


def chosen(me: Me, asked: Search) -> list[Entry]:
    mine = focuses(me.id) if asked.works_on == MINE else []
    return choose(directory.visible(me.time_zone), asked, mine)


def filters() -> dict[str, Choices]:
    """What the lists of the search form offer."""
    return {
        "needs": [(slug, say(need.name)) for slug, need in NEEDS.items()],
        "works_on": [(MINE, _("What I work on")), *((focus.value, focus_name(focus)) for focus in Focus)],
        "speaks": [(code, _(name)) for code, name in LANGUAGES.items()],
    }


@dataclass(frozen=True, slots=True)
class EntryPage:
    entry: Entry
    kept: bool
    shared: str
    """What goes to the share sheet: the name, numbers and the web address."""
    qr: Markup | None
    """What a camera opens: the first number, or else the site."""
    qr_of: str


def entry_page(me: Me, entry: Entry) -> EntryPage:
    line = next(iter(entry.quick), None)
    target, says = (line.href, line.number) if line else (entry.web, entry.site)
    lines = [f"{each.number}{f' ({each.word})' if each.word else ''}" for each in entry.lines]
    return EntryPage(
        entry=entry,
        kept=entry.key in queries.favorites(me.id),
        shared="\n".join([entry.name, *lines, *filter(None, [entry.web, entry.address])]),
        qr=_square(_for_camera(target)) if target else None,
        qr_of=says,
    )


def _for_camera(target: str) -> str:
    """Cameras read `SMSTO:number:text` for a message."""
    if not target.startswith("sms:"):
        return target
    number, _mark, word = target.removeprefix("sms:").partition("?body=")
    return f"SMSTO:{number}:{word}"


def _square(text: str) -> Markup:
    drawing = segno.make(text, micro=False, error="m").svg_inline(scale=4, omitsize=True)
    return Markup(drawing)  # noqa: S704 -- squares drawn here
