"""What Today shows: the cards that have something to say, in the order in which they are needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from webapp.access import Me
from webapp.aftercare.presenters import Stage, stage
from webapp.appointments.presenters import Next, soon
from webapp.checkins.queries import showed_up
from webapp.content.skills import OWN
from webapp.content.words import Words, word_for, words_of
from webapp.days.presenters import DayCount, for_today
from webapp.entry_rows import Brief, Names, brief
from webapp.enums import EntryKind
from webapp.i18n import _, ngettext
from webapp.learn.library import library
from webapp.learn.presenters import Card, next_up
from webapp.moments import moment, today
from webapp.skills.queries import skills
from webapp.today import queries

SHOWN = 20
"""Entries of today that are listed."""
WINDOW = 14
"""Days over which 'you showed up' counts."""


@dataclass(frozen=True, slots=True)
class TodayPage:
    day: date
    greeting: str
    words: Words
    check_in: Brief | None
    reason: str
    module: Card | None
    """What to read next, for whoever began to read."""
    reads_on: bool
    """Whether it was begun."""
    signs_due: bool
    shown_up: list[bool]
    """The last 14 days, from the first with the app on, oldest first: whether anything was logged."""
    shown_up_title: str
    """'' when there is nothing to say, and in an alumni account: who is not asked has missed nothing."""
    counters: list[DayCount]
    coming: list[Next]
    """Appointments of today and tomorrow."""
    entries: list[Brief]
    """What was logged today."""
    stage: Stage | None
    """Where somebody is who leaves the program, or has left it."""
    answered: str
    """Who of the team answered an entry lately; '' for nobody, and once somebody said thanks."""
    agreed: str
    """Who wrote down lately what was agreed in a session; '' for nobody, and once it was answered."""
    asks: bool
    """Whether the day's check-in is asked for; in an alumni account it waits until somebody wants it."""


def present(person: Me) -> TodayPage:
    here = moment(person.time_zone)
    personal = queries.personal(person.id, here.day)
    words = words_of(word_for([personal.focus] if personal.focus else []))
    rows = queries.entries(person.id, here.day)
    names = Names({}, _own_skills(person, rows), words)
    entries = [brief(row, names) for row in rows]
    days = _last_days(person, here.day, today(person.time_zone, personal.joined_at))
    module, reads_on = next_up(library(), person.id, personal.begun, personal.finished)
    check_in = next((item for item in entries if item.kind == EntryKind.CHECK_IN), None)
    return TodayPage(
        day=here.day,
        greeting=_greeting(here.occurred_at, here.utc_offset, person.name),
        words=words,
        check_in=check_in,
        reason=_reason(personal.reasons, here.day),
        module=module if reads_on or not person.is_alumni else None,
        reads_on=reads_on,
        signs_due=personal.sign_due is not None,
        shown_up=days,
        shown_up_title="" if person.is_alumni else _title(days),
        counters=for_today(person.id, here.day),
        coming=soon(person),
        entries=entries[:SHOWN],
        stage=stage(person, here.day),
        answered=personal.answered or "",
        agreed=personal.agreed or "",
        asks=not person.is_alumni or check_in is not None,
    )


def _own_skills(person: Me, rows: Sequence[Any]) -> dict[str, str]:
    """Names of own skills, read only on a day on which one was used."""
    if not any(row.kind == EntryKind.PRACTICE and row.key.startswith(OWN) for row in rows):
        return {}
    return {skill.key: skill.name for skill in skills(person.id).values() if skill.is_own}


def _last_days(person: Me, day: date, joined: date) -> list[bool]:
    first = day - timedelta(days=WINDOW - 1)
    days = showed_up(person.id, first)
    begin = max(first, min({joined, day} | days))
    return [begin + timedelta(days=n) in days for n in range((day - begin).days + 1)]


def _title(days: Sequence[bool]) -> str:
    count = sum(days)
    if not count:
        return ""
    if len(days) == 1:
        return _("You showed up today")
    return ngettext(
        "You showed up %(num)d of the last %(all)s days",
        "You showed up %(num)d of the last %(all)s days",
        count,
        all=len(days),
    )


def _reason(items: list[dict[str, Any]] | None, day: date) -> str:
    """One of the person's own reasons, another one each day."""
    texts = [item["text"] for item in items or [] if item.get("text")]
    return str(texts[day.toordinal() % len(texts)]) if texts else ""


def _greeting(at: datetime, utc_offset: int, name: str) -> str:
    hour = (at.hour + utc_offset / 60) % 24
    if 4 <= hour < 12:
        return _("Good morning, %(name)s", name=name)
    if 12 <= hour < 18:
        return _("Good afternoon, %(name)s", name=name)
    if 18 <= hour < 23:
        return _("Good evening, %(name)s", name=name)
    return _("Good to see you, %(name)s", name=name)
