"""Who comes with a family link: somebody without an account, in a browser where a link was opened within the hour.

A guest is not signed in. What was opened is read at each request, so that a link which ended, was paused, ran out or
whose participant is gone shows nothing more.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import current_app, g, request
from sqlalchemy import Row, bindparam
from sqlmodel import col, select

from webapp.digests import hash_token
from webapp.extensions import db
from webapp.models import MOST_TRIES, Account, Program, ShareLink, ShareSession, now
from webapp.scope import everyone

LINK_WORKS = (
    col(ShareLink.signed_at).is_not(None),
    col(ShareLink.expires_at) > bindparam("moment"),
    col(ShareLink.paused_at).is_(None),
    col(ShareLink.ended_at).is_(None),
)
"""Conditions on a link; `moment` is given when they run."""
NOT_TRIED_OUT = col(ShareLink.tries) < MOST_TRIES

_SHOWN: list[Any] = [
    ShareLink.id,
    ShareLink.owner_id,
    ShareLink.public_id,
    ShareLink.name,
    ShareLink.relation,
    ShareLink.sections,
    ShareLink.language,
    ShareLink.signed_at,
    ShareLink.expires_at,
    col(Account.name).label("owner_name"),
    Account.time_zone,
    col(Program.name).label("program_name"),
    col(Program.time_zone).label("program_zone"),
]
_KEYS: list[Any] = [ShareLink.secret_hash, ShareLink.code_hash, ShareLink.passcode_hash]
_SESSION: list[Any] = [col(ShareSession.id).label("session_id"), col(ShareSession.language).label("read_in")]
_BY_ID = everyone(
    select(*_SHOWN, *_KEYS)
    .join(Account, col(Account.id) == ShareLink.owner_id)
    .join(Program, col(Program.singleton) == 1)
    .where(
        col(ShareLink.public_id) == bindparam("public_id"), *LINK_WORKS, NOT_TRIED_OUT, col(Account.active).is_(True)
    ),
    reason="whoever opens a link is nobody yet: what they bring decides whether they are shown anything",
)
_BY_SESSION = everyone(
    select(*_SHOWN, *_SESSION)
    .join(ShareSession, col(ShareSession.link_id) == ShareLink.id)
    .join(Account, col(Account.id) == ShareLink.owner_id)
    .join(Program, col(Program.singleton) == 1)
    .where(
        col(ShareSession.token_hash) == bindparam("token_hash"),
        col(ShareSession.ends_at) > bindparam("moment"),
        *LINK_WORKS,
        NOT_TRIED_OUT,
        col(Account.active).is_(True),
    ),
    reason="a guest has no account: the cookie names one link, and with it one participant",
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown to whom, of whose, until when: of a link that works, or of one that its owner looks at."""

    owner_id: UUID
    owner_name: str
    recipient: str
    relation: str
    sections: list[str]
    signed_at: datetime
    expires_at: datetime
    time_zone: str
    """Of the participant, or of their program."""
    program_name: str


@dataclass(frozen=True, slots=True)
class Guest:
    session_id: UUID
    public_id: str
    language: str
    """In which they read."""
    shown: Shown


def working_link(public_id: str) -> Row[Any] | None:
    """The link with this public id, with what opens it, if it works now."""
    return db.first(_BY_ID, public_id=public_id, moment=now())


def guest_or_none() -> Guest | None:
    """Who comes with an open link, if anybody."""
    if "guest" not in g:
        g.guest = _from_cookie()
    found: Guest | None = g.guest
    return found


def guest() -> Guest:
    """Who comes with an open link. Only where the endpoint's mark says that there is one."""
    found = guest_or_none()
    if found is None:
        raise LookupError("nobody came with a link")
    return found


def _from_cookie() -> Guest | None:
    token = request.cookies.get(current_app.extensions["settings"].share_cookie)
    row = db.first(_BY_SESSION, token_hash=hash_token(token), moment=now()) if token else None
    if row is None:
        return None
    shown = Shown(
        owner_id=row.owner_id,
        owner_name=row.owner_name,
        recipient=row.name,
        relation=row.relation,
        sections=row.sections,
        signed_at=row.signed_at,
        expires_at=row.expires_at,
        time_zone=row.time_zone or row.program_zone,
        program_name=row.program_name,
    )
    return Guest(row.session_id, row.public_id, row.read_in, shown)
