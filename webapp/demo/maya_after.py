"""Maya's plan for after the program, as far as she and Dana got: steps, a few weeks, what holds her, her last day."""

from datetime import date, timedelta
from uuid import UUID

from webapp.consents.terms import end_of
from webapp.extensions import db
from webapp.models import Account, PlanVersion, now
from webapp.moments import today
from webapp.people.queries import people
from webapp.plan.lines import Item, stage_of, week_of

LINES = {
    "after-medicines": ["Naltrexone 50 mg, in the morning. Dr. Lee refills it on the 3rd"],
    "after-have": ["I know skills that work for me.", "I have a safe place to live.", "My choir on Wednesdays"],
    "after-build": ["One more person I can call.", "Order in my money and papers."],
    "after-goals": ["90 days with two groups a week", "Sunday dinner with Mia, each week"],
}
WEEKS = ("1:See Dr. Lee", "1:Thursday meeting with Tess", "2:Call the job center", "4:Ask about the choir tour")
BY_MY_SIDE = ("Tess", "Ruth")


DAYS_LEFT = 19
"""Until her last day in the program."""


def fill(owner_id: UUID, zone: str) -> None:
    last = today(zone) + timedelta(days=DAYS_LEFT)
    account = db.session.get_one(Account, owner_id)
    account.discharge_on, account.team_until = last, end_of(last, zone)
    sections: dict[str, list[Item]] = {key: [{"text": text} for text in texts] for key, texts in LINES.items()}
    sections["after-stages"] = _stages(last)
    sections["after-weeks"] = [week_of(value) for value in WEEKS]
    sections["after-people"] = [
        {"text": person.name, "person": str(person.id)} for person in people(owner_id) if person.name in BY_MY_SIDE
    ]
    for section, items in sections.items():
        db.session.add(
            PlanVersion(
                owner_id=owner_id,
                section=section,
                number=1,
                items=items,
                author_id=owner_id,
                written_at=now() - timedelta(days=6),
            )
        )
    db.session.flush()


def _stages(last: date) -> list[Item]:
    spans = (
        ("iop", last - timedelta(days=112), last),
        ("outpatient", last + timedelta(days=3), last + timedelta(days=90)),
        ("alumni", last + timedelta(days=1), ""),
    )
    return [stage_of(f"{stage}:{first}:{end}") for stage, first, end in spans]
