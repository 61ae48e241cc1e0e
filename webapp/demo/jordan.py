"""Jordan: new, nearly empty."""

from uuid import UUID

from webapp import entries
from webapp.enums import Focus
from webapp.extensions import db
from webapp.models import FocusChoice, Urge
from webapp.moments import moment


def fill(owner_id: UUID, zone: str) -> None:
    db.session.add(FocusChoice(owner_id=owner_id, focus=Focus.GAMBLING))
    db.session.add(
        Urge(
            owner_id=owner_id,
            strength=6,
            word="urge",
            focus=Focus.GAMBLING,
            note="First one here.",
            **entries.when(moment(zone)),
        )
    )
    db.session.flush()
