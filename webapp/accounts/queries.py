"""Accounts, devices and codes as the account pages need them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, bindparam, or_
from sqlmodel import col, select

from webapp.extensions import db, select_columns
from webapp.models import Account, Device, FocusChoice, Invite, KnownDevice, Program, ResetCode, now
from webapp.scope import owned
from webapp.sessions import ALIVE, limits

HALFWAY_TOLD_FOR = timedelta(days=90)

_ACCOUNT = select(Account.id, Account.role, Account.password_hash, Account.active).where(
    col(Account.username) == bindparam("username")
)
_PASSWORD = select(Account.password_hash).where(col(Account.id) == bindparam("account"))
_TAKEN = select(Account.id).where(col(Account.username) == bindparam("username"))
_KNOWN = select(KnownDevice.id).where(
    col(KnownDevice.token_hash) == bindparam("token_hash"), col(KnownDevice.account_id) == bindparam("account")
)
_DEVICES = (
    select_columns(
        Device.id,
        Device.label,
        Device.created_at,
        Device.last_seen_at,
        Device.second_step_at,
    )
    .where(
        col(Device.account_id) == bindparam("account"),
        or_(
            and_(*ALIVE),
            and_(
                col(Device.ended_at).is_(None),
                col(Device.second_step_at).is_(None),
                col(Device.created_at) > bindparam("told_after"),
            ),
        ),
    )
    .order_by(col(Device.last_seen_at).desc())
)
_IS_EXAMPLE = select(Program.is_example)
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


def devices(account_id: UUID, role: str) -> Sequence[Row[Any]]:
    """Where somebody is signed in, the last used first; and for a while where only their password was given: somebody
    else may know it.
    """
    moment = now()
    return db.rows(_DEVICES, account=account_id, told_after=moment - HALFWAY_TOLD_FOR, **limits(role, moment))


def code_salt() -> str:
    return str(db.value(_SALT))


def is_example() -> bool:
    """Whether this is the example program, in which staff may leave out the second step."""
    return bool(db.value(_IS_EXAMPLE))


def open_invite(code_hash: str) -> Row[Any] | None:
    return db.first(_INVITE, code_hash=code_hash, moment=now())


def open_reset(code_hash: str) -> Row[Any] | None:
    return db.first(_RESET, code_hash=code_hash, moment=now())


def focuses(owner_id: UUID) -> list[str]:
    """What the person works on, the first one first."""
    return [row.focus for row in db.rows(_FOCUSES, owner_id=owner_id)]
