"""Changing the address book, and asking the team to call."""

from uuid import UUID

from webapp import audit
from webapp.extensions import db
from webapp.models import CallRequest
from webapp.people import queries


def request_call(owner_id: UUID) -> None:
    """Ask the care team to call. Asking twice before they did is one request."""
    if queries.open_call_request(owner_id):
        return
    request = CallRequest(owner_id=owner_id)
    db.session.add(request)
    db.session.flush()
    audit.by_owner("asked", "call", request.id, owner_id)
