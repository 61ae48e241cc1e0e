"""Handing a caseload over for some days. It begins and ends by itself, at the midnights of the program's zone."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import select

from webapp import audit, program
from webapp.coverage import queries
from webapp.coverage.forms import NOBODY, NewCoverage
from webapp.extensions import db
from webapp.forms import Parsed
from webapp.i18n import _
from webapp.models import Account, Coverage, now
from webapp.moments import moment_of_wall_clock, today
from webapp.scope import not_over

COVER, AWAY = "cover", "away"
"""What the trail calls them."""
Actor = tuple[UUID, str]
"""Who does it, and in which role."""
LONGEST = timedelta(days=92)
FARTHEST = timedelta(days=366)


def check(form: Parsed[NewCoverage], counselor: Account) -> None:
    """Adds to the form what is wrong with these days, or with this choice."""
    if form.errors:
        return
    asked, here = form.value, today(program.time_zone())
    covering = {row.id: row.name for row in queries.counselors() if row.id != counselor.id}
    if asked.covering != NOBODY and asked.covering not in covering:
        form.errors["covering"] = _("Please choose one from the list.")
    elif not here <= asked.first_day <= here + FARTHEST:
        form.errors["first_day"] = _("Please choose a day from today on, a year away at the most.")
    elif not asked.first_day <= asked.last_day <= asked.first_day + LONGEST:
        form.errors["last_day"] = _(
            "Please choose a last day that is not before the first, and 3 months later at most."
        )
    else:
        _check_others(form, counselor, covering)


def _check_others(form: Parsed[NewCoverage], counselor: Account, names: dict[UUID, str]) -> None:
    """Who covers is there on these days, and who goes away covers for nobody then."""
    covering = covering_of(form.value)
    for row in queries.meeting(form.value.first_day, form.value.last_day):
        if row.covering_id == counselor.id:
            text = _("%(name)s covers for somebody on some of these days. End that first.", name=counselor.name)
            form.errors["first_day"] = text
        elif covering and row.counselor_id == covering:
            text = _("%(name)s is away on some of these days. Please choose somebody else.", name=names[covering])
            form.errors["covering"] = text
        elif (row.counselor_id, row.covering_id) == (counselor.id, covering):
            form.errors["first_day"] = _("Some of these days are noted already.")


def covering_of(asked: NewCoverage) -> UUID | None:
    return asked.covering if isinstance(asked.covering, UUID) else None


def add(counselor: Account, asked: NewCoverage, by: Actor) -> None:
    """`check` found nothing wrong with it."""
    starts_at, ends_at = bounds(asked.first_day, asked.last_day, program.time_zone())
    coverage = Coverage(
        counselor_id=counselor.id,
        covering_id=covering_of(asked),
        first_day=asked.first_day,
        last_day=asked.last_day,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    db.session.add(coverage)
    db.session.flush()
    _note(coverage, queries.caseload(counselor.id), by, begins=True)


def is_there(counselor: Account, asked: NewCoverage) -> bool:
    """Whether exactly this was noted before, by a form that came twice."""
    wanted = (counselor.id, covering_of(asked), asked.first_day, asked.last_day)
    return any(
        (row.counselor_id, row.covering_id, row.first_day, row.last_day) == wanted
        for row in queries.covers_of(counselor.id)
    )


def end(coverage: Coverage, by: Actor) -> None:
    """From the next request on. What is over stays as it was."""
    if coverage.ended_at is not None or coverage.ends_at <= now():
        return
    coverage.ended_at = now()
    db.session.flush()
    _note(coverage, queries.caseload(coverage.counselor_id), by, begins=False)


def end_all_of(account: Account, by: Actor) -> None:
    """Of somebody who is a counselor no more."""
    for row in queries.covers_of(account.id):
        end(db.session.get_one(Coverage, row.id), by)


def note_for(participant_id: UUID, counselor_id: UUID, by: Actor) -> None:
    """Somebody joins a caseload: the trail says who covers for it, now or later."""
    for row in queries.covers_of(counselor_id):
        if row.counselor_id == counselor_id:
            _note(db.session.get_one(Coverage, row.id), [participant_id], by, begins=True)


def follow_zone(zone: str) -> None:
    """The program moved to another zone: the days stay, their midnights are other moments."""
    for coverage in db.session.execute(select(Coverage).where(*not_over())).scalars():
        coverage.starts_at, coverage.ends_at = bounds(coverage.first_day, coverage.last_day, zone)
    db.session.flush()


def bounds(first: date, last: date, zone: str) -> tuple[datetime, datetime]:
    """The midnights before the first and after the last day."""
    midnights = (datetime.combine(day, datetime.min.time()) for day in (first, last + timedelta(days=1)))
    starts_at, ends_at = (moment_of_wall_clock(zone, midnight).occurred_at for midnight in midnights)
    return starts_at, ends_at


def _note(coverage: Coverage, participants: Iterable[UUID], by: Actor, *, begins: bool) -> None:
    subject, actions = (COVER, ("assigned", "unassigned")) if coverage.covering_id else (AWAY, ("added", "removed"))
    for participant_id in participants:
        audit.record(
            actions[0] if begins else actions[1],
            subject,
            coverage.covering_id or coverage.counselor_id,
            actor_id=by[0],
            actor_role=by[1],
            owner_id=participant_id,
            detail=f"{coverage.first_day}/{coverage.last_day}",
        )
