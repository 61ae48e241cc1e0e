"""Telling a person that their password was set with a code from staff, or that their second step of signing in was
taken away, until they have read it.

Staff who issue a code could use it themselves. So the notice waits for the person, and the account page keeps the day.
"""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import bindparam, update
from sqlmodel import col, select

from webapp.extensions import db
from webapp.models import Account, Program, ResetCode, now
from webapp.moments import today

TOLD_FOR = timedelta(days=90)

_UNREAD = select(Account.password_reset_at, Account.second_step_removed_at).where(
    col(Account.id) == bindparam("account")
)
_USED = (
    select(ResetCode.used_at)
    .where(col(ResetCode.account_id) == bindparam("account"), col(ResetCode.used_at) > bindparam("since"))
    .order_by(col(ResetCode.used_at))
)
_READ = (
    update(Account)
    .where(col(Account.id) == bindparam("account"))
    .values(password_reset_at=None, second_step_removed_at=None)
)
_PHONE = select(Program.phone)


def is_unread(account_id: UUID) -> bool:
    """Whether a code was used, or the second step taken away, since the person last read about it."""
    return any(db.first(_UNREAD, account=account_id) or ())


def second_step_removed(account_id: UUID, time_zone: str) -> date | None:
    """The day on which the second step was taken away, until the person has read about it."""
    row = db.first(_UNREAD, account=account_id)
    return today(time_zone, row.second_step_removed_at) if row and row.second_step_removed_at else None


def days(account_id: UUID, time_zone: str) -> list[date]:
    """The days of the last 90 on which a code was used, the newest last."""
    used = db.rows(_USED, account=account_id, since=now() - TOLD_FOR)
    return list(dict.fromkeys(today(time_zone, row.used_at) for row in used))


def note_read(account_id: UUID) -> None:
    db.run(_READ, {"account": account_id})


def phone() -> str:
    """The program's number, as typed."""
    return str(db.value(_PHONE) or "")
