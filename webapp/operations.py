"""Requests that a phone may repeat are applied exactly once.

Each carries an operation id made where the form was made. The same operation of the same owner a second time is a
success that changes nothing; the same id with other content, or from somebody else, is a conflict.
"""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from enum import Enum
from functools import cache
from uuid import UUID

from flask import g
from sqlalchemy import bindparam, insert
from sqlmodel import col, select

from webapp.extensions import Statement, db
from webapp.models import Operation, Owned, now
from webapp.scope import everyone


class Claim(Enum):
    NEW = "new"
    """Never seen: apply it."""
    REPEAT = "repeat"
    """Applied before: answer success, change nothing."""
    CHANGED = "changed"
    """Their own row stands under this id, and this asks for something else (`claim_new` only)."""
    CONFLICT = "conflict"
    """The id stands for something else: 409."""


_FIND = everyone(
    select(Operation.owner_id, Operation.fingerprint).where(col(Operation.id) == bindparam("operation_id")),
    reason="an id that somebody else used must be seen to be refused",
)
_INSERT = insert(Operation)


@cache
def _holder(model: type[Owned]) -> Statement:
    return everyone(
        select(model.owner_id).where(col(model.id) == bindparam("row_id")),
        reason="an id that somebody else used must be seen to be refused",
    )


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
        g.claimed = operation_id, Claim.NEW
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
    claimed = Claim.REPEAT if (known.owner_id, known.fingerprint) == (owner_id, asked) else Claim.CONFLICT
    g.claimed = operation_id, claimed
    return claimed


def claim_new(
    model: type[Owned],
    row_id: UUID,
    operation_id: UUID,
    *,
    owner_id: UUID,
    form: str,
    fields: Iterable[tuple[str, str]],
) -> Claim:
    """`claim` for a form that makes a row of `model` under an id of its own; NEW only when nobody has that id."""
    claimed = claim(operation_id, owner_id=owner_id, form=form, subject_id=row_id, fields=fields)
    holder = None if claimed is Claim.REPEAT else holder_of(model, row_id)
    if holder is None:
        return claimed
    claimed = Claim.CHANGED if holder == owner_id else Claim.CONFLICT
    g.claimed = operation_id, claimed
    return claimed


def holder_of(model: type[Owned], row_id: UUID) -> UUID | None:
    """Who has a row with this id, if anybody."""
    holder: UUID | None = db.value(_holder(model), row_id=row_id)
    return holder


def needs_no_claim(operation_id: str | None) -> None:
    """This request changes nothing when it comes again: it is acknowledged, and not noted."""
    with suppress(ValueError):
        g.claimed = UUID(operation_id or ""), Claim.REPEAT


def start() -> None:
    """Before a request is tried, or tried again."""
    g.pop("claimed", None)


def acknowledged() -> UUID | None:
    """The operation of a request that succeeds: it was applied, now or before, or what it asks for stands already."""
    operation_id, claimed = g.get("claimed") or (None, None)
    return None if claimed is Claim.CONFLICT else operation_id


def is_new() -> bool:
    return g.get("claimed", (None, None))[1] is Claim.NEW


def is_other_content() -> bool:
    """Whether the ids of this request stand for something else."""
    return g.get("claimed", (None, None))[1] in {Claim.CHANGED, Claim.CONFLICT}
