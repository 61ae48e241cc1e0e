"""Accounts, devices and codes as the account pages need them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam
from sqlmodel import col, select

from webapp.extensions import db
from webapp.models import Account, Device, FocusChoice, Invite, KnownDevice, Program, ResetCode, now
from webapp.scope import owned

_ACCOUNT = select(Account.id, Account.role, Account.password_hash, Account.active).where(
    col(Account.username) == bindparam("username")
)
_PASSWORD = select(Account.password_hash).where(col(Account.id) == bindparam("account"))
_TAKEN = select(Account.id).where(col(Account.username) == bindparam("username"))
_KNOWN = select(KnownDevice.id).where(
    col(KnownDevice.token_hash) == bindparam("token_hash"), col(KnownDevice.account_id) == bindparam("account")
)
_DEVICES = (
    select(Device.id, Device.label, Device.created_at, Device.last_seen_at)
    .where(col(Device.account_id) == bindparam("account"), col(Device.ended_at).is_(None))
    .order_by(col(Device.last_seen_at).desc())
)
_SALT = select(Program.code_salt)
_INVITE = select(Invite.id, Invite.role).where(
    col(Invite.code_hash) == bindparam("code_hash"),
    col(Invite.used_at).is_(None),
    col(Invite.withdrawn_at).is_(None),
    col(Invite.expires_at) > bindparam("moment"),
)
_RESET = select(ResetCode.id, ResetCode.account_id).where(
    col(ResetCode.code_hash) == bindparam("code_hash"),
    col(ResetCode.used_at).is_(None),
    col(ResetCode.expires_at) > bindparam("moment"),
)
_FOCUSES = owned(select(FocusChoice.focus), FocusChoice).order_by(col(FocusChoice.position))


def account_by_username(username: str) -> Row[Any] | None:
    return db.first(_ACCOUNT, username=username)


def password_of(account_id: UUID) -> str | None:
    stored: str | None = db.value(_PASSWORD, account=account_id)
    return stored


def is_taken(username: str) -> bool:
    return db.first(_TAKEN, username=username) is not None


def is_known_device(token_hash: str, account_id: UUID) -> bool:
    return db.first(_KNOWN, token_hash=token_hash, account=account_id) is not None


def devices(account_id: UUID) -> Sequence[Row[Any]]:
    return db.rows(_DEVICES, account=account_id)


def code_salt() -> str:
    return str(db.value(_SALT))


def open_invite(code_hash: str) -> Row[Any] | None:
    return db.first(_INVITE, code_hash=code_hash, moment=now())


def open_reset(code_hash: str) -> Row[Any] | None:
    return db.first(_RESET, code_hash=code_hash, moment=now())


def focuses(owner_id: UUID) -> list[str]:
    """What the person works on, the first one first."""
    return [row.focus for row in db.rows(_FOCUSES, owner_id=owner_id)]
