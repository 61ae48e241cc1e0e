"""Choosing reminders, a device for them, and claiming one so that it is sent once."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import bindparam, delete, or_
from sqlmodel import col, select

from webapp import audit
from webapp.extensions import db
from webapp.models import PushSubscription, ReminderChoice, ReminderSent
from webapp.reminders.forms import Choices, Subscription
from webapp.scope import everyone, own, owned, owned_change

KEPT = timedelta(days=7)
"""Claims older than this guard nothing: nobody is reminded of a day that has passed."""
_TAKEN_OVER = everyone(
    delete(PushSubscription).where(
        or_(
            col(PushSubscription.endpoint) == bindparam("at"),
            col(PushSubscription.device_id) == bindparam("device"),
        )
    ),
    reason="a browser belongs to whoever is signed in there now, and no longer to the one before",
)
_FORGET = owned_change(
    delete(PushSubscription).where(col(PushSubscription.device_id) == bindparam("device")), PushSubscription
)
_DEAD = owned_change(delete(PushSubscription).where(col(PushSubscription.id) == bindparam("dead")), PushSubscription)
_OLD = owned_change(delete(ReminderSent).where(col(ReminderSent.day) < bindparam("before")), ReminderSent)
_CLAIMED = owned(select(ReminderSent.kind), ReminderSent).where(col(ReminderSent.day) == bindparam("day"))


def choose(owner_id: UUID, wanted: Choices) -> None:
    row = db.session.execute(own(ReminderChoice), {"owner_id": owner_id}).scalar()
    if row is None:
        row = ReminderChoice(owner_id=owner_id)
        db.session.add(row)
    for name, value in wanted.model_dump().items():
        setattr(row, name, value)
    db.session.flush()
    audit.by_owner("changed", "reminders", row.id, owner_id)


def subscribe(owner_id: UUID, device_id: UUID, wanted: Subscription) -> None:
    db.run(_TAKEN_OVER, {"at": wanted.endpoint, "device": device_id})
    db.session.add(PushSubscription(owner_id=owner_id, device_id=device_id, **wanted.model_dump()))
    db.session.flush()


def unsubscribe(owner_id: UUID, device_id: UUID) -> None:
    db.run(_FORGET, {"of_owner": owner_id, "device": device_id})


def forget_dead(owner_id: UUID, subscription_id: UUID) -> None:
    db.run(_DEAD, {"of_owner": owner_id, "dead": subscription_id})


def claim(owner_id: UUID, kinds: Sequence[str], day: date) -> list[str]:
    """Those of `kinds` that nobody claimed for this day before, now claimed by us.

    Two at the same moment: the table refuses the second one, whose transaction is run again.
    """
    taken = {row.kind for row in db.rows(_CLAIMED, owner_id=owner_id, day=day)}
    db.run(_OLD, {"of_owner": owner_id, "before": day - KEPT})
    ours = [kind for kind in kinds if kind not in taken]
    for kind in ours:
        db.session.add(ReminderSent(owner_id=owner_id, kind=kind, day=day))
    db.session.flush()
    return ours
