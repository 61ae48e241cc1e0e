"""Who looks after whom, and who is in which therapy group."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, func, or_
from sqlmodel import col, select

from webapp.enums import Role
from webapp.extensions import db, select_columns
from webapp.models import Account, Assignment, GroupMember, TherapyGroup

_TEAM = (
    select(Assignment.id, Assignment.counselor_id, Account.name, Account.active)
    .join(Account, col(Account.id) == Assignment.counselor_id)
    .where(col(Assignment.participant_id) == bindparam("account"), col(Assignment.ended_at).is_(None))
    .order_by(col(Account.name))
)
_CASELOAD = (
    select(Assignment.id, Assignment.participant_id, Account.name, Account.active)
    .join(Account, col(Account.id) == Assignment.participant_id)
    .where(col(Assignment.counselor_id) == bindparam("account"), col(Assignment.ended_at).is_(None))
    .order_by(col(Account.name))
)
_ROLE = (
    select(Account.id, Account.name)
    .where(col(Account.role) == bindparam("role"), col(Account.active).is_(True))
    .order_by(col(Account.name))
)
_GROUPS = (
    select_columns(
        TherapyGroup.id,
        TherapyGroup.name,
        TherapyGroup.when,
        TherapyGroup.closed_at,
        func.count(col(GroupMember.id)).label("members"),
    )
    .outerjoin(GroupMember, col(GroupMember.group_id) == TherapyGroup.id)
    .group_by(TherapyGroup.id, TherapyGroup.name, TherapyGroup.when, TherapyGroup.closed_at)
    .order_by(col(TherapyGroup.name))
)
_MEMBERS = (
    select_columns(GroupMember.id, GroupMember.account_id, Account.name, Account.role, Account.active)
    .join(Account, col(Account.id) == GroupMember.account_id)
    .where(col(GroupMember.group_id) == bindparam("group"))
    .order_by(col(Account.name))
)
_MEMBERSHIPS = (
    select(GroupMember.id, GroupMember.group_id, TherapyGroup.name, TherapyGroup.when)
    .join(TherapyGroup, col(TherapyGroup.id) == GroupMember.group_id)
    .where(col(GroupMember.account_id) == bindparam("account"))
    .order_by(col(TherapyGroup.name))
)
_GROUP_NAMED = select(TherapyGroup.id).where(
    or_(
        col(TherapyGroup.name) == bindparam("name"), func.lower(col(TherapyGroup.name)) == func.lower(bindparam("name"))
    )
)


def team_of(participant_id: UUID) -> Sequence[Row[Any]]:
    return db.rows(_TEAM, account=participant_id)


def caseload_of(counselor_id: UUID) -> Sequence[Row[Any]]:
    return db.rows(_CASELOAD, account=counselor_id)


def active(role: Role) -> Sequence[Row[Any]]:
    """Id and name of everybody with this role whose account is on."""
    return db.rows(_ROLE, role=role.value)


def groups() -> Sequence[Row[Any]]:
    """All groups, closed ones too, with their number of members."""
    return db.rows(_GROUPS)


def members_of(group_id: UUID) -> Sequence[Row[Any]]:
    return db.rows(_MEMBERS, group=group_id)


def memberships_of(account_id: UUID) -> Sequence[Row[Any]]:
    return db.rows(_MEMBERSHIPS, account=account_id)


def group_named(name: str) -> UUID | None:
    found: UUID | None = db.value(_GROUP_NAMED, name=name)
    return found
