"""The example program: invented people, three months of use."""

import secrets
from uuid import UUID

from sqlmodel import select

from webapp.accounts.passwords import hash_password
from webapp.accounts.services import make_account
from webapp.demo import jordan, maya
from webapp.enums import Role
from webapp.extensions import db
from webapp.models import Assignment, GroupMember, Program, TherapyGroup, now
from webapp.moments import today

PASSWORD = "river-candle-meadow-42"  # noqa: S105 -- of invented people, printed at the start
SIGN_INS = ("maya", "jordan", "dana", "lee", "alex")
ZONE = "America/New_York"


def load() -> bool:
    """Fill an empty database; False when there is a program already."""
    if db.first(select(Program.id)) is not None:
        return False
    with db.writing() as session:
        session.add(_program())
        ids = _people()
        session.add(Assignment(participant_id=ids["maya"], counselor_id=ids["dana"]))
        session.add(Assignment(participant_id=ids["jordan"], counselor_id=ids["lee"]))
        group = TherapyGroup(name="Evening group", when="Monday, Tuesday and Thursday, 6 pm")
        session.add(group)
        session.flush()
        for name in ("maya", "jordan"):
            session.add(GroupMember(group_id=group.id, account_id=ids[name], joined_on=today(ZONE)))
        maya.fill(ids["maya"], ZONE)
        jordan.fill(ids["jordan"], ZONE)
    return True


def _program() -> Program:
    return Program(
        name="Cedar Bend Example IOP",
        time_zone=ZONE,
        phone="(555) 555-0100",
        phone_hours="weekdays 8 to 6",
        reading_hours="weekdays 9 to 5",
        reading_hours_es="de lunes a viernes de 9 a 5",
        code_salt=secrets.token_hex(16),
        set_up_at=now(),
    )


def _people() -> dict[str, UUID]:
    stored = hash_password(PASSWORD)
    roles = {
        "maya": Role.PARTICIPANT,
        "jordan": Role.PARTICIPANT,
        "dana": Role.COUNSELOR,
        "lee": Role.COUNSELOR,
        "alex": Role.ADMIN,
    }
    return {name: make_account(name, stored, role, name=name.title()).id for name, role in roles.items()}
