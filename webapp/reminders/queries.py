"""What is asked for, and what is due. The claims are those of `services`."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, or_
from sqlmodel import col, select

from webapp.checkins.sign_queries import WEEK, newest_check, signs
from webapp.enums import Role
from webapp.extensions import db, select_columns
from webapp.models import Account, CheckIn, Device, Program, PushSubscription, ReminderChoice
from webapp.scope import everyone, owned
from webapp.sessions import ALIVE, limits

_CHOICE = owned(
    select_columns(
        ReminderChoice.check_in,
        ReminderChoice.signs,
        ReminderChoice.hour,
        ReminderChoice.quiet_from,
        ReminderChoice.quiet_until,
        ReminderChoice.text,
    ),
    ReminderChoice,
)
_ON_DEVICE = owned(select(PushSubscription.id), PushSubscription).where(
    col(PushSubscription.device_id) == bindparam("device")
)
_CHECKED_IN = (
    owned(select(CheckIn.id), CheckIn)
    .where(col(CheckIn.day) == bindparam("day"), col(CheckIn.deleted_at).is_(None))
    .limit(1)
)
_WANTED = everyone(
    select_columns(
        ReminderChoice.owner_id,
        ReminderChoice.check_in,
        ReminderChoice.signs,
        ReminderChoice.hour,
        ReminderChoice.quiet_from,
        ReminderChoice.quiet_until,
        ReminderChoice.text,
        Account.language,
        Account.time_zone,
        col(Program.time_zone).label("program_zone"),
    )
    .join(Account, col(Account.id) == ReminderChoice.owner_id)
    .join(Program, col(Program.singleton) == 1)
    .where(
        col(Account.active).is_(True),
        col(Account.leaves_at).is_(None),
        or_(col(ReminderChoice.check_in).is_(True), col(ReminderChoice.signs).is_(True)),
        col(ReminderChoice.owner_id).in_(select(PushSubscription.owner_id)),
    ),
    reason="whoever asked for reminders and has a phone for them; no entry is read",
)
_WHERE_TO = (
    owned(
        select(PushSubscription.id, PushSubscription.endpoint, PushSubscription.p256dh, PushSubscription.auth),
        PushSubscription,
    )
    .join(Device, col(Device.id) == PushSubscription.device_id)
    .where(*ALIVE)
)


def choice(owner_id: UUID) -> Any | None:
    """What somebody chose, if they ever did."""
    return db.first(_CHOICE, owner_id=owner_id)


def is_subscribed(owner_id: UUID, device_id: UUID) -> bool:
    return db.first(_ON_DEVICE, owner_id=owner_id, device=device_id) is not None


def wanted() -> Sequence[Any]:
    return db.rows(_WANTED)


def where_to(owner_id: UUID, at: datetime) -> Sequence[Any]:
    """The devices on which somebody is signed in and wants to be told."""
    return db.rows(_WHERE_TO, owner_id=owner_id, **limits(Role.PARTICIPANT, at))


def check_in_due(owner_id: UUID, day: date) -> bool:
    return db.first(_CHECKED_IN, owner_id=owner_id, day=day) is None


def signs_due(owner_id: UUID, day: date) -> bool:
    """As Today says it: there are signs to look at, and none were for a week."""
    newest = newest_check(owner_id)
    return any(not sign.hidden for sign in signs(owner_id)) and (newest is None or newest.day <= day - WEEK)
