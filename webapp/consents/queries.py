"""What holds now of what a person agreed to."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam
from sqlmodel import col, select

from webapp.extensions import db, select_columns
from webapp.models import Consent
from webapp.scope import holding, own, owned, signed

_HELD = owned(select(Consent.category, Consent.expires_at), Consent).where(*holding())
_SIGNED = owned(select(Consent.category), Consent).where(*signed())
_ANSWERS = owned(
    select_columns(
        Consent.id,
        Consent.category,
        Consent.granted,
        Consent.text_version,
        Consent.answered_at,
        Consent.expires_at,
    ),
    Consent,
).order_by(col(Consent.id))
_TOGETHER = own(Consent).where(col(Consent.answered_at) == bindparam("answered_at")).order_by(col(Consent.id))


def held(owner_id: UUID) -> dict[str, datetime | None]:
    """The categories that the care team may see now, each with when that is over (None: when the program is)."""
    return {row.category: row.expires_at for row in db.rows(_HELD, owner_id=owner_id)}


def agreed(owner_id: UUID) -> frozenset[str]:
    """The categories to which the person said yes until now, whether their team still reads or not."""
    return frozenset(row.category for row in db.rows(_SIGNED, owner_id=owner_id))


def granted(owner_id: UUID) -> frozenset[str]:
    """The categories that the care team may see now."""
    return frozenset(held(owner_id))


def answers(owner_id: UUID) -> Sequence[Row[Any]]:
    """Every answer ever given, the oldest first: id, category, granted, text_version, answered_at, expires_at."""
    return db.rows(_ANSWERS, owner_id=owner_id)


def given_with(consent: Consent) -> Sequence[Consent]:
    """The answers that were signed together with this one, and itself."""
    values = {"owner_id": consent.owner_id, "answered_at": consent.answered_at}
    return db.session.execute(_TOGETHER, values).scalars().all()
