"""How long the trail is kept: six years, as the law asks for the records of who saw what."""

from datetime import timedelta

from sqlalchemy import bindparam, delete
from sqlmodel import col

from webapp.commits import in_one_transaction
from webapp.extensions import db
from webapp.models import Audit, now

KEPT = timedelta(days=6 * 366)

_OLD = delete(Audit).where(col(Audit.at) < bindparam("before"))


@in_one_transaction
def forget_old() -> int:
    """Take away what is older; how many rows."""
    return db.run(_OLD, {"before": now() - KEPT})
