"""What the person's own entries say. Counts and means of their own rows; nothing is said under three uses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any
from uuid import UUID

from sqlalchemy import Row, String, and_, bindparam, case, cast, exists, func
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from webapp.enums import ConsentCategory
from webapp.extensions import db, select_columns
from webapp.models import Practice, Urge, UrgeTrigger
from webapp.scope import BETWEEN, owned, shared_with_team, together

ENOUGH = 3
"""Before and after pairs under which nothing is claimed."""
LONGEST = 240
"""Minutes after which a rating is of another moment: an entry written later, a look back the next day."""
EASED_BY = 2
"""An urge has eased when it is this much lower."""
UNTIL = "/"

_THEIRS, _THIS = aliased(UrgeTrigger), aliased(UrgeTrigger)
_DROP = func.avg(col(Practice.before) - col(Practice.after))
_WORKED = (
    owned(select(Practice.skill_key, _DROP.label("drop"), func.count().label("times")), Practice)
    .where(
        col(Practice.before).is_not(None),
        col(Practice.after).is_not(None),
        col(Practice.deleted_at).is_(None),
    )
    .group_by(col(Practice.skill_key))
    .having(func.count() >= ENOUGH)
    .order_by(_DROP.desc())
)
_WORKED_FOR = _WORKED.join(UrgeTrigger, col(UrgeTrigger.urge_id) == Practice.urge_id).where(
    col(UrgeTrigger.owner_id) == bindparam("owner_id"), col(UrgeTrigger.trigger_id) == bindparam("trigger_id")
)
_MET_HERE = (
    exists()
    .where(
        col(_THEIRS.urge_id) == Practice.urge_id,
        col(_THEIRS.trigger_id) == col(_THIS.trigger_id),
        col(_THIS.urge_id) == bindparam("urge_id"),
        col(_THIS.owner_id) == bindparam("owner_id"),
    )
    .correlate(Practice)
)
_HERE = case((_MET_HERE, col(Practice.before) - col(Practice.after)))
_WORKED_HERE = _WORKED.add_columns(func.avg(_HERE).label("drop_here"), func.count(_HERE).label("times_here"))
_SPAN = cast(col(Urge.occurred_at), String).concat(UNTIL).concat(cast(col(Urge.rerated_at), String))
_EASED = together(
    owned(select(_SPAN.label("span")), Urge)
    .where(
        col(Urge.rerated_at).is_not(None),
        col(Urge.strength) - col(Urge.strength_now) >= EASED_BY,
        col(Urge.deleted_at).is_(None),
    )
    .order_by(col(Urge.occurred_at).desc())
    .limit(50)
)
EASED = _EASED.with_only_columns(func.aggregate_strings(_EASED.selected_columns.span, BETWEEN))
"""The last urges that eased as one value, for pages that gather facts in one statement; `minutes_to_ease` reads it."""

_PAIR = and_(col(Practice.before).is_not(None), col(Practice.after).is_not(None))
_USES = select_columns(
    Practice.skill_key,
    func.avg(case((_PAIR, col(Practice.before)))).label("before"),
    func.avg(case((_PAIR, col(Practice.after)))).label("after"),
    func.count(case((_PAIR, 1))).label("pairs"),
    func.count().label("uses"),
).group_by(col(Practice.skill_key))
_TRIED = owned(_USES, Practice).where(col(Practice.deleted_at).is_(None))
_TRIED_SHARED = shared_with_team(_USES, Practice, ConsentCategory.PRACTICES)
_TRIED_FOR = _TRIED.join(UrgeTrigger, col(UrgeTrigger.urge_id) == Practice.urge_id).where(
    col(UrgeTrigger.owner_id) == bindparam("owner_id"), col(UrgeTrigger.trigger_id) == bindparam("trigger_id")
)


@dataclass(frozen=True, slots=True)
class Worked:
    """How a skill did: the mean drop between before and after, over `times` pairs."""

    skill_key: str
    drop: float
    times: int


def what_worked(owner_id: UUID, trigger_id: UUID | None = None) -> list[Worked]:
    """Skills by mean drop, the best first; overall, or for urges with one trigger. Only those that lowered it."""
    rows = (
        db.rows(_WORKED, owner_id=owner_id)
        if trigger_id is None
        else db.rows(_WORKED_FOR, owner_id=owner_id, trigger_id=trigger_id)
    )
    return [Worked(row.skill_key, round(float(row.drop), 1), row.times) for row in rows if row.drop > 0]


def what_worked_for(owner_id: UUID, urge_id: UUID) -> list[Worked]:
    """What to try for an urge: what worked when one of its triggers was met before, the best first; then the rest."""
    rows = db.rows(_WORKED_HERE, owner_id=owner_id, urge_id=urge_id)
    here = [
        Worked(row.skill_key, round(float(row.drop_here), 1), row.times_here)
        for row in rows
        if row.times_here >= ENOUGH and row.drop_here > 0
    ]
    here.sort(key=lambda row: row.drop, reverse=True)
    known = {row.skill_key for row in here}
    return here + [
        Worked(row.skill_key, round(float(row.drop), 1), row.times)
        for row in rows
        if row.skill_key not in known and row.drop > 0
    ]


@dataclass(frozen=True, slots=True)
class Tried:
    """All uses of one skill; `before` and `after` are the means of its pairs, None without one."""

    skill_key: str
    before: float | None
    after: float | None
    pairs: int
    uses: int

    @property
    def is_enough(self) -> bool:
        return self.pairs >= ENOUGH

    @property
    def drop(self) -> float:
        """The mean change; below zero when it was stronger after."""
        return 0.0 if self.before is None or self.after is None else round(self.before - self.after, 1)


def tried(owner_id: UUID, trigger_id: UUID | None = None) -> list[Tried]:
    """Every skill that was used, whatever came of it, the largest drop first; overall, or for urges with a trigger."""
    rows = (
        db.rows(_TRIED, owner_id=owner_id)
        if trigger_id is None
        else db.rows(_TRIED_FOR, owner_id=owner_id, trigger_id=trigger_id)
    )
    return _in_order(rows)


def tried_and_shared(counselor_id: UUID, owner_id: UUID) -> list[Tried]:
    """The same out of what the person shares with their care team, and of nothing else."""
    return _in_order(db.rows(_TRIED_SHARED, counselor_id=counselor_id, owner_id=owner_id))


def _in_order(rows: Sequence[Row[Any]]) -> list[Tried]:
    found = [
        Tried(
            row.skill_key,
            None if row.before is None else float(row.before),
            None if row.after is None else float(row.after),
            row.pairs,
            row.uses,
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: (-row.drop, -row.pairs, row.skill_key))


def minutes_to_ease(eased: str | None) -> int | None:
    """Within how many minutes half of these urges had eased, in steps of five; None under three of them."""
    spans = [map(datetime.fromisoformat, span.split(UNTIL)) for span in (eased or "").split(BETWEEN) if span]
    lengths = [(end - begin).total_seconds() / 60 for begin, end in spans]
    lengths = [length for length in lengths if 0 < length <= LONGEST]
    if len(lengths) < ENOUGH:
        return None
    return max(5, 5 * round(median(lengths) / 5))
