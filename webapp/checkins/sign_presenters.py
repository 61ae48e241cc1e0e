"""Warning signs and their tick list as the pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from webapp.access import Me
from webapp.accounts.queries import focuses
from webapp.checkins import sign_queries
from webapp.checkins.levels import Advice, advice
from webapp.checkins.sign_forms import Ticks
from webapp.consents.presenters import who_reads
from webapp.consents.queries import granted
from webapp.content.plan import picks
from webapp.entry_rows import LEVELS
from webapp.enums import ConsentCategory, SignLevel
from webapp.formatting import clock, day_in_words, dialable, short_day, yes_or_no
from webapp.forms import Parsed, blank
from webapp.i18n import _, mark, ngettext
from webapp.models import SignCheck
from webapp.moments import local, today, wall_clock
from webapp.people import queries as people_queries
from webapp.people.queries import Calling
from webapp.times import clock_now, saved_and_sent

HINTS = {
    SignLevel.STEADY: mark("What you do when things go well."),
    SignLevel.DRIFTING: mark("Small changes that come first."),
    SignLevel.CLOSE: mark("It is near. Time to talk to someone."),
    SignLevel.IN_IT: mark("It is happening, or you are in danger."),
}


@dataclass(frozen=True, slots=True)
class LevelView:
    slug: str
    name: str
    hint: str
    signs: list[Row[Any]]
    offered: list[str]
    """Lines to pick from that are not in the list yet."""


@dataclass(frozen=True, slots=True)
class SignsPage:
    levels: list[LevelView]
    hidden: list[Row[Any]]
    has_signs: bool
    is_due: bool
    last: str
    """'Last ticked on Nov 15, 2026: Drifting', or ''."""
    last_id: UUID | None


@dataclass(frozen=True, slots=True)
class TickForm:
    """What the tick list needs beside its values."""

    levels: list[LevelView]
    who_reads: str
    latest: str


@dataclass(frozen=True, slots=True)
class CheckPage:
    check: SignCheck
    level: str
    when: str
    ticked: list[tuple[str, list[str]]]
    """Name of a level and its signs that were ticked, the furthest first."""
    advice: Advice
    people: list[Any]
    calling: Calling
    who_reads: str


def level_name(level: str) -> str:
    return _(LEVELS[SignLevel(level)])


def present_list(person: Me) -> SignsPage:
    rows = sign_queries.signs(person.id)
    shown = [row for row in rows if not row.hidden]
    last = sign_queries.newest_check(person.id)
    return SignsPage(
        levels=_levels(shown, offered_for=focuses(person.id)),
        hidden=[row for row in rows if row.hidden],
        has_signs=bool(shown),
        is_due=bool(shown) and (last is None or (today(person.time_zone) - last.day).days >= 7),
        last=_("Last ticked on %(day)s: %(level)s", day=short_day(last.day), level=level_name(last.level))
        if last
        else "",
        last_id=last.id if last else None,
    )


def _levels(rows: Sequence[Row[Any]], *, offered_for: list[str] | None = None) -> list[LevelView]:
    taken = {row.text.casefold() for row in rows}
    return [
        LevelView(
            slug=level,
            name=level_name(level),
            hint=_(HINTS[level]),
            signs=[row for row in rows if row.level == level],
            offered=[text for text in _offered(level, offered_for) if text.casefold() not in taken],
        )
        for level in SignLevel
    ]


def _offered(level: SignLevel, chosen: list[str] | None) -> list[str]:
    return [] if chosen is None else picks(f"warning_signs_{level.replace('-', '_')}", chosen)


def tick_form(person: Me, check: SignCheck | None = None) -> TickForm:
    """The signs to tick: those shown, and on an entry also those ticked that were hidden since."""
    ticked = set(check.signs) if check else set()
    rows = [row for row in sign_queries.signs(person.id) if not row.hidden or row.text in ticked]
    return TickForm(
        levels=[level for level in _levels(rows) if level.signs],
        who_reads=_who_reads(person, check),
        latest=max(clock_now(person.time_zone), wall_clock(check) if check else ""),
    )


def _who_reads(person: Me, check: SignCheck | None) -> str:
    held = granted(person.id)
    shared = ConsentCategory.SIGN_CHECKS in held and not (check and check.private)
    notes = ConsentCategory.NOTES in held
    return who_reads(person.id, shared=shared, reading_hours=person.reading_hours, notes=notes)


def present(check: SignCheck, person: Me) -> CheckPage:
    rows = sign_queries.signs(check.owner_id)
    level_of = {row.text: row.level for row in rows}
    week = sign_queries.ticked_in_week(check.owner_id, check.day) | set(check.signs)
    drifting = sum(level_of.get(text) == SignLevel.DRIFTING for text in week)
    return CheckPage(
        check=check,
        level=level_name(check.level),
        when=when(check, today(person.time_zone)),
        ticked=_by_level(check, level_of),
        advice=advice(len(check.signs), SignLevel(check.level), drifting),
        people=[row for row in people_queries.people(check.owner_id) if dialable(row.phone)],
        calling=people_queries.calling(check.owner_id),
        who_reads=_who_reads(person, check),
    )


def _by_level(check: SignCheck, level_of: dict[str, str]) -> list[tuple[str, list[str]]]:
    groups = [
        (level_name(level), [text for text in check.signs if level_of.get(text, check.level) == level])
        for level in reversed(SignLevel)
    ]
    return [group for group in groups if group[1]]


def when(check: SignCheck, current: date) -> str:
    return f"{day_in_words(check.day, current)}, {clock(local(check.occurred_at, check.utc_offset))}"


def stored(check: SignCheck) -> Parsed[Ticks]:
    """The entry as its form holds it: ticked signs by id."""
    ticked = set(check.signs)
    ids = [str(row.id) for row in sign_queries.signs(check.owner_id) if row.text in ticked]
    held = {name: True for name in ("private", "for_session") if getattr(check, name)}
    return blank(**held, signs=ids, note=check.note or "", occurred=wall_clock(check))


def summary(check: SignCheck) -> str:
    count = ngettext("%(num)d sign ticked", "%(num)d signs ticked", len(check.signs))
    return f"{level_name(check.level)}. {count}"


def differences(check: SignCheck, mine: Ticks, ticked: Sequence[Row[Any]]) -> list[tuple[str, str, str]]:
    """For the merge page: question, what is saved, what was sent; only where they differ."""
    rows = [
        (_("When?"), *saved_and_sent(check, mine.occurred)),
        (_("What you ticked"), "\n".join(check.signs), "\n".join(row.text for row in ticked)),
        (_("Anything to add?"), check.note or "", mine.note),
        (_("Keep this one private"), yes_or_no(check.private), yes_or_no(mine.private)),
        (_("Bring this to session"), yes_or_no(check.for_session), yes_or_no(mine.for_session)),
    ]
    return [(name, saved, sent) for name, saved, sent in rows if saved != sent]
