"""Rows for journeys about the team."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from tests.cast import Cast
from webapp.extensions import db
from webapp.models import Urge


def logged(cast: Cast, *more: Any) -> UUID:
    """Maya logged an urge an hour ago; and other rows of hers."""
    at = datetime.now(UTC) - timedelta(hours=1)
    urge = Urge(owner_id=cast["maya"], strength=5, word="craving", occurred_at=at, utc_offset=-300, day=at.date())
    with cast.app.app_context(), db.writing() as session:
        session.add_all([urge, *more])
    return urge.id
