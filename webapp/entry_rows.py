"""How one entry of the log reads, in a list or in one line, to its owner and to the care team."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row

from webapp.content.clinical import LAPSE_KINDS
from webapp.content.skills import LIBRARY, OWN
from webapp.content.texts import say
from webapp.content.words import Words, words_of
from webapp.enums import EntryKind, SignLevel, UrgeWord
from webapp.formatting import clock
from webapp.formatting import minutes as in_minutes
from webapp.i18n import _, mark, ngettext
from webapp.moments import local
from webapp.timeline import EXCERPT

PAGES: dict[str, tuple[str, str]] = {
    EntryKind.URGE: ("urges.show", "urge_id"),
    EntryKind.LAPSE: ("lapses.show", "lapse_id"),
    EntryKind.CHECK_IN: ("checkins.show", "check_in_id"),
    EntryKind.PRACTICE: ("practices.show", "practice_id"),
    EntryKind.SIGN_CHECK: ("warning_signs.show", "check_id"),
}
"""The page of an entry: endpoint and argument."""
ICONS = {EntryKind.URGE: "wave", EntryKind.LAPSE: "flag", EntryKind.PRACTICE: "breath", EntryKind.SIGN_CHECK: "alert"}
MOODS = (mark("Rough"), mark("Low"), mark("Okay"), mark("Good"), mark("Great"))
LEVELS = {
    SignLevel.STEADY: mark("Steady"),
    SignLevel.DRIFTING: mark("Drifting"),
    SignLevel.CLOSE: mark("Close"),
    SignLevel.IN_IT: mark("In it"),
}
HALT = (mark("Hungry"), mark("Angry"), mark("Lonely"), mark("Tired"))
"""In the order of the bits of `halt`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as a list shows it."""

    kind: str
    id: UUID
    icon: str
    title: str
    day: date
    at: datetime
    """The wall-clock time where it happened."""
    clock: str
    strength: int | None
    later: int | None
    helped: str
    """The skill that was used in between."""
    facts: str
    """What else there is to say, in one line."""
    note: str
    private: bool
    for_session: bool
    row: Row[Any]


@dataclass(frozen=True, slots=True)
class Names:
    """What a page's entries refer to."""

    triggers: Mapping[UUID, Sequence[str]]
    """By the urge that they set off."""
    own_skills: Mapping[str, str]
    """By their keys."""
    words: Words
    """For a craving that a check-in asks about."""

    def skill(self, key: str) -> str:
        if key in LIBRARY:
            return say(LIBRARY[key].name)
        return self.own_skills.get(key) or _("A skill of one’s own")


class Brief(NamedTuple):
    """An entry in one line."""

    kind: str
    id: UUID
    icon: str
    title: str
    stamp: str
    """When, as a machine reads it."""
    clock: str
    strength: int | None
    later: int | None
    mood: int | None


def brief(row: Row[Any], names: Names) -> Brief:
    at = local(row.occurred_at, row.utc_offset)
    title = _TITLES[row.kind](row, names)
    return Brief(
        row.kind, row.id, _icon(row), title, at.isoformat("T", "minutes"), clock(at), row.strength, row.later, row.mood
    )


def _icon(row: Row[Any]) -> str:
    return f"mood-{row.mood}" if row.kind == EntryKind.CHECK_IN else ICONS[row.kind]


def skills_of(rows: Iterable[Row[Any]]) -> set[str]:
    """The keys of the skills that these entries are about."""
    return {row.key for row in rows if row.kind == EntryKind.PRACTICE}


def words_in(rows: Iterable[Row[Any]]) -> Words:
    """The words for a craving of the first urge among these entries."""
    return words_of(next((row.key for row in rows if row.kind == EntryKind.URGE), UrgeWord.URGE))


def own_skill_ids(keys: Iterable[str]) -> list[UUID]:
    """The ids in keys of own skills; the library's keys, and what is no key at all, are passed over."""
    ids = []
    for key in keys:
        if key.startswith(OWN):
            with suppress(ValueError):
                ids.append(UUID(key.removeprefix(OWN)))
    return ids


def entry(row: Row[Any], names: Names) -> Entry:
    at = local(row.occurred_at, row.utc_offset)
    return Entry(
        kind=row.kind,
        id=row.id,
        icon=_icon(row),
        title=_TITLES[EntryKind(row.kind)](row, names),
        day=row.day,
        at=at,
        clock=clock(at),
        strength=row.strength,
        later=row.later,
        helped=names.skill(row.helped) if row.helped else "",
        facts=_FACTS[EntryKind(row.kind)](row, names),
        note=row.note or "",
        private=row.private,
        for_session=row.for_session,
        row=row,
    )


def excerpt(note: str) -> str:
    """The beginning of a note, cut between words."""
    if len(note) <= EXCERPT:
        return note
    return note[:EXCERPT].rsplit(None, 1)[0].rstrip(" .,;:") + "…"


def by_day(entries: Iterable[Entry]) -> list[tuple[date, list[Entry]]]:
    """Entries in their order, cut where the local day changes."""
    return [(day, list(some)) for day, some in groupby(entries, key=lambda item: item.day)]


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def mood(step: int) -> str:
    """A mood in a word; 1 is the lowest."""
    return _(MOODS[step - 1])


def _urge_facts(row: Row[Any], names: Names) -> str:
    return ", ".join(names.triggers.get(row.id, ()))


def _check_in_facts(row: Row[Any], names: Names) -> str:
    parts = []
    if row.sleep_hours is not None:
        parts.append(ngettext("Slept %(num)d hour", "Slept %(num)d hours", row.sleep_hours))
    if row.craving is not None:
        parts.append(names.words("one_of_ten", n=row.craving))
    parts += [_(word) for bit, word in enumerate(HALT) if row.halt & 1 << bit]
    return " · ".join(parts)


def _practice_facts(row: Row[Any], _names: Names) -> str:
    return in_minutes(row.minutes) if row.minutes is not None else ""


def _sign_check_facts(row: Row[Any], _names: Names) -> str:
    count = len(row.signs or ())
    return ngettext("%(num)d sign ticked", "%(num)d signs ticked", count) if count else _("No sign ticked")


def _lapse_facts(row: Row[Any], _names: Names) -> str:
    kind = LAPSE_KINDS.get(row.key)
    return say(kind.label) if kind else ""


_TITLES: dict[EntryKind, Callable[[Row[Any], Names], str]] = {
    EntryKind.URGE: lambda row, _names: capital(words_of(row.key)("noun")),
    EntryKind.LAPSE: lambda _row, _names: _("Lapse"),
    EntryKind.CHECK_IN: lambda row, _names: _("Check-in: %(mood)s", mood=mood(row.mood)),
    EntryKind.PRACTICE: lambda row, names: names.skill(row.key),
    EntryKind.SIGN_CHECK: lambda row, _names: _("Warning signs: %(level)s", level=_(LEVELS[SignLevel(row.key)])),
}
_FACTS: dict[EntryKind, Callable[[Row[Any], Names], str]] = {
    EntryKind.URGE: _urge_facts,
    EntryKind.LAPSE: _lapse_facts,
    EntryKind.CHECK_IN: _check_in_facts,
    EntryKind.PRACTICE: _practice_facts,
    EntryKind.SIGN_CHECK: _sign_check_facts,
}
