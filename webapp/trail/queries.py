"""The trail of one participant's record: what others did with it, and what they themselves shared and took along."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, bindparam, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from webapp.export.reading import BATCH
from webapp.extensions import Statement, db, select_columns
from webapp.models import Account, Audit, OutsideConsent, ShareLink
from webapp.paging import Place
from webapp.scope import owned

PAGE = 50
FAMILY = "family"
"""The role under which a family link is opened."""
SHARING = ("consent", "group week", "outside consent", "family link", "calendar address")
ACCOUNT = ("account", "password", "device", "devices", "reset code", "role", "leaving")
TEAM = (
    "away", "call", "counselor", "cover", "discharge", "entry", "flag", "group member", "reply", "session note",
    "suggestion", "task",
)  # fmt: skip
OWN = (*SHARING, *ACCOUNT, "call", "discharge", "everything", "pack", "accounting")
"""Of what a person does with their own record, what is listed; their entries are in the log."""

_actor, _about = aliased(Account), aliased(Account)
_IS_OPENING = and_(col(Audit.action) == "opened", col(Audit.subject) == "family link")
_IS_TELLING = and_(col(Audit.subject) == "lapse", col(Audit.detail).in_(("told", "not told")))
"""A lapse is shared one by one."""
_IS_LOOK = or_(col(Audit.action) == "viewed", _IS_OPENING)
_BY_THEMSELVES = col(Audit.actor_id) == col(Audit.owner_id)
KINDS: dict[str, Any] = {
    "looked": _IS_LOOK,
    "shared": or_(
        _IS_TELLING,
        and_(col(Audit.subject).in_(SHARING), col(Audit.action).not_in(("opened", "viewed", "exported", "refused"))),
    ),
    "taken": col(Audit.action) == "exported",
    "team": col(Audit.subject).in_(TEAM),
    "account": or_(col(Audit.subject).in_(ACCOUNT), col(Audit.action) == "refused"),
}
"""What can be asked for."""
WHO: dict[str, Any] = {
    "me": _BY_THEMSELVES,
    "family": col(Audit.actor_role) == FAMILY,
    "system": and_(col(Audit.actor_id).is_(None), col(Audit.actor_role) == ""),
    "person": col(Audit.actor_id) == bindparam("person"),
}

_LISTED = or_(
    col(Audit.actor_id).is_(None),
    ~_BY_THEMSELVES,
    _IS_TELLING,
    and_(col(Audit.subject).in_(OWN), col(Audit.action) != "confirmed"),
)
_NAMED = (
    owned(
        select_columns(
            Audit.id,
            Audit.at,
            Audit.actor_id,
            Audit.actor_role,
            Audit.action,
            Audit.subject,
            Audit.detail,
            _BY_THEMSELVES.label("by_me"),
            col(_actor.name).label("actor"),
            func.coalesce(ShareLink.name, OutsideConsent.recipient, _about.name).label("about"),
            OutsideConsent.purpose,
            OutsideConsent.organization,
        ),
        Audit,  # names its owner, and outlives them
    )
    .outerjoin(_actor, col(_actor.id) == Audit.actor_id)
    .outerjoin(_about, col(_about.id) == Audit.subject_id)
    .outerjoin(ShareLink, and_(col(ShareLink.id) == Audit.subject_id, col(ShareLink.owner_id) == Audit.owner_id))
    .outerjoin(
        OutsideConsent,
        and_(col(OutsideConsent.id) == Audit.subject_id, col(OutsideConsent.owner_id) == Audit.owner_id),
    )
)
_PAGE = (
    _NAMED.where(
        _LISTED,
        col(Audit.at) <= bindparam("before_at"),
        or_(col(Audit.at) < bindparam("before_at"), col(Audit.id) < bindparam("before_id")),
    )
    .order_by(col(Audit.at).desc(), col(Audit.id).desc())
    .limit(PAGE + 1)
)
_STAFF = (
    owned(select(Audit.actor_id, _actor.name).distinct(), Audit)
    .join(_actor, col(_actor.id) == Audit.actor_id)
    .where(~_BY_THEMSELVES)
    .order_by(col(_actor.name))
)
IS_DISCLOSURE = or_(_IS_LOOK, and_(col(Audit.action) == "exported", col(Audit.subject) == "outside consent"))
_DISCLOSURES = _NAMED.where(IS_DISCLOSURE, col(Audit.at) >= bindparam("since"))
_TO = (Audit.actor_id, Audit.actor_role, Audit.action, Audit.subject, Audit.subject_id)
_GROUPED = (
    owned(
        select_columns(
            Audit.actor_role,
            Audit.action,
            Audit.subject,
            func.max(_actor.name).label("actor"),
            func.max(func.coalesce(ShareLink.name, OutsideConsent.recipient)).label("about"),
            func.max(OutsideConsent.organization).label("organization"),
            func.max(OutsideConsent.purpose).label("purpose"),
            func.max(Audit.detail).label("detail"),
            func.min(Audit.at).label("first"),
            func.max(Audit.at).label("last"),
            func.count().label("times"),
        ),
        Audit,
    )
    .outerjoin(_actor, col(_actor.id) == Audit.actor_id)
    .outerjoin(ShareLink, and_(col(ShareLink.id) == Audit.subject_id, col(ShareLink.owner_id) == Audit.owner_id))
    .outerjoin(
        OutsideConsent,
        and_(col(OutsideConsent.id) == Audit.subject_id, col(OutsideConsent.owner_id) == Audit.owner_id),
    )
    .where(IS_DISCLOSURE, col(Audit.at) >= bindparam("since"))
    .group_by(*(col(column) for column in _TO))
    .order_by(func.max(Audit.at).desc())
)
EACH = _DISCLOSURES.where(col(Audit.id) > bindparam("after")).order_by(col(Audit.id)).limit(BATCH)
"""Every disclosure, the oldest first; `reading.by_id` reads it in batches."""


def rows(
    owner_id: UUID,
    before: Place,
    *,
    kind: str = "",
    who: str = "",
    person: UUID | None = None,
    since: datetime | None = None,
) -> Sequence[Row[Any]]:
    """Newest first, older than `before`, one more than fits on a page."""
    statement: Statement = _PAGE
    values: dict[str, Any] = {"owner_id": owner_id, "before_at": before.at, "before_id": before.id}
    if kind:
        statement = statement.where(KINDS[kind])
    if who or person:
        statement = statement.where(WHO["person" if person else who])
        values |= {"person": person} if person else {}
    if since:
        statement, values = statement.where(col(Audit.at) >= bindparam("since")), values | {"since": since}
    return db.rows(statement, **values)


def disclosures(owner_id: UUID, since: datetime) -> Sequence[Row[Any]]:
    """To whom, by what they got: the last first, with the first and the last time and how often."""
    return db.rows(_GROUPED, owner_id=owner_id, since=since)


def staff(owner_id: UUID) -> Sequence[Row[Any]]:
    """Those of the staff who did something with this record: actor_id, name."""
    return db.rows(_STAFF, owner_id=owner_id)
