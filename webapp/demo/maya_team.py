"""What Dana gave back to Maya: entries marked as read, an answer, a line for the plan, something to read and to try."""

from datetime import timedelta
from uuid import UUID

from sqlmodel import col, select

from webapp.enums import EntryKind
from webapp.extensions import db
from webapp.models import EntryRead, PlanSuggestion, Reply, TeamTask, Urge, now
from webapp.moments import today
from webapp.scope import owned

_LAST = (
    owned(select(Urge.id), Urge)
    .where(col(Urge.private).is_(False), col(Urge.deleted_at).is_(None))
    .order_by(col(Urge.occurred_at).desc())
)
NEWEST = 2
"""Urges that Dana did not read yet."""
READ = 5
ANSWER = "You called Tess before it got strong. That is the plan working. Bring it on Thursday if you like."
LINE, WHY = "Text Tess before I leave work", "You wrote that the way home is the hardest part."
TASKS = (("module", "riding-a-craving", 4, "The second half fits your evenings."), ("skill", "urge-surfing", 6, ""))


def fill(owner_id: UUID, counselor_id: UUID, zone: str) -> None:
    urges = [row.id for row in db.rows(_LAST, owner_id=owner_id)[NEWEST : NEWEST + READ]]
    yesterday = now() - timedelta(hours=20)
    kind = EntryKind.URGE.value
    for urge_id in urges:
        mark = EntryRead(owner_id=owner_id, kind=kind, entry_id=urge_id, reader_id=counselor_id, read_at=yesterday)
        db.session.add(mark)
    for urge_id in urges[:1]:
        answer = Reply(owner_id=owner_id, kind=kind, entry_id=urge_id, author_id=counselor_id, text=ANSWER)
        answer.written_at = yesterday
        db.session.add(answer)
    db.session.add(
        PlanSuggestion(owner_id=owner_id, section="daily-structure", text=LINE, why=WHY, author_id=counselor_id)
    )
    for what, slug, ahead, why in TASKS:
        due = today(zone) + timedelta(days=ahead)
        task = TeamTask(owner_id=owner_id, kind=what, slug=slug, due_on=due, why=why, author_id=counselor_id)
        db.session.add(task)
    db.session.flush()
