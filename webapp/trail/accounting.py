"""Accounting of disclosures: to whom what of the record went, why, and when. For three or six years back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from webapp.access import Me
from webapp.content.outside import PURPOSES
from webapp.content.texts import say
from webapp.entry_rows import capital
from webapp.export import cells
from webapp.export.archive import in_language
from webapp.export.reading import by_id
from webapp.formatting import short_day
from webapp.i18n import _, language
from webapp.models import now
from webapp.moments import today
from webapp.trail import queries
from webapp.trail.words import what_of


@dataclass(frozen=True, slots=True)
class Disclosure:
    to: str
    what: str
    why: str
    times: int
    first: str
    last: str


def since(years: int) -> datetime:
    """So many years ago; of February 29 the 28th."""
    moment = now()
    day = min(moment.day, 28) if moment.month == 2 else moment.day
    return moment.replace(year=moment.year - years, day=day)


def present(person: Me, years: int) -> list[Disclosure]:
    rows = queries.disclosures(person.id, since(years))
    return [
        Disclosure(
            to=_to(row),
            what=_what(row),
            why=_why(row),
            times=row.times,
            first=short_day(today(person.time_zone, row.first)),
            last=short_day(today(person.time_zone, row.last)),
        )
        for row in rows
    ]


def as_csv(owner_id: UUID, years: int) -> Iterator[bytes]:
    """Each disclosure by itself, the oldest first; made while it is sent."""
    header = [_("When (UTC)"), _("To whom"), _("What"), _("Which days"), _("Why")]
    rows = by_id(queries.EACH, owner_id=owner_id, since=since(years))
    return in_language(language.get(), (line.encode() for line in cells.lines(header, map(_cells, rows))))


def _cells(row: Row[Any]) -> list[str]:
    at = row.at.astimezone(UTC).isoformat(timespec="seconds")
    return [at, _to(row), _what(row), row.detail if ":" in row.detail else "", _why(row)]


def _to(row: Row[Any]) -> str:
    if row.subject == "outside consent":
        return ", ".join(part for part in (row.about or "?", row.organization) if part)
    if row.subject == "family link":
        return _("%(name)s, by a family link", name=row.about or "?")
    return _("%(name)s, of your care team", name=row.actor or _("Somebody who is no longer here"))


def _what(row: Row[Any]) -> str:
    if row.subject == "family link":
        return _("The page that you signed for")
    known = what_of(" ".join(part.partition(":")[0] for part in row.detail.split()), now().date())
    if row.subject == "caseload":
        return _("Name and counts in the list of people")
    if row.subject == "session note":
        return _("What was written down of a session")
    return capital(known) or _("Your page, with nothing on it")


def _why(row: Row[Any]) -> str:
    if row.subject == "outside consent":
        return say(PURPOSES[row.purpose]) if row.purpose in PURPOSES else ""
    return _("You asked for it") if row.subject == "family link" else _("Your care, with your consent")
