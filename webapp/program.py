"""The one program of this installation."""

from sqlmodel import select

from webapp.extensions import db
from webapp.models import Program

_ZONE = select(Program.time_zone)


def time_zone() -> str:
    return str(db.value(_ZONE))
