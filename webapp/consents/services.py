"""Giving consent and taking it back: answers are added, never changed."""

from uuid import UUID

from webapp import audit
from webapp.consents import queries
from webapp.consents.forms import Answers
from webapp.content.consent import ASKED, VERSION
from webapp.extensions import db
from webapp.models import Consent, now


def answer(owner_id: UUID, asked: Answers) -> bool:
    """Keep an answer for each category whose answer changes. Taking back always works. Sharing needs a page that is
    not stale: False, and nothing kept, when the person answered elsewhere after it was made, or read older words.
    """
    rows = queries.answers(owner_id)
    held = {row.category: row.granted for row in rows}
    changes = {
        category: category in asked.wanted for category in ASKED if held.get(category) is not (category in asked.wanted)
    }
    if not changes:
        return True
    if asked.text_version != VERSION or asked.newest != (rows[-1].id if rows else None):
        changes = {category: False for category, granted in changes.items() if held.get(category) and not granted}
        if not changes:
            return False
    moment = now()
    for category, granted in changes.items():
        consent = Consent(
            owner_id=owner_id, category=category, granted=granted, text_version=VERSION, answered_at=moment
        )
        db.session.add(consent)
        audit.by_owner("shared" if granted else "kept back", "consent", consent.id, owner_id, detail=category)
    db.session.flush()
    return True
