"""Guessing is slowed, never answered by locking a person out.

Token buckets in the database, one for the account name, one for the address. A browser that signed in before has a
bucket of its own instead of the account's, so a stranger who guesses cannot keep the person out.
"""

import random
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import bindparam, delete, insert, update
from sqlmodel import col, select

from webapp.commits import in_one_transaction
from webapp.extensions import db
from webapp.models import Throttle, now, uuid7

PER_HOUR = {
    "account": 10,
    "known": 10,
    "second step": 6,
    "address": 30,
    "code": 20,
    "share link": 60,
    "share address": 20,
}
FULL_AFTER = timedelta(hours=1)
"""A bucket that nobody touched for so long is full, and says as much as none."""
SWEPT_ONE_IN = 20
"""New buckets for which the full ones are taken away: whoever tries many names cannot fill the table."""

_FIND = select(Throttle.tokens, Throttle.updated_at).where(col(Throttle.key) == bindparam("key"))
_INSERT = insert(Throttle)
_SET = (
    update(Throttle)
    .where(col(Throttle.key) == bindparam("bucket"))
    .values(tokens=bindparam("left"), updated_at=bindparam("moment"))
)
_FORGET = delete(Throttle).where(col(Throttle.updated_at) < bindparam("before"))


@in_one_transaction
def take(*buckets: tuple[str, str]) -> timedelta | None:
    """Use one try of each (kind, name). None when all had one; else how long to wait, and nothing is used.

    Writes in a transaction of its own: a refused sign-in must not give the try back.
    """
    moment = now()
    left = [(_key(kind, name), kind, *_tokens(_key(kind, name), kind, moment)) for kind, name in buckets]
    waits = [(1 - tokens) * 3600 / PER_HOUR[kind] for _key_, kind, tokens, _known in left if tokens < 1]
    if waits:
        return timedelta(seconds=max(waits))
    for key, _kind, tokens, known in left:
        _store(key, tokens - 1, moment, known=known)
    return None


def forgive(*buckets: tuple[str, str]) -> None:
    """The try was right: give it back. Inside a write transaction."""
    moment = now()
    for kind, name in buckets:
        key = _key(kind, name)
        tokens, known = _tokens(key, kind, moment)
        _store(key, min(tokens + 1, PER_HOUR[kind]), moment, known=known)


def forget_full(moment: datetime) -> int:
    """Take away the buckets that are full again; how many. Inside a write transaction."""
    return db.run(_FORGET, {"before": moment - FULL_AFTER})


def _key(kind: str, name: str) -> str:
    return sha256(f"{kind}\0{name}".encode()).hexdigest()


def _tokens(key: str, kind: str, moment: datetime) -> tuple[float, bool]:
    full = PER_HOUR[kind]
    row = db.first(_FIND, key=key)
    if row is None:
        return float(full), False
    refilled = (moment - row.updated_at).total_seconds() * full / 3600
    return min(row.tokens + max(refilled, 0), full), True


def _store(key: str, tokens: float, moment: datetime, *, known: bool) -> None:
    if known:
        db.run(_SET, {"bucket": key, "left": tokens, "moment": moment})
        return
    db.run(_INSERT, {"id": uuid7(), "key": key, "tokens": tokens, "updated_at": moment})
    if random.randrange(SWEPT_ONE_IN) == 0:
        forget_full(moment)
