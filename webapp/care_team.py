"""Who looks after a participant, as they are told: the counselors assigned, who covers for whom, and who is away."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import String, and_, bindparam, case, cast, func
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from webapp.extensions import Statement, db
from webapp.formatting import join_words, short_day, short_span
from webapp.i18n import _
from webapp.models import Account, Assignment, Coverage
from webapp.scope import BETWEEN, covers_now, in_care, not_over

_cover = aliased(Account)


class Line(NamedTuple):
    """A counselor, once for each time that they are away, now or later."""

    id: str
    name: str
    active: str
    cover_id: str
    cover: str
    first_day: str
    last_day: str
    is_now: str


def _line() -> Any:
    """The values of a `Line` as one text."""
    parts = (
        cast(col(Account.id), String),
        func.replace(col(Account.name), BETWEEN, ""),
        case((col(Account.active).is_(True), "1"), else_=""),
        func.coalesce(cast(col(_cover.id), String), ""),
        func.replace(func.coalesce(col(_cover.name), ""), BETWEEN, ""),
        func.coalesce(cast(col(Coverage.first_day), String), ""),
        func.coalesce(cast(col(Coverage.last_day), String), ""),
        case((and_(*covers_now()), "1"), else_=""),
    )
    text: Any = parts[0]
    for part in parts[1:]:
        text = text.concat(BETWEEN).concat(part)
    return text


_ASSIGNED = (
    select(func.aggregate_strings(_line(), BETWEEN))
    .select_from(Assignment)
    .join(Account, col(Account.id) == Assignment.counselor_id)
    .outerjoin(Coverage, and_(col(Coverage.counselor_id) == Assignment.counselor_id, *not_over()))
    .outerjoin(_cover, and_(col(_cover.id) == Coverage.covering_id, col(_cover.active).is_(True)))
    .where(col(Assignment.participant_id) == bindparam("owner_id"), col(Assignment.ended_at).is_(None))
)
LINES: Statement = _ASSIGNED.where(in_care(Assignment.participant_id))
"""The team of `owner_id` as one value, for statements that ask several things; `Team` reads it."""


@dataclass(frozen=True)
class Team:
    """The care team of one participant."""

    text: str | None

    @cached_property
    def lines(self) -> list[Line]:
        parts, size = self.text.split(BETWEEN) if self.text else [], len(Line._fields)
        lines = [Line(*parts[n : n + size]) for n in range(0, len(parts), size)]
        return sorted(lines, key=lambda line: (line.name, line.id, line.first_day, line.cover))

    @cached_property
    def assigned(self) -> dict[str, str]:
        return {line.id: line.name for line in self.lines if line.active}

    @property
    def readers(self) -> dict[str, str]:
        """Who may read now: names by id."""
        return self.assigned | {line.cover_id: line.cover for line in self.lines if line.cover and line.is_now}

    @property
    def names(self) -> list[str]:
        return list(self.readers.values())

    @property
    def in_words(self) -> str:
        """'Dana (away Dec 24, 2026 – Jan 1, 2027) and Lee (for Dana, ...)': covers are named beforehand too."""
        away: dict[str, list[str]] = {}
        covers = []
        for line in self.lines:
            if not line.last_day:
                continue
            days = short_span(*_days(line))
            if not line.cover:
                away.setdefault(line.id, []).append(days)
            elif line.cover_id not in self.assigned:
                covers.append(
                    _("%(name)s (for %(counselor)s, %(days)s)", name=line.cover, counselor=line.name, days=days)
                )
        here = [
            _("%(name)s (away %(days)s)", name=name, days=join_words(away[person])) if person in away else name
            for person, name in self.assigned.items()
        ]
        return join_words(here + covers)

    @property
    def away(self) -> str:
        """That everybody is away and nobody covers, until the first comes back; '' while somebody reads."""
        now = [line for line in self.lines if line.is_now]
        back = {line.id: _days(line)[1] for line in now if not line.cover}
        if not back or any(line.cover for line in now) or not self.assigned.keys() <= back.keys():
            return ""
        return _("Your team is away: nobody reads until %(day)s is over.", day=short_day(min(back.values())))


def _days(line: Line) -> tuple[date, date]:
    return date.fromisoformat(line.first_day), date.fromisoformat(line.last_day)


def of(owner_id: UUID) -> Team:
    """Whoever reads what the participant shares."""
    return Team(db.value(LINES, owner_id=owner_id))


def assigned_to(owner_id: UUID) -> Team:
    """Whoever would read what is signed for, after the last day in the program too."""
    return Team(db.value(_ASSIGNED, owner_id=owner_id))
