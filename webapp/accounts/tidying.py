"""Taking away what guarded sign-in and says nothing any more, so that guessing cannot fill the disk."""

from datetime import timedelta

from sqlalchemy import bindparam, delete
from sqlmodel import col

from webapp.accounts import throttle
from webapp.commits import in_one_transaction
from webapp.extensions import db
from webapp.models import Audit, KnownDevice, now

KNOWN_FOR = timedelta(days=400)
"""A browser's cookie lasts a year."""
REFUSED_FOR = timedelta(days=90)
"""Refused sign-ins are in the trail for so long. All else stays for six years (`trail/retention.py`)."""

_OLD_KNOWN = delete(KnownDevice).where(col(KnownDevice.created_at) < bindparam("before"))
_OLD_REFUSED = delete(Audit).where(
    col(Audit.at) < bindparam("before"), col(Audit.action) == "refused", col(Audit.subject) == "sign-in"
)


@in_one_transaction
def tidy() -> dict[str, int]:
    """What was taken away, by name."""
    moment = now()
    return {
        "counters of guesses": throttle.forget_full(moment),
        "known browsers": db.run(_OLD_KNOWN, {"before": moment - KNOWN_FOR}),
        "refused sign-ins": db.run(_OLD_REFUSED, {"before": moment - REFUSED_FOR}),
    }
