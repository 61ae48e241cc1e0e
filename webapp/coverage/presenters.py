"""The page on which a counselor, or the admin for them, says who covers when."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from webapp.access import Me
from webapp.coverage import queries
from webapp.models import Account
from webapp.moments import today


@dataclass(frozen=True, slots=True)
class CoveragePage:
    counselor: Account
    is_me: bool
    away: list[Row[Any]]
    covers_for: list[Row[Any]]
    """Days on which this counselor looks after somebody else's caseload."""
    others: Sequence[Row[Any]]
    people: int
    first: str
    """The first day that can be chosen."""


def present(counselor: Account, me: Me) -> CoveragePage:
    rows = queries.covers_of(counselor.id)
    return CoveragePage(
        counselor=counselor,
        is_me=counselor.id == me.id,
        away=[row for row in rows if row.counselor_id == counselor.id],
        covers_for=[row for row in rows if row.counselor_id != counselor.id],
        others=[row for row in queries.counselors() if row.id != counselor.id],
        people=len(queries.caseload(counselor.id)),
        first=today(me.program_zone).isoformat(),
    )
