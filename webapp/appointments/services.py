"""Keeping appointments, and the address under which a calendar program reads them."""

import secrets
from datetime import date
from uuid import UUID

from webapp import audit
from webapp.appointments.forms import AppointmentChange, AppointmentIn, Choice, NewAppointment
from webapp.digests import hash_token
from webapp.extensions import db
from webapp.models import Appointment, CalendarChoice, now
from webapp.scope import own

SUBJECT = "appointment"
FEED = "calendar address"


def add(owner_id: UUID, asked: NewAppointment) -> None:
    """Keep it under the id of the form. The caller has claimed it."""
    row = Appointment(owner_id=owner_id, **asked.model_dump(exclude={"operation"}))
    db.session.add(row)
    _keep(row, "added")


def change(row: Appointment, asked: AppointmentChange) -> None:
    """Keep what was changed; what was taken away meanwhile is there again."""
    for name in AppointmentIn.model_fields.keys() - {"operation"}:
        setattr(row, name, getattr(asked, name))
    row.removed_at = None
    row.version += 1
    _keep(row, "changed")


def remove(row: Appointment) -> None:
    row.removed_at = now()
    row.version += 1
    _keep(row, "removed")


def restore(row: Appointment) -> None:
    row.removed_at = None
    row.version += 1
    _keep(row, "restored")


def skip(row: Appointment, day: date) -> None:
    row.skipped = sorted({*row.skipped, day.isoformat()})
    _keep(row, "changed")


def unskip(row: Appointment, day: date) -> None:
    row.skipped = [skipped for skipped in row.skipped if skipped != day.isoformat()]
    _keep(row, "changed")


def _keep(row: Appointment, what: str) -> None:
    row.changed_at = now()
    db.session.flush()
    audit.by_owner(what, SUBJECT, row.id, row.owner_id)


def choose(owner_id: UUID, wanted: Choice) -> None:
    row = _calendar(owner_id)
    row.own_words, row.remind_before = wanted.own_words, int(wanted.remind_before)
    db.session.flush()
    audit.by_owner("changed", "calendar", row.id, owner_id)


def new_address(owner_id: UUID) -> str:
    """The secret of an address that works from now on, to be seen once; the one before is dead."""
    row, secret = _calendar(owner_id), secrets.token_urlsafe(32)
    is_first = row.secret_hash is None
    row.secret_hash = hash_token(secret)
    db.session.flush()
    audit.by_owner("made" if is_first else "changed", FEED, row.id, owner_id)
    return secret


def end_address(owner_id: UUID) -> None:
    row = _calendar(owner_id)
    if row.secret_hash is not None:
        row.secret_hash = None
        db.session.flush()
        audit.by_owner("ended", FEED, row.id, owner_id)


def _calendar(owner_id: UUID) -> CalendarChoice:
    row: CalendarChoice | None = db.session.execute(own(CalendarChoice), {"owner_id": owner_id}).scalar()
    if row is None:
        row = CalendarChoice(owner_id=owner_id)
        db.session.add(row)
    return row
