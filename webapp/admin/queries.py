"""Accounts and open invites, as the admin reads them: never what somebody wrote or works on."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, bindparam, exists, func, or_, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from webapp.enums import Role
from webapp.extensions import db, select_columns
from webapp.models import Account, Assignment, Device, Invite, Program, ResetCode, now
from webapp.sessions import ALIVE, limits

SHOWN = 50
"""People on one page."""

_folded = func.lower(col(Account.name))
_looked_after = exists().where(col(Assignment.participant_id) == col(Account.id), col(Assignment.ended_at).is_(None))
_last_in = (
    select(func.max(col(Device.created_at)))
    .where(col(Device.account_id) == col(Account.id))
    .correlate(Account)
    .scalar_subquery()
)
_PEOPLE = (
    select_columns(
        Account.id,
        Account.name,
        Account.username,
        Account.role,
        Account.active,
        _last_in.label("last_in"),
        _looked_after.label("looked_after"),
    )
    .order_by(_folded, col(Account.id))
    .limit(SHOWN + 1)
)
_KINDS = {
    "": col(Account.active).is_(True),
    **{role.value: and_(col(Account.active).is_(True), col(Account.role) == role.value) for role in Role},
    "off": col(Account.active).is_(False),
}
_other = aliased(Account)
_AFTER = tuple_(_folded, col(Account.id)) > tuple_(
    select(func.lower(col(_other.name))).where(col(_other.id) == bindparam("after")).scalar_subquery(),
    bindparam("after"),
)
_FIRST = {kind: _PEOPLE.where(condition) for kind, condition in _KINDS.items()}
_NEXT = {kind: statement.where(_AFTER) for kind, statement in _FIRST.items()}
_FOUND = _PEOPLE.where(
    or_(
        _folded.like(bindparam("pattern"), escape="\\"),
        col(Account.username).like(bindparam("pattern"), escape="\\"),
    )
)
_COUNTS = select(Account.role, Account.active, func.count().label("number")).group_by(
    col(Account.role), col(Account.active)
)
_SIGNED_IN = select(func.count()).where(col(Device.account_id) == bindparam("account"), *ALIVE)
_LAST_IN = select(func.max(col(Device.created_at))).where(col(Device.account_id) == bindparam("account"))
_OPEN_RESET = select(ResetCode.expires_at).where(
    col(ResetCode.account_id) == bindparam("account"),
    col(ResetCode.used_at).is_(None),
    col(ResetCode.expires_at) > bindparam("moment"),
)
_OPEN_INVITES = (
    select(Invite.id, Invite.role, Invite.note, Invite.expires_at)
    .where(
        col(Invite.used_at).is_(None),
        col(Invite.withdrawn_at).is_(None),
        col(Invite.expires_at) > bindparam("moment"),
    )
    .order_by(col(Invite.id).desc())
)
_OTHER_ADMINS = select(func.count()).where(
    col(Account.role) == Role.ADMIN, col(Account.active).is_(True), col(Account.id) != bindparam("account")
)
_PROGRAM = select(Program.id)


def people(kind: str = "", after: UUID | None = None) -> Sequence[Row[Any]]:
    """A page of accounts by name, and one more if there are more. `kind`: '', a role, or 'off'."""
    return db.rows(_NEXT[kind], after=after) if after else db.rows(_FIRST[kind])


def people_called(name: str) -> Sequence[Row[Any]]:
    """Accounts with `name` in their name or in the name they sign in with."""
    escaped = name.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return db.rows(_FOUND, pattern=f"%{escaped}%")


def counts() -> dict[str, int]:
    """How many accounts of each kind, by the keys of `people`."""
    found = dict.fromkeys(_KINDS, 0)
    for row in db.rows(_COUNTS):
        for kind in ("", row.role) if row.active else ("off",):
            found[kind] += row.number
    return found


def devices_signed_in(account_id: UUID, role: str) -> int:
    return int(db.value(_SIGNED_IN, account=account_id, **limits(role, now())))


def last_sign_in(account_id: UUID) -> Any:
    """When, or None."""
    return db.value(_LAST_IN, account=account_id)


def reset_code_until(account_id: UUID) -> Any:
    """Until when an unused reset code works, or None."""
    return db.value(_OPEN_RESET, account=account_id, moment=now())


def open_invites() -> Sequence[Row[Any]]:
    return db.rows(_OPEN_INVITES, moment=now())


def other_admins(account_id: UUID) -> int:
    """How many admins there would be without this account."""
    return int(db.value(_OTHER_ADMINS, account=account_id))


def is_set_up() -> bool:
    return db.first(_PROGRAM) is not None
