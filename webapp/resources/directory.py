"""The entries as people see them: what is certain, what the clinic confirmed, and the clinic's own."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import quote
from uuid import UUID

from sqlalchemy import Row

from webapp.content.hours import Hours, parse_hours
from webapp.content.resources import DIRECTIONS, NATIONAL, Confidence, NationalResource, ResourceLine
from webapp.content.texts import say
from webapp.enums import LineKind
from webapp.formatting import dialable
from webapp.i18n import language
from webapp.moments import today
from webapp.resources import queries, said

CHECKED_FOR = timedelta(days=90)
"""After so long somebody calls or opens it again."""


@dataclass(frozen=True, slots=True)
class Line:
    kind: str
    number: str
    word: str
    """What to send."""
    href: str
    note: str
    language: str
    """'en' or 'es' when it is only for those who want this language."""


@dataclass(frozen=True, slots=True)
class Entry:
    key: str
    """The slug of a national entry, the id of an own one."""
    own_id: UUID | None
    name: str
    about: str
    needs: tuple[str, ...]
    focuses: frozenset[str]
    languages: tuple[str, ...]
    lines: tuple[Line, ...]
    waiting: tuple[str, ...]
    """Numbers, with the word to send, that are not shown before somebody at the clinic has called them."""
    web: str
    address: str
    hours: Hours | None
    hours_said: str
    """By the reader's clock."""
    hours_waiting: str
    """Hours, so said, that are not shown before somebody at the clinic has asked; ''."""
    checked: date
    confirmed_by: str
    confirmed: bool
    """Somebody at the clinic called or opened it."""
    dated: bool
    """To be shown with the month of the check: one source, or an older one."""
    visible: bool
    shown: bool
    """Not hidden by the clinic."""
    due: bool

    @property
    def spoken(self) -> str:
        return said.languages(self.languages)

    @property
    def month(self) -> str:
        return said.month(self.checked)

    @property
    def site(self) -> str:
        """The web address as people say it."""
        return self.web.partition("://")[2].removeprefix("www.").rstrip("/")

    @property
    def directions(self) -> str:
        return f"{DIRECTIONS}{quote(self.address, safe='')}" if self.address else ""

    @property
    def quick(self) -> list[Line]:
        """For a list: the first call and the first text for this reader's language."""
        mine = [line for line in self.lines if line.language in ("", language.get())] or list(self.lines)
        return [line for n, line in enumerate(mine) if line.kind not in {before.kind for before in mine[:n]}]


def entries(time_zone: str, at: datetime | None = None) -> list[Entry]:
    """All entries, hidden ones too: the clinic's own first, in its order."""
    (harm_reduction, clinics_zone), confirmed = queries.program(), queries.confirmed_crisis_lines()
    rows, at = queries.rows(), at or datetime.now(UTC)
    states = {row.slug: row for row in rows if row.slug}
    own = [_own(row, clinics_zone, time_zone, at) for row in rows if not row.slug]
    national = [
        _national(entry, states.get(entry.slug), confirmed, time_zone, at)
        for entry in NATIONAL.values()
        if harm_reduction or not entry.harm_reduction
    ]
    return own + national


def visible(time_zone: str) -> list[Entry]:
    return [entry for entry in entries(time_zone) if entry.visible]


def visible_entry(key: str, time_zone: str) -> Entry | None:
    return next((entry for entry in visible(time_zone) if entry.key == key), None)


@cache
def fingerprint(slug: str) -> str:
    """SHA-256 of what a confirmation confirms; another number or other hours need another one."""
    national = NATIONAL[slug]
    parts = [f"{line.kind} {line.number} {line.word}" for line in national.lines]
    parts += [national.web.url, f"{national.hours.zone} {national.hours.open}" if national.hours else ""]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _national(
    national: NationalResource, row: Row[Any] | None, crisis_lines: frozenset[str], time_zone: str, at: datetime
) -> Entry:
    confirmed_at = row.confirmed_at if row and row.confirmed_of == fingerprint(national.slug) else None

    def may_show(field: Any) -> bool:
        return bool(confirmed_at) or (field is not None and field.confidence != Confidence.UNSEEN)

    shown_lines = [line for line in national.lines if may_show(line) or line.crisis_line in crisis_lines]
    known = national.hours.hours if national.hours else None
    hours = known if may_show(national.hours) else None
    day = today(time_zone, at)
    shown = row.shown if row else True
    confirmation = confirmed_at or datetime.combine(national.checked, datetime.min.time(), UTC)
    return Entry(
        key=national.slug,
        own_id=None,
        name=say(national.name),
        about=say(national.about),
        needs=tuple(national.needs),
        focuses=frozenset(national.focuses),
        languages=tuple(national.languages),
        lines=tuple(_line(line) for line in shown_lines),
        waiting=tuple(_dialled(line) for line in national.lines if line not in shown_lines),
        web=national.web.url,
        address="",
        hours=hours,
        hours_said=said.hours(hours, time_zone, day),
        hours_waiting="" if hours else said.hours(known, time_zone, day),
        checked=today(time_zone, confirmed_at) if confirmed_at else national.checked,
        confirmed_by=(row.confirmed_by or "") if row and confirmed_at else "",
        confirmed=bool(confirmed_at),
        dated=not confirmed_at and Confidence.SINGLE in _confidences(national),
        visible=shown and (national.listed == "always" or bool(confirmed_at)),
        shown=shown,
        due=at - confirmation > CHECKED_FOR or not (confirmed_at or _confidences(national) == {Confidence.SURE}),
    )


def _confidences(national: NationalResource) -> set[Confidence]:
    fields: list[Any] = [national.web, *national.lines, *filter(None, [national.hours])]
    return {field.confidence for field in fields}


def _line(line: ResourceLine) -> Line:
    note = say(line.note) if line.note else ""
    return Line(line.kind, line.number, line.word, href(line.kind, line.number, line.word), note, line.language or "")


def _dialled(line: ResourceLine) -> str:
    return f"{line.number} ({line.word})" if line.word else line.number


def href(kind: str, number: str, word: str = "") -> str:
    """`tel:+18005550100`, `sms:741741?body=HOME` (RFC 5724, which iOS and Android read; older iPhones wanted `&body=`).

    A phone that leaves the word out is no harm: each link says it too.
    """
    if kind == LineKind.CALL:
        return f"tel:{dialable(number)}"
    return f"sms:{dialable(number)}{f'?body={quote(word)}' if word else ''}"


def _own(row: Row[Any], clinics_zone: str, time_zone: str, at: datetime) -> Entry:
    hours = parse_hours(row.hours, clinics_zone) if row.hours else None
    confirmed_at = row.confirmed_at or at
    return Entry(
        key=str(row.id),
        own_id=row.id,
        name=row.name,
        about=(row.about_es if language.get() == "es" else "") or row.about,
        needs=(row.need,),
        focuses=frozenset(row.focuses),
        languages=tuple(row.languages),
        lines=tuple(_own_lines(row)),
        waiting=(),
        web=row.web,
        address=row.address,
        hours=hours,
        hours_said=said.hours(hours, time_zone, today(time_zone, at)),
        hours_waiting="",
        checked=today(time_zone, confirmed_at),
        confirmed_by=row.confirmed_by or "",
        confirmed=True,
        dated=False,
        visible=row.shown,
        shown=row.shown,
        due=at - confirmed_at > CHECKED_FOR,
    )


def _own_lines(row: Row[Any]) -> Iterator[Line]:
    for kind, number in ((LineKind.CALL.value, row.phone), (LineKind.TEXT.value, row.text_number)):
        if number:
            yield Line(kind, number, "", href(kind, number), "", "")
