"""Giving consent and taking it back: answers are added, never changed."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from uuid import UUID

from webapp import audit
from webapp.consents import queries
from webapp.consents.forms import Answers
from webapp.content.consent import ASKED, TEXTS, VERSION
from webapp.enums import ConsentCategory
from webapp.extensions import db
from webapp.models import Consent, now, uuid7_after

SHARED, TOOK_BACK, KEPT_BACK = "shared", "took back", "kept back"
"""What a person did, as the trail names it."""
NONE = UUID(int=0)
STRANGE = datetime.min.replace(tzinfo=UTC)
"""The end of what is not shared: no other is the same."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, in which language they read the words, who discloses and to whom."""

    language: str
    patient: str
    program: str
    team: list[str]


def answer(
    owner_id: UUID,
    asked: Answers,
    expires_at: datetime | None,
    signature: Signature,
    *,
    team_until: datetime | None = None,
) -> bool:
    """Keep an answer for each category whose answer changes. Taking back always works. Sharing needs a page that is
    not stale: False, and nothing kept, when the person answered elsewhere after it was made, or read older words.

    Without `expires_at` it ends when what is shared already does, and not after `team_until`.
    """
    rows, held = queries.answers(owner_id), queries.held(owner_id)
    answered = {row.category for row in rows}
    ends = expires_at or ending(next(iter(held.values()), None), team_until)
    new = [category for category in ASKED if category in asked.wanted and held.get(category, STRANGE) != ends]
    agreed = queries.agreed(owner_id)
    gone = [category for category in ASKED if category not in asked.wanted and category in agreed]
    if new and (ends is None or asked.text_version != VERSION or asked.newest != (rows[-1].id if rows else None)):
        _keep(owner_id, dict.fromkeys(gone, TOOK_BACK), None, signature)
        return bool(gone)
    first = [category for category in ASKED if category not in asked.wanted and category not in answered]
    actions = dict.fromkeys(new, SHARED) | dict.fromkeys(gone, TOOK_BACK) | dict.fromkeys(first, KEPT_BACK)
    _keep(owner_id, actions, ends, signature)
    return True


def ending(expires_at: datetime | None, team_until: datetime | None) -> datetime | None:
    """When sharing really ends: on the day that was signed for, or when the team stops reading."""
    return min((end for end in (expires_at, team_until) if end), default=None)


def take_back(owner_id: UUID, categories: Collection[str], signature: Signature) -> None:
    """From now on the care team sees these no more; those that are not shared stay as they are."""
    agreed = queries.agreed(owner_id)
    gone = [category for category in ASKED if category in agreed and category in categories]
    _keep(owner_id, dict.fromkeys(gone, TOOK_BACK), None, signature)


def _keep(owner_id: UUID, actions: Mapping[ConsentCategory, str], ends: datetime | None, signature: Signature) -> None:
    """Write answers that were signed together, the newest of all whatever the clock says: the newest one holds."""
    moment, words = now(), TEXTS[VERSION].fingerprint
    rows = queries.answers(owner_id)
    newest = rows[-1].id if rows else NONE
    for category, action in actions.items():
        newest = uuid7_after(newest)
        consent = Consent(
            id=newest,
            owner_id=owner_id,
            category=category,
            granted=action == SHARED,
            text_version=VERSION,
            text_hash=words,
            answered_at=moment,
            expires_at=ends if action == SHARED else None,
            **asdict(signature),
        )
        db.session.add(consent)
        audit.by_owner(action, "consent", consent.id, owner_id, detail=category)
    db.session.flush()
