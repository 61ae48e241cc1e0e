"""Maya's week after the program: two groups, with somebody who goes along, and a visit tomorrow."""

from datetime import timedelta
from uuid import UUID

from webapp.extensions import db
from webapp.models import Appointment
from webapp.moments import today
from webapp.people.queries import people

COMPANION, TOGETHER = "Tess", "Thursday meeting"
GROUPS = (
    (TOGETHER, [3], 19 * 60, "Grace Church, room 4"),
    ("Women’s group", [0, 5], 12 * 60 + 30, "By video"),
)


def fill(owner_id: UUID, zone: str) -> None:
    here = today(zone)
    companion = next(person.id for person in people(owner_id) if person.name == COMPANION)
    for title, weekdays, begins, place in GROUPS:
        group = Appointment(
            owner_id=owner_id,
            title=title,
            weekdays=weekdays,
            first_on=here - timedelta(days=30),
            begins=begins,
            time_zone=zone,
            place=place,
            person_id=companion if title == TOGETHER else None,
        )
        db.session.add(group)
    tomorrow, ten = here + timedelta(days=1), 10 * 60
    visit = Appointment(owner_id=owner_id, title="Dr. Lee", first_on=tomorrow, begins=ten, lasts=30, time_zone=zone)
    db.session.add(visit)
    db.session.flush()
