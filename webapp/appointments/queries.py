"""What somebody has in their week, and what a calendar program that brings an address may read."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, bindparam
from sqlmodel import col, select

from webapp.enums import Role
from webapp.extensions import db, select_columns
from webapp.models import Account, Appointment, CalendarChoice, Person
from webapp.scope import everyone, owned

_LISTED = (
    owned(
        select_columns(
            Appointment.id,
            Appointment.title,
            Appointment.weekdays,
            Appointment.first_on,
            Appointment.last_on,
            Appointment.begins,
            Appointment.lasts,
            Appointment.time_zone,
            Appointment.place,
            Appointment.link,
            Appointment.skipped,
            col(Person.name).label("person"),
            col(Person.phone).label("phone"),
        ),
        Appointment,
    )
    .outerjoin(
        Person,
        and_(
            col(Person.id) == Appointment.person_id,
            col(Person.owner_id) == Appointment.owner_id,
            col(Person.removed_at).is_(None),
        ),
    )
    .where(col(Appointment.removed_at).is_(None))
    .order_by(col(Appointment.begins), col(Appointment.id))
)
_CHOICE = owned(
    select(CalendarChoice.own_words, CalendarChoice.remind_before, CalendarChoice.secret_hash), CalendarChoice
)
_BY_ADDRESS = everyone(
    select(CalendarChoice.owner_id, CalendarChoice.own_words, CalendarChoice.remind_before, Account.language)
    .join(Account, col(Account.id) == CalendarChoice.owner_id)
    .where(
        col(CalendarChoice.secret_hash) == bindparam("secret_hash"),
        col(Account.role) == Role.PARTICIPANT,
        col(Account.active).is_(True),
        col(Account.leaves_at).is_(None),
    ),
    reason="a calendar program signs in nowhere: the address that it brings says whose appointments it reads",
)


def appointments(owner_id: UUID) -> Sequence[Row[Any]]:
    """All that were not taken away, by their time of day."""
    return db.rows(_LISTED, owner_id=owner_id)


def choice(owner_id: UUID) -> Any | None:
    """What somebody chose for their calendar, if they ever did."""
    return db.first(_CHOICE, owner_id=owner_id)


def by_address(secret_hash: str) -> Any | None:
    """Whose calendar has this address now."""
    return db.first(_BY_ADDRESS, secret_hash=secret_hash)
