"""Starting and changing counters. The trail says that a counter was changed, never to which date."""

from datetime import date
from uuid import UUID

from sqlmodel import col

from webapp import audit
from webapp.accounts.queries import focuses
from webapp.days.forms import NewCounter
from webapp.enums import Focus
from webapp.extensions import db
from webapp.models import Counter
from webapp.scope import own

ANSWERS = ("focus", "label", "started_on", "day_cost", "day_minutes", "show_numbers", "show_run")


def start_counter(owner_id: UUID, focus: str, started_on: date, day_cost: int | None = None) -> Counter:
    """Count days for a focus, as the first steps ask it; asked again, the same counter is changed."""
    known = own(Counter).where(col(Counter.focus) == focus).order_by(col(Counter.created_at))
    counter = db.session.execute(known, {"owner_id": owner_id}).scalars().first()
    if counter is None:
        counter = Counter(
            owner_id=owner_id, focus=focus, started_on=started_on, show_numbers=shows_numbers(focuses(owner_id))
        )
        db.session.add(counter)
    else:
        counter.version += 1
    counter.started_on, counter.day_cost = started_on, day_cost
    _keep(counter)
    return counter


def shows_numbers(chosen: list[str]) -> bool:
    """Whether numbers are shown until the person says otherwise: not beside an eating disorder."""
    return Focus.EATING not in chosen


def add_counter(owner_id: UUID, asked: NewCounter) -> None:
    counter = Counter(owner_id=owner_id, started_on=asked.started_on)
    db.session.add(counter)
    _fill(counter, asked)
    _keep(counter)


def change(counter: Counter, asked: NewCounter) -> None:
    _fill(counter, asked)
    counter.version += 1
    _keep(counter)


def hide(counter: Counter, hidden: bool) -> None:
    counter.hidden = hidden
    counter.version += 1
    _keep(counter)


def _fill(counter: Counter, asked: NewCounter) -> None:
    for name in ANSWERS:
        setattr(counter, name, getattr(asked, name))


def _keep(counter: Counter) -> None:
    db.session.flush()
    audit.by_owner("changed", "counter", counter.id, counter.owner_id)
