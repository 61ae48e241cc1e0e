"""Opening a link. A slow hash must not hold the write lock, so each step commits by itself."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hmac import compare_digest
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, delete, insert, update
from sqlmodel import col, select

from webapp import audit
from webapp.accounts import passwords, throttle
from webapp.commits import in_one_transaction
from webapp.digests import hash_token
from webapp.extensions import db
from webapp.guests import LINK_WORKS, NOT_TRIED_OUT, working_link
from webapp.models import MOST_TRIES, ShareLink, ShareOpening, ShareSession, now, uuid7
from webapp.scope import owned, owned_change
from webapp.shared.forms import Opening
from webapp.sharing.codes import meant
from webapp.sharing.services import SUBJECT
from webapp.sharing.vocabulary import OpeningKind

OPEN_FOR = timedelta(minutes=60)
GUEST = "family"
"""The role of somebody with a link, in the trail."""

_THIS_ONE = (col(ShareLink.id) == bindparam("link"), *LINK_WORKS)
_TRY = (
    owned_change(update(ShareLink), ShareLink).where(*_THIS_ONE, NOT_TRIED_OUT).values(tries=col(ShareLink.tries) + 1)
)
_TRIES = owned(select(ShareLink.tries), ShareLink).where(col(ShareLink.id) == bindparam("link"))
_OPENED = (
    owned_change(update(ShareLink), ShareLink)
    .where(*_THIS_ONE, col(ShareLink.secret_hash) == bindparam("seen_hash"))
    .values(tries=0)
)
_OPENING = insert(ShareOpening)
_SESSION = insert(ShareSession)
_TIDY = delete(ShareSession).where(col(ShareSession.ends_at) < bindparam("moment"))
_CLOSE = delete(ShareSession).where(col(ShareSession.id) == bindparam("session"))
_READ_IN = update(ShareSession).where(col(ShareSession.id) == bindparam("session")).values(language=bindparam("chosen"))
_NO_SECRET = hash_token("")


@dataclass(frozen=True, slots=True)
class Visitor:
    """The browser that asks."""

    address: str
    device: str


@dataclass(frozen=True, slots=True)
class Opened:
    """The secret for the cookie."""

    token: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The link is right; now the passcode. `left` is how many tries are left after a wrong one."""

    left: int | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Whatever the reason: unknown, ended, run out, paused, wrong. `wait` when it was one try too many."""

    wait: timedelta | None = None


Buckets = list[tuple[str, str]]


def open_link(public_id: str, asked: Opening, visitor: Visitor, *, limits: bool = True) -> Opened | Asked | Refused:
    """Compare what was brought, at the same pace for a link that does not exist."""
    tries = _tries(public_id, asked, visitor) if limits else []
    if wait := throttle.take(*tries):
        return Refused(wait)
    link = working_link(meant(public_id))
    if not _has_key(link, asked) or link is None:
        return Refused()
    if link.passcode_hash and not asked.passcode:
        _forgive(tries)
        return Asked()
    if link.passcode_hash and not _take_try(link):
        return Refused()
    if link.passcode_hash and not passwords.verify(link.passcode_hash, asked.passcode):
        return _note_wrong(link, visitor)
    return _let_in(link, visitor, tries)


def _tries(public_id: str, asked: Opening, visitor: Visitor) -> Buckets:
    """What is counted. At the link only typed codes: nobody guesses a secret, and whoever has it is never kept waiting
    by somebody who knows the public id.
    """
    at_link = [] if asked.secret else [("share link", meant(public_id))]
    return [*at_link, ("share address", visitor.address)]


def _has_key(link: Row[Any] | None, asked: Opening) -> bool:
    if asked.secret:
        return compare_digest(hash_token(asked.secret), link.secret_hash if link else _NO_SECRET)
    return passwords.verify(link.code_hash if link else None, meant(asked.code))


@in_one_transaction
def _forgive(tries: Buckets) -> None:
    throttle.forgive(*tries)


@in_one_transaction
def _take_try(link: Row[Any]) -> bool:
    """Counted before it is looked at, so that many at the same moment are no more than five."""
    return db.run(_TRY, {"link": link.id, "of_owner": link.owner_id, "moment": now()}) == 1


@in_one_transaction
def _note_wrong(link: Row[Any], visitor: Visitor) -> Asked | Refused:
    """Nobody else is told; the participant sees it at the link."""
    _note(link, OpeningKind.WRONG_PASSCODE, visitor)
    _trail(link, "refused", "passcode")
    left = MOST_TRIES - int(db.value(_TRIES, owner_id=link.owner_id, link=link.id))
    return Asked(left) if left > 0 else Refused()


@in_one_transaction
def _let_in(link: Row[Any], visitor: Visitor, tries: Buckets) -> Opened | Refused:
    """Unless it ended, or got another secret, in this very moment."""
    this_one = {"link": link.id, "of_owner": link.owner_id, "moment": now(), "seen_hash": link.secret_hash}
    if db.run(_OPENED, this_one) != 1:
        return Refused()
    throttle.forgive(*tries)
    token = secrets.token_urlsafe(32)
    db.run(_TIDY, {"moment": now()})
    db.run(_SESSION, _session(link, token))
    _note(link, OpeningKind.OPENED, visitor)
    _trail(link, "opened")
    return Opened(token)


def _session(link: Row[Any], token: str) -> dict[str, Any]:
    moment = now()
    return {
        "id": uuid7(),
        "link_id": link.id,
        "token_hash": hash_token(token),
        "language": link.language,
        "created_at": moment,
        "ends_at": moment + OPEN_FOR,
    }


def _note(link: Row[Any], kind: OpeningKind, visitor: Visitor) -> None:
    db.run(
        _OPENING,
        {
            "id": uuid7(),
            "owner_id": link.owner_id,
            "link_id": link.id,
            "at": now(),
            "kind": kind,
            "device": visitor.device,
        },
    )


def _trail(link: Row[Any], action: str, detail: str = "") -> None:
    audit.record(action, SUBJECT, link.id, actor_id=None, actor_role=GUEST, owner_id=link.owner_id, detail=detail)


def close(session_id: UUID) -> None:
    """The reader is done: the browser forgets it at once."""
    db.run(_CLOSE, {"session": session_id})


def choose_language(session_id: UUID, language: str) -> None:
    db.run(_READ_IN, {"session": session_id, "chosen": language})
