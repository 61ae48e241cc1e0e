"""Care teams and therapy groups. Everything runs in the caller's write transaction."""

from uuid import UUID

from sqlalchemy import insert, update
from sqlmodel import col, select

from webapp.admin import queries_teams, trail
from webapp.admin.forms import Group
from webapp.coverage import services as coverage
from webapp.enums import Role
from webapp.extensions import db
from webapp.models import Account, Assignment, GroupMember, TherapyGroup, now, uuid7
from webapp.moments import today


def assign(participant: Account, counselor: Account, by: UUID) -> None:
    """The counselor looks after the participant from now on. A second time changes nothing."""
    if any(row.counselor_id == counselor.id for row in queries_teams.team_of(participant.id)):
        return
    db.session.add(Assignment(participant_id=participant.id, counselor_id=counselor.id))
    db.session.flush()
    trail.note("assigned", "counselor", counselor.id, by=by, owner_id=participant.id)
    coverage.note_for(participant.id, counselor.id, (by, Role.ADMIN))


def end_assignment(assignment: Assignment, by: UUID) -> None:
    if assignment.ended_at is not None:
        return
    assignment.ended_at = now()
    db.session.flush()
    trail.note("unassigned", "counselor", assignment.counselor_id, by=by, owner_id=assignment.participant_id)


def hand_over(counselor: Account, successor: Account, by: UUID) -> None:
    """Everybody whom `counselor` looks after is looked after by `successor` from now on."""
    handed = [row.participant_id for row in queries_teams.caseload_of(counselor.id)]
    there = {row.participant_id for row in queries_teams.caseload_of(successor.id)}
    moment = now()
    db.run(
        update(Assignment)
        .where(col(Assignment.counselor_id) == counselor.id, col(Assignment.ended_at).is_(None))
        .values(ended_at=moment)
    )
    for participant_id in handed:
        trail.note("unassigned", "counselor", counselor.id, by=by, owner_id=participant_id)
        if participant_id not in there:
            row = {"id": uuid7(), "participant_id": participant_id, "counselor_id": successor.id, "started_at": moment}
            db.run(insert(Assignment), row)
            trail.note("assigned", "counselor", successor.id, by=by, owner_id=participant_id)
            coverage.note_for(participant_id, successor.id, (by, Role.ADMIN))


def add_group(asked: Group, by: UUID) -> TherapyGroup:
    group = TherapyGroup(name=asked.name, when=asked.when)
    db.session.add(group)
    db.session.flush()
    trail.note("added", "group", group.id, by=by)
    return group


def change_group(group: TherapyGroup, asked: Group, by: UUID) -> None:
    group.name, group.when = asked.name, asked.when
    db.session.flush()
    trail.note("changed", "group", group.id, by=by)


def close_group(group: TherapyGroup, by: UUID) -> None:
    """It is offered no more; who was in it stays known."""
    group.closed_at = now()
    db.session.flush()
    trail.note("closed", "group", group.id, by=by)


def reopen_group(group: TherapyGroup, by: UUID) -> None:
    group.closed_at = None
    db.session.flush()
    trail.note("reopened", "group", group.id, by=by)


def add_member(group: TherapyGroup, account: Account, time_zone: str, by: UUID) -> None:
    """A second time changes nothing."""
    there = select(GroupMember.id).where(
        col(GroupMember.group_id) == group.id, col(GroupMember.account_id) == account.id
    )
    if db.first(there) is not None:
        return
    db.session.add(GroupMember(group_id=group.id, account_id=account.id, joined_on=today(time_zone)))
    db.session.flush()
    trail.note("added", "group member", group.id, by=by, owner_id=account.id)


def remove_member(member: GroupMember, by: UUID) -> None:
    trail.note("removed", "group member", member.group_id, by=by, owner_id=member.account_id)
    db.session.delete(member)
    db.session.flush()
