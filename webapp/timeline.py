"""The timeline: all that was logged as one list. The log reads it as the owner, the counselor's page as the care team.

How an entry then reads is in `entry_rows`.
"""

from typing import Any

from sqlalchemy import JSON, Boolean, Integer, String, case, cast, func, literal, null
from sqlmodel import col, select

from webapp.enums import ConsentCategory, EntryKind
from webapp.extensions import Statement
from webapp.models import CheckIn, Lapse, Logged, Practice, SignCheck, Urge
from webapp.scope import note_for_team, owned, shared_with_team

EXCERPT = 160
"""Characters of a note that a list shows."""

MODELS: dict[EntryKind, type[Logged]] = {
    EntryKind.URGE: Urge,
    EntryKind.LAPSE: Lapse,
    EntryKind.CHECK_IN: CheckIn,
    EntryKind.PRACTICE: Practice,
    EntryKind.SIGN_CHECK: SignCheck,
}
CATEGORIES = {
    EntryKind.URGE: ConsentCategory.URGES,
    EntryKind.LAPSE: ConsentCategory.LAPSES,
    EntryKind.CHECK_IN: ConsentCategory.CHECK_INS,
    EntryKind.PRACTICE: ConsentCategory.PRACTICES,
    EntryKind.SIGN_CHECK: ConsentCategory.SIGN_CHECKS,
}
"""The consent under which entries of a kind are shared."""
EVERY = ("id", "occurred_at", "utc_offset", "day", "private", "for_session")
SOME: dict[str, Any] = {
    "strength": Integer,
    "later": Integer,
    "key": String,
    "helped": String,
    "minutes": Integer,
    "mood": Integer,
    "craving": Integer,
    "sleep_hours": Integer,
    "halt": Integer,
    "told_team": Boolean,
    "signs": JSON,
    "note": String,
    "thought": String,
    "place": String,
    "company": String,
    "feelings": JSON,
    "actions": JSON,
    "acted": String,
    "safe": String,
    "harm_thoughts": String,
    "look_back": JSON,
}
"""Columns that only some kinds have, with their types; the others fill them with NULL."""
_BITS = [
    case((col(flag), 1 << bit), else_=0)
    for bit, flag in enumerate((CheckIn.hungry, CheckIn.angry, CheckIn.lonely, CheckIn.tired))
]
_HELPED = (
    select(Practice.skill_key)
    .where(
        col(Practice.urge_id) == Urge.id,
        col(Practice.owner_id) == Urge.owner_id,
        col(Practice.after).is_not(None),
        col(Practice.deleted_at).is_(None),
    )
    .order_by(col(Practice.id).desc())
    .limit(1)
    .scalar_subquery()
)
_NAMED: dict[EntryKind, dict[str, Any]] = {
    EntryKind.URGE: {"later": Urge.strength_now, "key": Urge.word, "helped": _HELPED},
    EntryKind.LAPSE: {"key": Lapse.kind},
    EntryKind.CHECK_IN: {"halt": _BITS[0] + _BITS[1] + _BITS[2] + _BITS[3]},
    EntryKind.PRACTICE: {"strength": Practice.before, "later": Practice.after, "key": Practice.skill_key},
    EntryKind.SIGN_CHECK: {"key": SignCheck.level},
}
DETAILS = ("thought", "place", "company", "feelings", "actions", "acted", "safe", "harm_thoughts", "look_back")
"""What a page shows that has no page for each entry."""


def own_branch(kind: EntryKind) -> Statement:
    """One kind's columns as its owner's list shows them: the beginning of a note, no details."""
    return owned(_branch(kind, leave_out=DETAILS, note=func.substr(_note_of(kind), 1, EXCERPT + 1)), MODELS[kind])


def whole_branch(kind: EntryKind) -> Statement:
    """One kind's columns with whole notes and all details, for its owner to take along."""
    return owned(_branch(kind, leave_out=("helped",), note=_note_of(kind)), MODELS[kind])


def brief_branch(kind: EntryKind) -> Statement:
    """One kind in the few columns that name an entry and its strengths, as `brief` reads them."""
    model = MODELS[kind]
    named = {"mood": CheckIn.mood if kind == EntryKind.CHECK_IN else None} | _NAMED[kind]
    if kind == EntryKind.URGE:
        named["strength"] = Urge.strength
    columns = [literal(kind.value).label("kind"), model.id, model.occurred_at, model.utc_offset]
    for name, type_ in {"strength": Integer, "later": Integer, "key": String, "mood": Integer}.items():
        value = named.get(name)
        columns.append((cast(null(), type_) if value is None else value).label(name))
    return owned(select(*columns), model).where(col(model.deleted_at).is_(None))


def team_branch(kind: EntryKind) -> Statement:
    """One kind's columns as the care team reads them: whole notes if those are shared, and nothing of other kinds."""
    note = note_for_team(MODELS[kind], _note_of(kind))
    return shared_with_team(_branch(kind, leave_out=("helped",), note=note), MODELS[kind], CATEGORIES[kind])


def _note_of(kind: EntryKind) -> Any:
    model: Any = MODELS[kind]
    return model.note


def _branch(kind: EntryKind, *, leave_out: tuple[str, ...], note: Any) -> Statement:
    model = MODELS[kind]
    columns = [literal(kind.value).label("kind"), *(getattr(model, name) for name in EVERY)]
    for name, type_ in SOME.items():
        value = _NAMED[kind].get(name, getattr(model, name, None))
        if value is None or name in leave_out:
            value = cast(null(), type_)
        elif name == "note":
            value = note
        columns.append(value.label(name))
    return select(*columns)
