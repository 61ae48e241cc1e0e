"""A participant's own links, who opened them, what was signed."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, func
from sqlmodel import col, select

from webapp.extensions import db, select_columns
from webapp.models import ShareConsent, ShareLink, ShareOpening
from webapp.scope import owned
from webapp.sharing.vocabulary import OpeningKind

SHOWN_OPENINGS = 50

_of_link = select(func.count()).where(col(ShareOpening.link_id) == ShareLink.id)
_opened = _of_link.where(col(ShareOpening.kind) == OpeningKind.OPENED)
_LISTED: list[Any] = [
    ShareLink.id,
    ShareLink.name,
    ShareLink.relation,
    ShareLink.sections,
    ShareLink.proposed,
    ShareLink.tries,
    ShareLink.signed_at,
    ShareLink.expires_at,
    ShareLink.paused_at,
    ShareLink.ended_at,
    _opened.scalar_subquery().label("openings"),
    select(func.max(ShareOpening.at))
    .where(col(ShareOpening.link_id) == ShareLink.id, col(ShareOpening.kind) == OpeningKind.OPENED)
    .scalar_subquery()
    .label("last_opened"),
]
_LINKS = owned(select(*_LISTED), ShareLink).order_by(col(ShareLink.created_at).desc(), col(ShareLink.id).desc())
_OPENINGS = (
    owned(select(ShareOpening.at, ShareOpening.kind, ShareOpening.device), ShareOpening)
    .where(col(ShareOpening.link_id) == bindparam("link_id"))
    .order_by(col(ShareOpening.at).desc(), col(ShareOpening.id).desc())
    .limit(SHOWN_OPENINGS)
)
_COUNT = owned(select(func.count(col(ShareOpening.id))), ShareOpening).where(
    col(ShareOpening.link_id) == bindparam("link_id")
)
_SIGNED = (
    owned(
        select_columns(
            ShareConsent.id,
            ShareConsent.text_version,
            ShareConsent.patient,
            ShareConsent.program,
            ShareConsent.recipient,
            ShareConsent.relation,
            ShareConsent.sections,
            ShareConsent.expires_at,
            ShareConsent.signed_at,
        ),
        ShareConsent,
    )
    .where(col(ShareConsent.link_id) == bindparam("link_id"))
    .order_by(col(ShareConsent.id).desc())
)


def links(owner_id: UUID) -> Sequence[Row[Any]]:
    """All of them, the newest first, with how often they were opened and when last."""
    return db.rows(_LINKS, owner_id=owner_id)


def openings(owner_id: UUID, link_id: UUID) -> Sequence[Row[Any]]:
    """The newest: at, kind, device."""
    return db.rows(_OPENINGS, owner_id=owner_id, link_id=link_id)


def count_of_openings(owner_id: UUID, link_id: UUID) -> int:
    """Wrong passcodes too."""
    return int(db.value(_COUNT, owner_id=owner_id, link_id=link_id))


def signed(owner_id: UUID, link_id: UUID) -> Sequence[Row[Any]]:
    """What was signed for a link, the newest first."""
    return db.rows(_SIGNED, owner_id=owner_id, link_id=link_id)
