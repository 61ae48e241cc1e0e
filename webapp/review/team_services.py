"""What a counselor gives back: marks, answers, suggestions, things asked for. Each is in the trail of whose it is."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from webapp import audit
from webapp.enums import EntryKind
from webapp.extensions import db
from webapp.models import EntryRead, PlanSuggestion, Reply, TeamTask, now
from webapp.review.forms import NewReply, NewSuggestion, NewTask
from webapp.review.reading import Hand
from webapp.review.services import days_of
from webapp.team.queries import READ
from webapp.timeline import CATEGORIES


def _noted(hand: Hand, subject: str, action: str, subject_id: UUID | None = None, detail: str = "") -> None:
    db.session.flush()
    audit.by_counselor(
        action, subject, subject_id, counselor_id=hand.counselor_id, owner_id=hand.owner_id, detail=detail
    )


def mark_read(hand: Hand, entries: Sequence[Row[Any]]) -> None:
    """Those of these shared entries that the counselor did not mark before."""
    marked = {
        entry_id
        for entry_id, rows in hand.said([row.id for row in entries]).items()
        if any(row.what == READ and row.by == hand.counselor_id for row in rows)
    }
    fresh = [row for row in entries if row.id not in marked]
    for row in fresh:
        db.session.add(EntryRead(owner_id=hand.owner_id, kind=row.kind, entry_id=row.id, reader_id=hand.counselor_id))
    if fresh:
        _noted(hand, "entry", "read", detail=_categories(fresh))


def _categories(rows: Iterable[Row[Any]]) -> str:
    days: dict[str, list[Any]] = {}
    for row in rows:
        days.setdefault(CATEGORIES[EntryKind(row.kind)], []).append(row.day)
    return " ".join(f"{category}{days_of(some)}" for category, some in days.items())


def write_reply(hand: Hand, kind: str, asked: NewReply) -> None:
    db.session.add(
        Reply(
            id=asked.id,
            owner_id=hand.owner_id,
            kind=kind,
            entry_id=asked.entry,
            author_id=hand.counselor_id,
            text=asked.text,
        )
    )
    _noted(hand, "reply", "written", asked.id)


def change_reply(hand: Hand, reply: Reply, text: str) -> None:
    """Its reader sees that it changed. A thanks was for the other words."""
    if reply.text == text:
        return
    reply.text, reply.changed_at, reply.thanked_at = text, now(), None
    reply.version += 1
    _noted(hand, "reply", "changed", reply.id)


def withdraw_reply(hand: Hand, reply: Reply) -> None:
    """Its words go: they may have been meant for somebody else."""
    reply.text, reply.withdrawn_at = "", now()
    reply.version += 1
    _noted(hand, "reply", "withdrawn", reply.id)


def suggest(hand: Hand, section: str, asked: NewSuggestion) -> None:
    db.session.add(
        PlanSuggestion(
            id=asked.id,
            owner_id=hand.owner_id,
            section=section,
            text=asked.text,
            instead_of=asked.instead_of,
            why=asked.why,
            author_id=hand.counselor_id,
        )
    )
    _noted(hand, "suggestion", "made", asked.id, section)


def ask(hand: Hand, asked: NewTask) -> None:
    kind, _colon, slug = asked.what.partition(":")
    db.session.add(
        TeamTask(
            id=asked.id,
            owner_id=hand.owner_id,
            kind=kind,
            slug=slug,
            due_on=asked.due_on,
            why=asked.why,
            author_id=hand.counselor_id,
        )
    )
    _noted(hand, "task", "made", asked.id, kind)


def withdraw(hand: Hand, row: PlanSuggestion | TeamTask) -> None:
    """A second time changes nothing."""
    if row.withdrawn_at is None:
        row.withdrawn_at = now()
        _noted(hand, "task" if isinstance(row, TeamTask) else "suggestion", "withdrawn", row.id)
