"""The timeline: all that was logged in one list, newest first, and how one entry of it reads.

The log reads it as the owner, the counselor's page as the care team.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, Integer, Row, String, case, cast, func, literal, null
from sqlmodel import col, select

from webapp.content.clinical import LAPSE_KINDS
from webapp.content.skills import LIBRARY, OWN
from webapp.content.texts import say
from webapp.content.words import Words, words_of
from webapp.enums import ConsentCategory, EntryKind, SignLevel
from webapp.extensions import Statement
from webapp.formatting import clock
from webapp.formatting import minutes as in_minutes
from webapp.i18n import _, mark, ngettext
from webapp.models import NOTE, CheckIn, Lapse, Logged, Practice, SignCheck, Urge
from webapp.moments import local
from webapp.scope import owned, shared_with_team

EXCERPT = 160
"""Characters of a note that a list shows."""

MODELS: dict[EntryKind, type[Logged]] = {
    EntryKind.URGE: Urge,
    EntryKind.LAPSE: Lapse,
    EntryKind.CHECK_IN: CheckIn,
    EntryKind.PRACTICE: Practice,
    EntryKind.SIGN_CHECK: SignCheck,
}
CATEGORIES = {
    EntryKind.URGE: ConsentCategory.URGES,
    EntryKind.LAPSE: ConsentCategory.LAPSES,
    EntryKind.CHECK_IN: ConsentCategory.CHECK_INS,
    EntryKind.PRACTICE: ConsentCategory.PRACTICES,
    EntryKind.SIGN_CHECK: ConsentCategory.SIGN_CHECKS,
}
"""The consent under which entries of a kind are shared."""
PAGES = {
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

EVERY = ("id", "occurred_at", "utc_offset", "day", "private", "for_session")
SOME: dict[str, Any] = {
    "strength": Integer,
    "later": Integer,
    "key": String,
    "helped": String,
    "minutes": Integer,
    "mood": Integer,
    "craving": Integer,
    "sleep_hours": Integer,
    "halt": Integer,
    "told_team": Boolean,
    "signs": JSON,
    "note": String,
    "thought": String,
    "place": String,
    "company": String,
    "feelings": JSON,
    "actions": JSON,
    "acted": String,
    "safe": String,
    "harm_thoughts": String,
    "look_back": JSON,
}
"""Columns that only some kinds have, with their types; the others fill them with NULL."""
_BITS = [
    case((col(flag), 1 << bit), else_=0)
    for bit, flag in enumerate((CheckIn.hungry, CheckIn.angry, CheckIn.lonely, CheckIn.tired))
]
_HELPED = (
    select(Practice.skill_key)
    .where(
        col(Practice.urge_id) == Urge.id,
        col(Practice.owner_id) == Urge.owner_id,
        col(Practice.after).is_not(None),
        col(Practice.deleted_at).is_(None),
    )
    .order_by(col(Practice.id).desc())
    .limit(1)
    .scalar_subquery()
)
_NAMED: dict[EntryKind, dict[str, Any]] = {
    EntryKind.URGE: {"later": Urge.strength_now, "key": Urge.word, "helped": _HELPED},
    EntryKind.LAPSE: {"key": Lapse.kind},
    EntryKind.CHECK_IN: {"halt": _BITS[0] + _BITS[1] + _BITS[2] + _BITS[3]},
    EntryKind.PRACTICE: {"strength": Practice.before, "later": Practice.after, "key": Practice.skill_key},
    EntryKind.SIGN_CHECK: {"key": SignCheck.level},
}
DETAILS = ("thought", "place", "company", "feelings", "actions", "acted", "safe", "harm_thoughts", "look_back")
"""What a page shows that has no page for each entry."""


def own_branch(kind: EntryKind) -> Statement:
    """One kind's columns as its owner's list shows them: the beginning of a note, no details."""
    return owned(_branch(kind, leave_out=DETAILS, note=EXCERPT + 1), MODELS[kind])


def brief_branch(kind: EntryKind) -> Statement:
    """One kind in the few columns that name an entry and its strengths, as `brief` reads them."""
    model = MODELS[kind]
    named = {"mood": CheckIn.mood if kind == EntryKind.CHECK_IN else None} | _NAMED[kind]
    if kind == EntryKind.URGE:
        named["strength"] = Urge.strength
    columns = [literal(kind.value).label("kind"), model.id, model.occurred_at, model.utc_offset]
    for name, type_ in {"strength": Integer, "later": Integer, "key": String, "mood": Integer}.items():
        value = named.get(name)
        columns.append((cast(null(), type_) if value is None else value).label(name))
    return owned(select(*columns), model).where(col(model.deleted_at).is_(None))


def team_branch(kind: EntryKind) -> Statement:
    """One kind's columns as the care team reads them: whole notes, and nothing of other kinds."""
    return shared_with_team(_branch(kind, leave_out=("helped",), note=NOTE), MODELS[kind], CATEGORIES[kind])


def _branch(kind: EntryKind, *, leave_out: tuple[str, ...], note: int) -> Statement:
    model = MODELS[kind]
    columns = [literal(kind.value).label("kind"), *(getattr(model, name) for name in EVERY)]
    for name, type_ in SOME.items():
        value = _NAMED[kind].get(name, getattr(model, name, None))
        if value is None or name in leave_out:
            value = cast(null(), type_)
        elif name == "note":
            value = func.substr(value, 1, note)
        columns.append(value.label(name))
    return select(*columns)


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


@dataclass(frozen=True, slots=True)
class Brief:
    """An entry in one line."""

    kind: str
    id: UUID
    icon: str
    title: str
    at: datetime
    clock: str
    strength: int | None
    later: int | None
    mood: int | None


def brief(row: Row[Any], names: Names) -> Brief:
    at = local(row.occurred_at, row.utc_offset)
    return Brief(
        kind=row.kind,
        id=row.id,
        icon=_icon(row),
        title=_TITLES[row.kind](row, names),
        at=at,
        clock=clock(at),
        strength=row.strength,
        later=row.later,
        mood=row.mood,
    )


def _icon(row: Row[Any]) -> str:
    return f"mood-{row.mood}" if row.kind == EntryKind.CHECK_IN else ICONS[row.kind]


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
