"""Pages of the timeline: by key, never by offset, one query whatever a page holds."""

import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, or_
from sqlmodel import col

from webapp.enums import EntryKind
from webapp.extensions import Statement
from webapp.models import Logged
from webapp.scope import together
from webapp.timeline import MODELS

PAGE = 30


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the timeline: what is older than this entry."""

    at: datetime
    id: UUID

    def __str__(self) -> str:
        """As an address carries it: 24 bytes in base64, microseconds and id."""
        micros = (self.at - _EPOCH) // timedelta(microseconds=1)
        return urlsafe_b64encode(struct.pack(">q", micros) + self.id.bytes).decode()


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
START = Place(datetime(9999, 12, 31, tzinfo=UTC), UUID(int=(1 << 128) - 1))


def place(text: str) -> Place:
    """Where an address wants to go on; what cannot be read is the start."""
    try:
        packed = urlsafe_b64decode(text.encode())
        (micros,) = struct.unpack(">q", packed[:8])
        return Place(_EPOCH + timedelta(microseconds=micros), UUID(bytes=packed[8:]))
    except (ValueError, OverflowError, struct.error):
        return START


def page_of(branches: Mapping[EntryKind, Statement], size: int = PAGE) -> Statement:
    """The statement for a page of these scoped branches; run it with `before_at` and `before_id`.

    Each branch gives at most a page, found by its index; one row more than a page says that there are more.
    """
    rows = together(*(_page_of_kind(statement, MODELS[kind], size) for kind, statement in branches.items()))
    columns = rows.selected_columns
    return rows.order_by(columns.occurred_at.desc(), columns.id.desc()).limit(size + 1)


def _page_of_kind(statement: Statement, model: type[Logged], size: int) -> Statement:
    at, row_id = col(model.occurred_at), col(model.id)
    return (
        statement.where(
            col(model.deleted_at).is_(None),
            at <= bindparam("before_at"),
            or_(at < bindparam("before_at"), row_id < bindparam("before_id")),
        )
        .order_by(at.desc(), row_id.desc())
        .limit(size + 1)
    )
