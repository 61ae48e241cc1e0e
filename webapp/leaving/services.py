"""Asking to be deleted, and staying after all. What was shared ends at once, and does not come back by itself."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, update
from sqlmodel import col

from webapp import audit
from webapp.accounts.services import end_devices
from webapp.consents import services as consents
from webapp.content.consent import ASKED
from webapp.enums import ConsentCategory
from webapp.extensions import db
from webapp.groups import services as groups
from webapp.models import Account, Lapse, OutsideConsent, ShareLink, now
from webapp.outside import services as outside
from webapp.scope import own, owned_change
from webapp.sharing import services as sharing

GRACE = timedelta(days=14)
SUBJECT = "leaving"

_LEAVE = (
    update(Account)
    .where(col(Account.id) == bindparam("account"), col(Account.leaves_at).is_(None))
    .values(leaves_at=bindparam("moment"))
)
_STAY = update(Account).where(col(Account.id) == bindparam("account")).values(leaves_at=None)
_TELL_NOBODY = owned_change(update(Lapse).where(col(Lapse.told_team).is_(True)).values(told_team=False), Lapse)
_LINKS = own(ShareLink).where(col(ShareLink.ended_at).is_(None))
_OUTSIDE = own(OutsideConsent).where(col(OutsideConsent.revoked_at).is_(None))


def leave(owner_id: UUID, signature: consents.Signature) -> datetime:
    """From now on nobody sees anything, and every device is signed out. When everything is erased."""
    ends = now() + GRACE
    db.run(_LEAVE, {"account": owner_id, "moment": ends})
    _stop_sharing(owner_id, signature)
    end_devices(owner_id, keep=None)
    audit.by_owner("asked", SUBJECT, None, owner_id)
    return ends


def _stop_sharing(owner_id: UUID, signature: consents.Signature) -> None:
    consents.take_back(owner_id, ASKED, signature)
    if db.run(_TELL_NOBODY, {"of_owner": owner_id}):
        audit.by_owner("took back", "consent", None, owner_id, detail=ConsentCategory.LAPSES)
    for consent in db.session.execute(_OUTSIDE, {"owner_id": owner_id}).scalars().all():
        outside.take_back(consent)
    for link in db.session.execute(_LINKS, {"owner_id": owner_id}).scalars().all():
        sharing.end(link)
    groups.take_back_all(owner_id)


def stay(owner_id: UUID) -> None:
    db.run(_STAY, {"account": owner_id})
    audit.by_owner("stayed", SUBJECT, None, owner_id)
