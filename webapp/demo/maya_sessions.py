"""What Maya and Dana agreed in three sessions."""

from datetime import timedelta
from uuid import UUID

from webapp.extensions import db
from webapp.models import SessionNote, now
from webapp.moments import today

SESSIONS = (
    (
        22,
        "Maya walks home the other way, past the library. She calls Ruth on Fridays before work ends. Next: sleep.",
        True,
        "",
    ),
    (
        15,
        "No phone in bed for a week. Breathing before dinner, every day. Maya tells Ruth about the wedding.",
        False,
        "I said: before I cook, not before dinner. The rest is right.",
    ),
    (8, "Breathing before cooking. The Thursday meeting with Tess, once. Next: the plan for Fridays.", False, ""),
)
"""Days ago, what was written down, whether she said that it is right, and her own words."""


def fill(owner_id: UUID, author_id: UUID, zone: str) -> None:
    for back, text, is_right, answer in SESSIONS:
        written = now() - timedelta(days=back)
        db.session.add(
            SessionNote(
                owner_id=owner_id,
                author_id=author_id,
                met_on=today(zone) - timedelta(days=back),
                text=text,
                written_at=written,
                is_right=is_right,
                answer=answer,
                answered_at=written + timedelta(hours=5) if is_right or answer else None,
            )
        )
    db.session.flush()
