"""Settings of the program, and the crisis lines of Help now. Everything runs in the caller's write transaction."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import col, select

from webapp.admin import trail
from webapp.admin.forms import ClosedDays, OwnLine, ProgramSettings
from webapp.content.clinical import CRISIS_LINES
from webapp.coverage import services as coverage
from webapp.extensions import db
from webapp.flags.rules import USUAL
from webapp.models import CrisisLine, Program, now


def program() -> Program:
    """The one row, to be changed."""
    row: Program = db.session.execute(select(Program)).scalar_one()
    return row


def change_program(row: Program, asked: ProgramSettings, by: UUID) -> None:
    """Keep the settings; the trail says which ones changed, not what they say."""
    changed = [name for name, value in asked.model_dump().items() if getattr(row, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(row, name, getattr(asked, name))
    db.session.flush()
    if "time_zone" in changed:
        coverage.follow_zone(row.time_zone)
    trail.note("changed", "program", row.id, by=by, detail=", ".join(changed))


def change_rules(row: Program, values: dict[str, int], by: UUID) -> None:
    """Keep what is pointed out to counselors; the trail says which rules and numbers changed."""
    changed = [name for name, value in values.items() if {**USUAL, **row.flag_rules}[name] != value]
    if not changed:
        return
    row.flag_rules = values
    db.session.flush()
    trail.note("changed", "program", row.id, by=by, detail=f"flag_rules: {', '.join(changed)}")


def add_closed(row: Program, asked: ClosedDays, by: UUID) -> None:
    """Nobody reads on these days. A second time changes nothing."""
    _keep_closed(row, {*row.closed_days, f"{asked.first_day}/{asked.last_day}"}, by)


def remove_closed(row: Program, span: str, by: UUID) -> None:
    _keep_closed(row, {*row.closed_days} - {span}, by)


def _keep_closed(row: Program, spans: set[str], by: UUID) -> None:
    """In order. What the trail says is that they changed."""
    if sorted(spans) == row.closed_days:
        return
    row.closed_days = sorted(spans)
    db.session.flush()
    trail.note("changed", "program", row.id, by=by, detail="closed_days")


def key_of(line: CrisisLine) -> str:
    """The slug of a national line, the id of an own one."""
    return line.slug or str(line.id)


def is_fixed(line: CrisisLine) -> bool:
    """988 and 911: always shown, always first."""
    return bool(line.slug) and CRISIS_LINES[str(line.slug)].primary


def lines() -> dict[str, CrisisLine]:
    """All lines in their order, to be changed. A national one that has no row yet gets it, and is shown as before."""
    rows = list(db.session.execute(select(CrisisLine).order_by(col(CrisisLine.position))).scalars())
    known = [row for row in rows if not row.slug or row.slug in CRISIS_LINES]
    there = {row.slug for row in known}
    new = [CrisisLine(slug=slug, kind=line.kind) for slug, line in CRISIS_LINES.items() if slug not in there]
    ordered = known + new if any(there - {None}) else new + known
    for position, row in enumerate(ordered):
        row.position = position
    db.session.add_all(new)
    db.session.flush()
    return {key_of(row): row for row in ordered}


def confirm(chosen: Iterable[CrisisLine], by: UUID) -> None:
    """Somebody called or opened them now."""
    moment = now()
    for line in chosen:
        line.confirmed_at, line.confirmed_by = moment, by
        trail.note("confirmed", "crisis line", line.id, by=by, detail=line.slug or "own")
    db.session.flush()


def show(line: CrisisLine, shown: bool, by: UUID) -> None:
    """On Help now or not. The caller has checked that it may be hidden."""
    if line.shown == shown:
        return
    line.shown = shown
    db.session.flush()
    trail.note("showed" if shown else "hid", "crisis line", line.id, by=by, detail=line.slug or "own")


def move(every: dict[str, CrisisLine], line: CrisisLine, *, up: bool, by: UUID) -> None:
    """Swap it with the one before or after that can be moved; at the end of the list nothing changes."""
    movable = [row for row in every.values() if not is_fixed(row)]
    place = movable.index(line)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(movable):
        return
    line.position, movable[other].position = movable[other].position, line.position
    db.session.flush()
    trail.note("moved", "crisis line", line.id, by=by, detail=line.slug or "own")


def add_line(asked: OwnLine, by: UUID) -> CrisisLine:
    """A line of the clinic's own, after all others. Whoever adds it has called it."""
    line = CrisisLine(position=len(lines()))
    db.session.add(line)
    return _keep(line, asked, "added", by)


def change_line(line: CrisisLine, asked: OwnLine, by: UUID) -> None:
    _keep(line, asked, "changed", by)


def _keep(line: CrisisLine, asked: OwnLine, done: str, by: UUID) -> CrisisLine:
    line.kind, line.name, line.detail, line.number = asked.kind, asked.name, asked.detail, asked.number
    line.confirmed_at, line.confirmed_by = now(), by
    db.session.flush()
    trail.note(done, "crisis line", line.id, by=by, detail="own")
    return line


def remove_line(line: CrisisLine, by: UUID) -> None:
    trail.note("removed", "crisis line", line.id, by=by, detail="own")
    db.session.delete(line)
    db.session.flush()
