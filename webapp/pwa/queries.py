"""Crisis lines as Help now shows them."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import col

from webapp.content import clinical
from webapp.content.texts import say
from webapp.extensions import db, select_columns
from webapp.formatting import dialable
from webapp.i18n import in_their_words, language
from webapp.models import CrisisLine, Program

_LINES = select_columns(
    CrisisLine.slug,
    CrisisLine.kind,
    CrisisLine.name,
    CrisisLine.detail,
    CrisisLine.number,
    CrisisLine.shown,
    CrisisLine.confirmed_at,
).order_by(col(CrisisLine.position))
_PROGRAM = select_columns(
    Program.name, Program.phone, Program.phone_hours, Program.phone_hours_es, Program.harm_reduction
)
SHOWN_UNCONFIRMED = frozenset({"A", "B"})
"""Confidence C is shown only after a person at the clinic called the number."""


@dataclass(frozen=True, slots=True)
class HelpLine:
    slug: str
    name: str
    detail: str
    number: str
    href: str
    kind: str
    primary: bool


@dataclass(frozen=True, slots=True)
class ProgramPhone:
    name: str
    phone: str
    hours: str
    harm_reduction: bool


def help_lines() -> list[HelpLine]:
    """National lines for the reader's language, then the clinic's own; in the clinic's order once it has one.

    A national line that the clinic has not placed yet is shown like the others: after them, or first without an order.
    """
    rows = db.rows(_LINES)
    placed = {row.slug for row in rows if row.slug}
    new = [_national(line) for slug, line in clinical.CRISIS_LINES.items() if slug not in placed and _is_shown(line)]
    known = [line for row in rows if row.shown and (line := _line(row))]
    return known + new if placed else new + known


def _line(row: Any) -> HelpLine | None:
    """The line of a row; None for one that is not shown, or not known any more."""
    if not row.slug:
        return _own(row)
    line = clinical.CRISIS_LINES.get(row.slug)
    return _national(line) if line and _is_shown(line, confirmed=bool(row.confirmed_at)) else None


def _is_shown(line: clinical.Line, *, confirmed: bool = False) -> bool:
    return _is_for_reader(line) and (confirmed or line.confidence in SHOWN_UNCONFIRMED)


def program_phone() -> ProgramPhone | None:
    row = db.first(_PROGRAM)
    if row is None:
        return None
    hours = in_their_words(row.phone_hours, row.phone_hours_es)
    return ProgramPhone(row.name, row.phone, hours, row.harm_reduction)


def _is_for_reader(line: clinical.Line) -> bool:
    """A line in the reader's language; those in English only are shown to Spanish readers after, never before."""
    return language.get() in line.languages or (language.get() == "es" and not line.primary)


def _national(line: clinical.Line) -> HelpLine:
    return HelpLine(line.slug, say(line.name), say(line.detail), line.number, line.href, line.kind, line.primary)


def _own(row: Any) -> HelpLine:
    href = f"{'sms' if row.kind == 'text' else 'tel'}:{dialable(row.number)}"
    return HelpLine("", row.name, row.detail, row.number, href, row.kind, False)
