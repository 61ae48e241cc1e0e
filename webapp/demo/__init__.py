"""The example program: invented people, three months of use."""

import secrets
from datetime import timedelta
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select

from webapp.accounts.passwords import hash_password
from webapp.accounts.services import make_account
from webapp.demo import (
    evening_group,
    jordan,
    maya,
    maya_after,
    maya_learn,
    maya_links,
    maya_sessions,
    maya_team,
    maya_week,
)
from webapp.demo.maya_texts import PROGRAM
from webapp.enums import Role
from webapp.extensions import db
from webapp.models import Assignment, Program, now
from webapp.scope import everyone
from webapp.timeline import MODELS

PASSWORD = "river-candle-meadow-42"  # noqa: S105 -- of invented people, printed at the start
SIGN_INS = ("maya", "jordan", "dana", "lee", "alex")
FAMILY_LINK = f"/s/{maya_links.PUBLIC_ID}#{maya_links.SECRET}"
"""What Maya's mother was sent, without the address of the server."""
ZONE = "America/New_York"


def load() -> bool:
    """Fill an empty database; False when there is a program already."""
    if db.first(select(Program.id)) is not None:
        return False
    with db.writing() as session:
        session.add(_program())
        stored = hash_password(PASSWORD)
        ids = _people(stored)
        since = now() - timedelta(days=maya.DAYS)
        session.add(Assignment(participant_id=ids["maya"], counselor_id=ids["dana"], started_at=since))
        session.add(Assignment(participant_id=ids["jordan"], counselor_id=ids["lee"]))
        maya.fill(ids["maya"], ZONE)
        maya_learn.fill(ids["maya"])
        maya_week.fill(ids["maya"], ZONE)
        maya_after.fill(ids["maya"], ZONE)
        maya_links.fill(ids["maya"], ids["dana"])
        maya_sessions.fill(ids["maya"], ids["dana"], ZONE)
        maya_team.fill(ids["maya"], ids["dana"], ZONE)
        jordan.fill(ids["jordan"], ZONE)
        evening_group.fill(ids, ZONE, stored)
        session.flush()
        for model in MODELS.values():
            arrived = update(model).values(received_at=col(model.occurred_at))
            session.execute(everyone(arrived, reason="invented entries arrived when they happened"))
    return True


def _program() -> Program:
    return Program(
        name=PROGRAM,
        time_zone=ZONE,
        phone="(555) 555-0100",
        phone_hours="weekdays 8 to 6",
        phone_hours_es="de lunes a viernes de 8 a 6",
        reading_days=[1, 2, 3, 4, 5],
        reading_by="17:00",
        code_salt=secrets.token_hex(16),
        set_up_at=now(),
        is_example=True,
    )


def _people(stored: str) -> dict[str, UUID]:
    roles = {
        "maya": Role.PARTICIPANT,
        "jordan": Role.PARTICIPANT,
        "dana": Role.COUNSELOR,
        "lee": Role.COUNSELOR,
        "alex": Role.ADMIN,
    }
    return {name: make_account(name, stored, role, name=name.title()).id for name, role in roles.items()}
