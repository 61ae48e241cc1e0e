"""Requests that a phone may repeat are applied exactly once.

Each carries an operation id made where the form was made. The same operation of the same owner a second time is a
success that changes nothing; the same id with other content, or from somebody else, is a conflict.
"""

import hashlib
from collections.abc import Iterable
from enum import Enum
from uuid import UUID

from sqlalchemy import bindparam, insert
from sqlmodel import col, select

from webapp.extensions import db
from webapp.models import Operation, now
from webapp.scope import everyone


class Claim(Enum):
    NEW = "new"
    """Never seen: apply it."""
    REPEAT = "repeat"
    """Applied before: answer success, change nothing."""
    CONFLICT = "conflict"
    """The id stands for something else: 409."""


_FIND = everyone(
    select(Operation.owner_id, Operation.fingerprint).where(col(Operation.id) == bindparam("operation_id")),
    reason="an id that somebody else used must be seen to be refused",
)
_INSERT = insert(Operation)

NOT_CONTENT = frozenset({"operation"})


def fingerprint(form: str, subject_id: UUID, fields: Iterable[tuple[str, str]]) -> str:
    """SHA-256 of what was asked, whatever the order of the fields."""
    digest = hashlib.sha256(f"{form}\0{subject_id}".encode())
    for name, value in sorted(fields):
        if name not in NOT_CONTENT:
            digest.update(f"\0{len(name)}:{name}={len(value)}:{value}".encode())
    return digest.hexdigest()


def claim(
    operation_id: UUID, *, owner_id: UUID, form: str, subject_id: UUID, fields: Iterable[tuple[str, str]]
) -> Claim:
    """Say whether this request is new, and note it as applied if it is. Call inside the write transaction."""
    asked = fingerprint(form, subject_id, fields)
    known = db.first(_FIND, operation_id=operation_id)
    if known is None:
        db.run(
            _INSERT,
            {
                "id": operation_id,
                "owner_id": owner_id,
                "form": form,
                "subject_id": subject_id,
                "fingerprint": asked,
                "received_at": now(),
            },
        )
        return Claim.NEW
    return Claim.REPEAT if (known.owner_id, known.fingerprint) == (owner_id, asked) else Claim.CONFLICT
