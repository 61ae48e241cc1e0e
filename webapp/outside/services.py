"""Signing, taking back, and noting each file that is made."""

from datetime import datetime
from uuid import UUID

from webapp import audit
from webapp.consents.services import Signature
from webapp.content.outside import TEXTS, VERSION
from webapp.extensions import db
from webapp.models import OutsideConsent, now
from webapp.outside.forms import NewOutsideConsent
from webapp.outside.queries import SUBJECT


def sign(owner_id: UUID, asked: NewOutsideConsent, expires_at: datetime, signature: Signature) -> None:
    """Keep what was signed, under the id of the form. The caller has claimed it."""
    consent = OutsideConsent(
        id=asked.id,
        owner_id=owner_id,
        recipient=asked.recipient,
        organization=asked.organization,
        purpose=asked.purpose,
        categories=list(dict.fromkeys(asked.share)),
        days=asked.days,
        text_version=VERSION,
        text_hash=TEXTS[VERSION].fingerprint,
        language=signature.language,
        patient=signature.patient,
        program=signature.program,
        expires_at=expires_at,
    )
    db.session.add(consent)
    db.session.flush()
    _note("shared", consent)


def works(consent: OutsideConsent) -> bool:
    return consent.revoked_at is None and consent.expires_at > now()


def take_back(consent: OutsideConsent) -> None:
    """No more file is made. A second time changes nothing."""
    if consent.revoked_at is None:
        consent.revoked_at = now()
        db.session.flush()
        _note("took back", consent)


def note_file(consent: OutsideConsent) -> None:
    _note("exported", consent)


def _note(action: str, consent: OutsideConsent) -> None:
    audit.by_owner(action, SUBJECT, consent.id, consent.owner_id, detail=" ".join(consent.categories))
