"""The example program: invented people, three months of use."""

import secrets

from sqlmodel import select

from webapp.accounts.passwords import hash_password
from webapp.accounts.services import make_account
from webapp.enums import Focus, Role
from webapp.extensions import db
from webapp.models import Assignment, FocusChoice, Program, now

PASSWORD = "river-candle-meadow-42"  # noqa: S105 -- of invented people, printed at the start
SIGN_INS = ("maya", "jordan", "dana", "lee", "alex")


def load() -> bool:
    """Fill an empty database; False when there is a program already."""
    if db.first(select(Program.id)) is not None:
        return False
    with db.writing() as session:
        session.add(
            Program(
                name="Cedar Bend Example IOP", time_zone="America/New_York", phone="(555) 555-0100",
                phone_hours="weekdays 8 to 6", reading_hours="weekdays 9 to 5", reading_hours_es="de lunes a viernes de 9 a 5",
                code_salt=secrets.token_hex(16), set_up_at=now(),
            )
        )  # fmt: skip
        stored = hash_password(PASSWORD)
        maya = make_account("maya", stored, Role.PARTICIPANT, name="Maya")
        make_account("jordan", stored, Role.PARTICIPANT, name="Jordan", language="es")
        dana = make_account("dana", stored, Role.COUNSELOR, name="Dana")
        make_account("lee", stored, Role.COUNSELOR, name="Lee")
        make_account("alex", stored, Role.ADMIN, name="Alex")
        session.add(Assignment(participant_id=maya.id, counselor_id=dana.id))
        session.add(FocusChoice(owner_id=maya.id, focus=Focus.ALCOHOL, position=0))
    return True
