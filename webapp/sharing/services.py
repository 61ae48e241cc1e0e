"""Making, signing, changing, pausing and ending a link. Nothing is shown that was not signed for."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, delete
from sqlmodel import col

from webapp import audit
from webapp.accounts import passwords
from webapp.content.sharing import CURRENT, VERSION
from webapp.digests import hash_token
from webapp.extensions import db
from webapp.models import MOST_TRIES, ShareConsent, ShareLink, ShareSession, now, uuid7, uuid7_after
from webapp.scope import owned_change
from webapp.sharing import codes, queries
from webapp.sharing.forms import NewLink
from webapp.sharing.vocabulary import State

SUBJECT = "family link"
_CLOSE = delete(ShareSession).where(col(ShareSession.link_id) == bindparam("link"))
_FORGET = owned_change(delete(ShareLink), ShareLink).where(
    col(ShareLink.id) == bindparam("link"), col(ShareLink.signed_at).is_(None)
)


@dataclass(frozen=True, slots=True)
class Keys:
    """What opens a link, to be seen once."""

    secret: str
    code: str


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, in which language, and whose program shows the records."""

    name: str
    program: str
    language: str


def state_of(link: ShareLink | Row[Any]) -> State:
    """Where a link stands now."""
    if link.ended_at:
        return State.ENDED
    if link.signed_at is None or link.expires_at is None:
        return State.UNSIGNED
    if link.expires_at <= now():
        return State.EXPIRED
    if link.paused_at:
        return State.PAUSED
    return State.TRIED if link.tries >= MOST_TRIES else State.WORKS


def propose(owner_id: UUID, asked: NewLink) -> None:
    """Keep what the participant wants to show, under the id of the form. It opens nothing before it is signed."""
    link = ShareLink(
        id=asked.id,
        owner_id=owner_id,
        public_id=codes.new_public_id(),
        passcode_hash=passwords.hash_password(asked.passcode) if asked.passcode else None,
        name=asked.name,
        relation=asked.relation,
        proposed=asked.sections,
        days=asked.days,
        language=asked.language,
    )
    db.session.add(link)
    db.session.flush()


def sign(link: ShareLink, signer: Signer) -> Keys | None:
    """Sign for what is proposed, and show it from now on. The keys when the link is new, None when it was changed."""
    is_new = link.expires_at is None
    moment = now()
    expires_at = link.expires_at or moment + timedelta(days=link.days)
    link.sections, link.proposed = link.proposed or [], None
    link.signed_at, link.expires_at = link.signed_at or moment, expires_at
    before = queries.signed(link.owner_id, link.id)
    consent = ShareConsent(
        id=uuid7_after(before[0].id) if before else uuid7(),
        owner_id=link.owner_id,
        link_id=link.id,
        text_version=VERSION,
        text_hash=CURRENT.fingerprint,
        language=signer.language,
        patient=signer.name,
        program=signer.program,
        recipient=link.name,
        relation=link.relation,
        sections=link.sections,
        expires_at=expires_at,
        signed_at=moment,
    )
    db.session.add(consent)
    keys = _renew(link) if is_new else None
    _keep(link, "made" if is_new else "changed", detail="signed")
    return keys


def change_parts(link: ShareLink, wanted: list[str]) -> None:
    """Take away what is no longer wanted, at once. What is new waits for a signature."""
    kept = [key for key in link.sections if key in wanted]
    is_less = kept != link.sections
    link.sections = kept
    link.proposed = wanted if set(wanted) - set(kept) else None
    link.version += 1
    if is_less:
        _keep(link, "changed", detail="less")
    db.session.flush()


def make_new_keys(link: ShareLink) -> Keys:
    """The old link and code are dead, and closed wherever they are open."""
    keys = _renew(link)
    _close(link)
    _keep(link, "changed", detail="new secret")
    return keys


def _renew(link: ShareLink) -> Keys:
    keys = Keys(codes.new_secret(), codes.new_code())
    link.secret_hash = hash_token(keys.secret)
    link.code_hash = passwords.hash_password(codes.meant(keys.code))
    return keys


def pause(link: ShareLink) -> None:
    link.paused_at = now()
    _keep(link, "paused")


def resume(link: ShareLink) -> None:
    """Also after wrong passcodes."""
    link.paused_at, link.tries = None, 0
    _keep(link, "resumed")


def end(link: ShareLink) -> None:
    """For good. What would open it is forgotten; one that was never signed goes without a trace."""
    if link.signed_at is None:
        db.run(_FORGET, {"link": link.id, "of_owner": link.owner_id})
        return
    link.ended_at, link.proposed = now(), None
    link.secret_hash = link.code_hash = link.passcode_hash = None
    _close(link)
    _keep(link, "ended")


def _close(link: ShareLink) -> None:
    db.run(_CLOSE, {"link": link.id})


def _keep(link: ShareLink, action: str, *, detail: str = "") -> None:
    db.session.flush()
    audit.by_owner(action, SUBJECT, link.id, link.owner_id, detail=detail)
