"""The log as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from webapp.access import Me
from webapp.accounts.queries import focuses
from webapp.consents.presenters import Audience, audience_of
from webapp.content.words import Words, word_for, words_of
from webapp.entry_rows import PAGES, Entry, Names, by_day, capital, entry, excerpt
from webapp.enums import EntryKind
from webapp.formatting import day_in_words
from webapp.i18n import _, mark
from webapp.log import queries
from webapp.moments import today
from webapp.paging import PAGE, START, Place, place
from webapp.team import presenters as team
from webapp.team.queries import answerers
from webapp.timeline import CATEGORIES

KINDS = {
    EntryKind.CHECK_IN: mark("Check-ins"),
    EntryKind.PRACTICE: mark("Skills"),
    EntryKind.LAPSE: mark("Lapses"),
    EntryKind.SIGN_CHECK: mark("Warning signs"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """An entry, who can see it, and where it leads."""

    entry: Entry
    note: str
    who: str
    is_shared: bool
    endpoint: str
    argument: dict[str, Any]
    answered: str
    """Who of the team answered it; '' for nobody."""


@dataclass(frozen=True, slots=True)
class LogPage:
    words: Words
    kinds: list[tuple[str, str]]
    kind: str
    days: list[tuple[date, str, list[Line]]]
    """The day, what it is called, its entries."""
    older: str
    """Where the next page begins; '' at the end."""
    is_first: bool
    who: str
    """Who reads new entries, for somebody who has none yet."""


def present(person: Me, kind: str, before: str) -> LogPage:
    wanted = EntryKind(kind) if kind in list(EntryKind) else None
    words = own_words(person)
    start = place(before)
    rows = queries.entries(person.id, wanted, start)
    shown, audience = rows[:PAGE], audience_of(person.id)
    names = _names(person, shown, words)
    days = by_day(entry(row, names) for row in shown)
    answered = answerers(person.id, (row.id for row in shown))
    current = today(person.time_zone)
    return LogPage(
        words=words,
        kinds=[
            ("", _("All")),
            (EntryKind.URGE, capital(words("noun_plural"))),
            *((key, _(name)) for key, name in KINDS.items()),
        ],
        kind=wanted or "",
        days=[
            (day, capital(day_in_words(day, current)), [_line(item, audience, answered) for item in items])
            for day, items in days
        ],
        older=str(Place(shown[-1].occurred_at, shown[-1].id)) if len(rows) > PAGE else "",
        is_first=start == START,
        who=audience.of_new_entries(person.reading_hours),
    )


def _names(person: Me, rows: Sequence[Row[Any]], words: Words) -> Names:
    urges = [row.id for row in rows if row.kind == EntryKind.URGE]
    keys = {key for row in rows for key in (row.helped, row.key if row.kind == EntryKind.PRACTICE else None) if key}
    return Names(queries.triggers_of(person.id, urges), queries.own_skill_names(person.id, keys), words)


def _line(item: Entry, audience: Audience, answered: dict[UUID, list[str]]) -> Line:
    category = CATEGORIES[EntryKind(item.kind)]
    shared = audience.sees(category, private=item.private, told=bool(item.row.told_team))
    endpoint, argument = PAGES[EntryKind(item.kind)]
    return Line(
        entry=item,
        note=excerpt(item.note),
        who=audience.name(shared),
        is_shared=shared,
        endpoint=endpoint,
        argument={argument: item.id},
        answered=team.answered(answered.get(item.id, [])),
    )


def own_words(person: Me) -> Words:
    """Craving, urge or distress: the word of what the person works on first."""
    return words_of(word_for(focuses(person.id)))
