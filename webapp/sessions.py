"""The session that a browser's cookie names: whose it is, and how long it lasts."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Flask, current_app, g, request
from sqlalchemy import bindparam, update
from sqlalchemy.exc import OperationalError
from sqlmodel import col, select
from werkzeug.wrappers import Response

from webapp.access import Me
from webapp.digests import account_tag, hash_token
from webapp.enums import Role
from webapp.extensions import db, login_manager, select_columns
from webapp.models import Account, Device, Program, SecondFactor, now
from webapp.reading import Reading

LEFT = "fh-left"
"""The cookie of a phone that was signed out without a network: the next request ends the session."""
IDLE = {
    Role.PARTICIPANT: timedelta(days=30),
    Role.COUNSELOR: timedelta(minutes=15),
    Role.ADMIN: timedelta(minutes=10),
}
ABSOLUTE = {
    Role.PARTICIPANT: timedelta(days=90),
    Role.COUNSELOR: timedelta(hours=12),
    Role.ADMIN: timedelta(hours=8),
}

ALIVE = (
    col(Device.ended_at).is_(None),
    col(Device.last_seen_at) > bindparam("seen_after"),
    col(Device.created_at) > bindparam("made_after"),
)
"""Conditions on a device that is signed in; `limits` gives their values."""

_SIGNED_IN = (
    select_columns(
        Account.id,
        Account.role,
        Account.name,
        Account.username,
        Account.language,
        Account.theme,
        Account.text_size,
        Account.time_zone,
        Account.leaves_at,
        Account.discharge_on,
        Account.team_until,
        col(Device.id).label("device_id"),
        Device.created_at,
        Device.last_seen_at,
        Device.confirmed_at,
        col(Device.second_step_at).label("second_step_at"),
        col(Program.name).label("program_name"),
        col(Program.time_zone).label("program_zone"),
        Program.reading_hours,
        Program.reading_hours_es,
        Program.reading_days,
        Program.reading_by,
        Program.closed_days,
        Program.code_salt,
    )
    .select_from(Device)
    .join(Account, col(Account.id) == Device.account_id)
    .join(Program, col(Program.singleton) == 1)
    .where(
        col(Device.token_hash) == bindparam("token_hash"),
        col(Device.ended_at).is_(None),
        col(Account.active).is_(True),
    )
)
_FACTOR = select(SecondFactor.id).where(col(SecondFactor.account_id) == bindparam("account"))
_SEEN = update(Device).where(col(Device.id) == bindparam("device")).values(last_seen_at=bindparam("seen_at"))


def init_app(app: Flask) -> None:
    login_manager.init_app(app, add_context_processor=False)
    login_manager.session_protection = None


def drop_cookie(response: Response) -> None:
    """The browser forgets the session."""
    settings = current_app.extensions["settings"]
    response.delete_cookie(settings.session_cookie, secure=settings.https, httponly=True, samesite="Lax")


@login_manager.request_loader  # type: ignore[untyped-decorator]  # flask-login has no types
def _from_cookie(_request: object) -> Me | None:
    token = request.cookies.get(current_app.extensions["settings"].session_cookie)
    if not token:
        return None
    row = db.first(_SIGNED_IN, token_hash=hash_token(token))
    if row is None or not _alive(row):
        return None
    if LEFT in request.cookies:
        g.left = row
        return None
    _note_seen(row)
    person = _me(row)
    if person.is_halfway:
        g.halfway = person
        return None
    return person


def _me(row: Any) -> Me:
    return Me(
        id=row.id,
        role=row.role,
        name=row.name,
        username=row.username,
        language=row.language,
        theme=row.theme,
        text_size=row.text_size,
        device_id=row.device_id,
        confirmed_at=row.confirmed_at,
        time_zone=row.time_zone or row.program_zone,
        program_name=row.program_name,
        program_zone=row.program_zone,
        reading=Reading(row.reading_days, row.reading_by, row.closed_days, row.reading_hours, row.reading_hours_es),
        leaves_at=row.leaves_at,
        discharge_on=row.discharge_on,
        team_until=row.team_until,
        is_halfway=row.role != Role.PARTICIPANT and row.second_step_at is None,
        idle_minutes=IDLE[Role(row.role)] // timedelta(minutes=1),
        account_tag=account_tag(row.id, row.code_salt),
    )


def limits(role: str, moment: datetime) -> dict[str, datetime]:
    """Since when a session of this role has to be used, and made, to live at this moment."""
    return {"seen_after": moment - IDLE[Role(role)], "made_after": moment - ABSOLUTE[Role(role)]}


def _alive(row: Any) -> bool:
    since = limits(row.role, now())
    return bool(row.last_seen_at > since["seen_after"] and row.created_at > since["made_after"])


def _note_seen(row: Any) -> None:
    """Keep the idle clock, at most every fiftieth of its length: reading a page is not a write a minute."""
    if now() - row.last_seen_at > IDLE[Role(row.role)] / 50:
        with suppress(OperationalError), db.writing():  # another request of the same device may write it now
            db.run(_SEEN, {"device": row.device_id, "seen_at": now()})


def has_second_factor(account_id: UUID) -> bool:
    return db.first(_FACTOR, account=account_id) is not None
