"""A participant says thanks."""

from webapp import audit
from webapp.extensions import db
from webapp.models import Reply, now


def thank(reply: Reply) -> None:
    """The first time stands; nothing is said to what was taken back."""
    if reply.thanked_at is None and reply.withdrawn_at is None:
        reply.thanked_at = now()
        db.session.flush()
        audit.by_owner("thanked", "reply", reply.id, reply.owner_id)
