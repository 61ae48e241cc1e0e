"""Crisis lines and settings, as their pages show them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row
from sqlmodel import col

from webapp.extensions import db, select_columns
from webapp.models import Account, CrisisLine, Program

_LINES = (
    select_columns(
        CrisisLine.id,
        CrisisLine.slug,
        CrisisLine.kind,
        CrisisLine.name,
        CrisisLine.detail,
        CrisisLine.number,
        CrisisLine.shown,
        CrisisLine.confirmed_at,
        col(Account.name).label("confirmed_by"),
    )
    .outerjoin(Account, col(Account.id) == CrisisLine.confirmed_by)
    .order_by(col(CrisisLine.position))
)
_SETTINGS = select_columns(
    Program.name,
    Program.time_zone,
    Program.phone,
    Program.phone_hours,
    Program.phone_hours_es,
    Program.reading_hours,
    Program.reading_hours_es,
    Program.reading_days,
    Program.reading_by,
    Program.closed_days,
    Program.harm_reduction,
)


def lines() -> Sequence[Row[Any]]:
    """The lines that have a row, in the clinic's order."""
    return db.rows(_LINES)


def settings() -> dict[str, Any]:
    row = db.first(_SETTINGS)
    return row._asdict() if row else {}
