"""What Dana finds in the evening group before a session: a call, a lapse, two strong urges that she has, a silence."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from webapp import entries
from webapp.extensions import db
from webapp.models import CallRequest, FlagNote, Lapse, Urge, now
from webapp.moments import moment, moment_of_wall_clock, today


def fill(sam: UUID, priya: UUID, rosa: UUID, dana: UUID, zone: str) -> None:
    """The fourth, Andre, wrote nothing for some days."""
    _urge(sam, zone, days=1, strength=9)
    newest = _urge(sam, zone, days=0, strength=8)
    db.session.add(FlagNote(owner_id=sam, rule="strong-twice", cause=str(newest), by_id=dana, action="mine"))
    db.session.add(Lapse(owner_id=priya, kind="use", told_team=True, safe="yes", harm_thoughts="no", **_when(zone, 1)))
    _urge(rosa, zone, days=2, strength=4)
    db.session.add(CallRequest(owner_id=rosa, requested_at=now() - timedelta(minutes=25)))
    db.session.flush()


def _urge(owner_id: UUID, zone: str, *, days: int, strength: int) -> UUID:
    urge = Urge(owner_id=owner_id, word="urge", strength=strength, **_when(zone, days))
    db.session.add(urge)
    return urge.id


def _when(zone: str, days: int) -> dict[str, Any]:
    """This moment, or nine in the evening so many days ago."""
    evening = datetime.combine(today(zone) - timedelta(days=days), time(21))
    return entries.when(moment_of_wall_clock(zone, evening) if days else moment(zone))
