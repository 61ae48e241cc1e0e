"""Crisis lines as Help now shows them."""

from dataclasses import dataclass

from sqlmodel import col, select

from webapp.content import clinical
from webapp.content.texts import say
from webapp.extensions import db
from webapp.formatting import dialable
from webapp.i18n import language
from webapp.models import CrisisLine, Program

_LINES = (
    select(
        CrisisLine.slug, CrisisLine.kind, CrisisLine.name, CrisisLine.detail, CrisisLine.number, CrisisLine.confirmed_at
    )  # type: ignore[call-overload]
    .where(col(CrisisLine.shown).is_(True))
    .order_by(col(CrisisLine.position))
)
_PROGRAM = select(Program.name, Program.phone, Program.phone_hours, Program.harm_reduction)
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
    """National lines for the reader's language, then the clinic's own; in the clinic's order once it has one."""
    rows = db.rows(_LINES)
    if not any(row.slug for row in rows):
        national = [line for line in clinical.CRISIS_LINES.values() if line.confidence in SHOWN_UNCONFIRMED]
        return [_national(line) for line in national if _is_for_reader(line)] + [_own(row) for row in rows]
    lines = []
    for row in rows:
        line = clinical.CRISIS_LINES.get(row.slug) if row.slug else None
        if line is None and not row.slug:
            lines.append(_own(row))
        elif line and _is_for_reader(line) and (line.confidence in SHOWN_UNCONFIRMED or row.confirmed_at):
            lines.append(_national(line))
    return lines


def program_phone() -> ProgramPhone | None:
    row = db.first(_PROGRAM)
    return ProgramPhone(row.name, row.phone, row.phone_hours, row.harm_reduction) if row else None


def _is_for_reader(line: clinical.Line) -> bool:
    """A line in the reader's language; those in English only are shown to Spanish readers after, never before."""
    return language.get() in line.languages or (language.get() == "es" and not line.primary)


def _national(line: clinical.Line) -> HelpLine:
    body = f"?body={line.sms_body}" if line.sms_body else ""
    href = {"call": f"tel:{line.digits}", "text": f"sms:{line.digits}{body}", "web": line.url}[line.kind]
    return HelpLine(line.slug, say(line.name), say(line.detail), line.number, href, line.kind, line.primary)


def _own(row: object) -> HelpLine:
    number = dialable(row.number)  # type: ignore[attr-defined]
    kind = row.kind  # type: ignore[attr-defined]
    href = f"{'sms' if kind == 'text' else 'tel'}:{number}"
    return HelpLine("", row.name, row.detail, row.number, href, kind, False)  # type: ignore[attr-defined]
