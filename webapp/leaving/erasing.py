"""Erasing those who left and did not come back: everything of theirs but the trail, which holds no word of theirs."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, delete, update
from sqlmodel import col, select

from webapp import audit
from webapp.commits import in_one_transaction
from webapp.engine import wipe
from webapp.enums import Role
from webapp.extensions import db
from webapp.leaving.services import SUBJECT
from webapp.models import Account, Invite, now

_HAS_LEFT = col(Account.leaves_at) <= bindparam("moment"), col(Account.role) == Role.PARTICIPANT.value
_DUE = select(Account.id).where(*_HAS_LEFT)
_ERASE = delete(Account).where(col(Account.id) == bindparam("account"), *_HAS_LEFT)
"""The database takes along every row that refers to the account."""
_FORGET_NOTE = update(Invite).where(col(Invite.used_by) == bindparam("account")).values(note="")
"""Who the invite was for, in the admin's words."""


def erase_those_who_left() -> int:
    """How many there were. On SQLite what was erased is gone from the files too."""
    moment = now()
    erased = sum(_erase(row.id, moment) for row in db.rows(_DUE, moment=moment))
    if erased:
        wipe(db.engine)
    return erased


@in_one_transaction
def _erase(account_id: UUID, moment: datetime) -> int:
    """0 for somebody who decided to stay in this very moment."""
    db.run(_FORGET_NOTE, {"account": account_id})
    erased = db.run(_ERASE, {"account": account_id, "moment": moment})
    if erased:
        audit.record("erased", SUBJECT, None, actor_id=None, owner_id=account_id)
    return erased
