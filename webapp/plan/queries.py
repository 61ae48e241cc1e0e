"""The plan as it stands, its versions, and what it shows of other lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, String, bindparam, cast, func, literal, null
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from webapp import evidence
from webapp.extensions import db, select_columns
from webapp.models import Account, PlanReview, PlanVersion, Program, WarningSign
from webapp.people.queries import people
from webapp.scope import owned, stacked
from webapp.skills.queries import SkillView, skills
from webapp.team.queries import OPEN_SUGGESTIONS, by_section

MOST = 1_000_000
"""Versions that a section can have."""
PAGE = 30
"""Versions listed on one page."""

_later = aliased(PlanVersion)
_REVIEWED = (
    select(func.max(col(PlanReview.reviewed_at)))
    .where(col(PlanReview.owner_id) == bindparam("owner_id"), col(PlanReview.plan) == bindparam("plan"))
    .scalar_subquery()
)
_STANDING = owned(
    select(PlanVersion.section, PlanVersion.number, PlanVersion.items, _REVIEWED.label("reviewed_at")), PlanVersion
).where(
    ~select(_later.id)
    .where(
        col(_later.owner_id) == PlanVersion.owner_id,
        col(_later.section) == PlanVersion.section,
        col(_later.number) > PlanVersion.number,
    )
    .exists()
)
_VERSIONS = (
    owned(
        select_columns(
            PlanVersion.number, PlanVersion.items, PlanVersion.written_at, PlanVersion.author_id, Account.name
        ),
        PlanVersion,
    )
    .join(Account, col(Account.id) == PlanVersion.author_id)
    .where(col(PlanVersion.section) == bindparam("section"))
    .order_by(col(PlanVersion.number).desc())
)
_NEWEST = _VERSIONS.limit(1)
_SOME = _VERSIONS.where(col(PlanVersion.number) < bindparam("before")).limit(PAGE + 1)
_ONE = _VERSIONS.where(col(PlanVersion.number) == bindparam("number"))
_SIGNS = (
    owned(select(WarningSign.level, WarningSign.text), WarningSign)
    .where(col(WarningSign.hidden).is_(False))
    .order_by(col(WarningSign.position), col(WarningSign.id))
)
_NO_WORDS = cast(null(), String)
_SIGNS_AND_SUGGESTIONS = stacked(
    owned(
        select_columns(
            WarningSign.id,
            literal("").label("section"),
            WarningSign.level,
            WarningSign.text,
            _NO_WORDS.label("instead_of"),
            _NO_WORDS.label("why"),
            _NO_WORDS.label("name"),
            WarningSign.position,
        ),
        WarningSign,
    ).where(col(WarningSign.hidden).is_(False)),
    OPEN_SUGGESTIONS,
)
_PROGRAM = select(Program.name, Program.phone, Program.phone_hours, Program.phone_hours_es)


@dataclass(frozen=True, slots=True)
class Linkable:
    """What lines of a plan can be linked to, by key."""

    skills: Mapping[str, SkillView]
    people: Mapping[str, Row[Any]]


def linkable(owner_id: UUID) -> Linkable:
    return Linkable(skills(owner_id), {str(person.id): person for person in people(owner_id)})


def what_worked(owner_id: UUID) -> dict[str, evidence.Worked]:
    """The person's own evidence by skill, the best first."""
    return {row.skill_key: row for row in evidence.what_worked(owner_id)}


def standing(owner_id: UUID, plan: str) -> dict[str, Row[Any]]:
    """The newest version of each section of the plans: section, number, items, and when `plan` was last reviewed."""
    return {row.section: row for row in db.rows(_STANDING, owner_id=owner_id, plan=plan)}


def newest(owner_id: UUID, section: str) -> Row[Any] | None:
    """What the section says now: number, items, written_at, author_id, name of the author."""
    return db.first(_NEWEST, owner_id=owner_id, section=section)


def version(owner_id: UUID, section: str, number: int) -> Row[Any] | None:
    return db.first(_ONE, owner_id=owner_id, section=section, number=number) if number <= MOST else None


def versions(owner_id: UUID, section: str, before: int) -> Sequence[Row[Any]]:
    """Versions under the number `before`, newest first, one more than fits on a page."""
    return db.rows(_SOME, owner_id=owner_id, section=section, before=before)


def warning_signs(owner_id: UUID) -> Sequence[Row[Any]]:
    """The person's own warning signs: level and text, in their order."""
    return db.rows(_SIGNS, owner_id=owner_id)


def signs_and_suggestions(owner_id: UUID) -> tuple[list[Row[Any]], dict[str, list[Row[Any]]]]:
    """What `warning_signs` gives, and what the team suggests by section, in one query."""
    rows = db.rows(_SIGNS_AND_SUGGESTIONS, owner_id=owner_id)
    signs = sorted((row for row in rows if not row.section), key=lambda row: (row.position, row.id))
    return signs, by_section(row for row in rows if row.section)


def program() -> Row[Any] | None:
    """The program's name, telephone and hours."""
    return db.first(_PROGRAM)
