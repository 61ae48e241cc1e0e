"""What the person's own entries say. Counts and means of their own rows; nothing is said under three uses."""

from dataclasses import dataclass
from statistics import median
from uuid import UUID

from sqlalchemy import bindparam, func
from sqlmodel import col, select

from webapp.extensions import db
from webapp.models import Practice, Urge, UrgeTrigger
from webapp.scope import owned

ENOUGH = 3
"""Before and after pairs under which nothing is claimed."""
EASED_BY = 2
"""An urge has eased when it is this much lower."""

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
_EASED = (
    owned(select(Urge.occurred_at, Urge.rerated_at), Urge)
    .where(
        col(Urge.rerated_at).is_not(None),
        col(Urge.strength) - col(Urge.strength_now) >= EASED_BY,
        col(Urge.deleted_at).is_(None),
    )
    .order_by(col(Urge.occurred_at).desc())
    .limit(50)
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


def minutes_to_ease(owner_id: UUID) -> int | None:
    """Within how many minutes half of the person's urges had eased, in steps of five; None under three of them."""
    rows = db.rows(_EASED, owner_id=owner_id)
    if len(rows) < ENOUGH:
        return None
    lengths = [(row.rerated_at - row.occurred_at).total_seconds() / 60 for row in rows]
    return max(5, int(round(median(lengths) / 5)) * 5)
