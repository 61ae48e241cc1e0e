"""The trail, in words and as a file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from webapp.admin.presenters import ROLE_NAMES
from webapp.admin.queries_trail import SHOWN, SUBJECTS
from webapp.export import cells
from webapp.formatting import clock
from webapp.i18n import _, mark
from webapp.moments import local_in

ACTIONS = {
    "added": mark("Added"),
    "answered": mark("Answered"),
    "assigned": mark("Assigned"),
    "changed": mark("Changed"),
    "closed": mark("Closed"),
    "confirmed": mark("Confirmed"),
    "created": mark("Created"),
    "erased": mark("Erased"),
    "exported": mark("Exported"),
    "hid": mark("Hid"),
    "imported": mark("Imported"),
    "issued": mark("Issued"),
    "joined": mark("Joined"),
    "made": mark("Made"),
    "moved": mark("Moved"),
    "read": mark("Marked as read"),
    "refused": mark("Refused"),
    "removed": mark("Removed"),
    "reopened": mark("Reopened"),
    "reset": mark("Reset"),
    "set": mark("Set"),
    "set up": mark("Set up"),
    "showed": mark("Showed"),
    "signed in": mark("Signed in"),
    "signed out": mark("Signed out"),
    "turned off": mark("Turned off"),
    "turned on": mark("Turned on"),
    "unassigned": mark("No longer assigned"),
    "used": mark("Used"),
    "viewed": mark("Looked at"),
    "withdrawn": mark("Took back"),
    "withdrew": mark("Withdrew"),
    "written": mark("Wrote an answer"),
    "wrote": mark("Wrote"),
}
"""The actions that can be filtered; one that is not here is shown as it is kept."""
SUBJECT_NAMES = {
    "account": mark("Account"),
    "audit": mark("Audit log"),
    "away": mark("Days away"),
    "counselor": mark("Counselor"),
    "cover": mark("Cover for days away"),
    "crisis line": mark("Crisis line"),
    "device": mark("Device"),
    "devices": mark("All devices"),
    "group": mark("Therapy group"),
    "group member": mark("Group member"),
    "invite": mark("Invite"),
    "password": mark("Password"),
    "program": mark("Program settings"),
    "recovery code": mark("Recovery code"),
    "recovery codes": mark("Recovery codes"),
    "reset code": mark("Reset code"),
    "resource": mark("Resource"),
    "role": mark("Role"),
    "second step": mark("Second step"),
    "sign-in": mark("Sign-in"),
}

if set(SUBJECT_NAMES) != set(SUBJECTS):
    raise ValueError("every subject of the trail needs its name")


@dataclass(frozen=True, slots=True)
class TrailRow:
    id: UUID
    day: date
    time: str
    who: str
    role: str
    action: str
    subject: str
    whose: str
    detail: str


@dataclass(frozen=True, slots=True)
class TrailPage:
    rows: list[TrailRow]
    more_before: UUID | None
    """The last row shown, when there are older ones."""
    actions: list[tuple[str, str]]


def trail_page(rows: Sequence[Row[Any]], time_zone: str) -> TrailPage:
    """`rows` are one more than are shown, when there are more."""
    shown = [_trail_row(row, time_zone) for row in rows[:SHOWN]]
    names = sorted(((key, _(name)) for key, name in ACTIONS.items()), key=lambda pair: pair[1])
    return TrailPage(shown, shown[-1].id if len(rows) > SHOWN else None, names)


def _trail_row(row: Row[Any], time_zone: str) -> TrailRow:
    here = local_in(time_zone, row.at)
    return TrailRow(
        id=row.id,
        day=here.date(),
        time=clock(here),
        who=_who(row),
        role=_(ROLE_NAMES[row.actor_role]) if row.actor_role in ROLE_NAMES else "",
        action=_(ACTIONS[row.action]) if row.action in ACTIONS else row.action,
        subject=_(SUBJECT_NAMES[row.subject]) if row.subject in SUBJECT_NAMES else _("A record"),
        whose=_whose(row),
        detail=_detail(row),
    )


def _who(row: Row[Any]) -> str:
    if row.actor:
        return str(row.actor)
    return _("Account removed") if row.actor_role else _("Nobody signed in")


def _whose(row: Row[Any]) -> str:
    """Whose record, and who else it is about: 'Maya, Dana'."""
    names = [name for name in (row.owner, row.about) if name]
    return ", ".join(dict.fromkeys(names))


def _detail(row: Row[Any]) -> str:
    """A code. What a record holds is not told, not even its kind."""
    if row.subject not in SUBJECT_NAMES:
        return ""
    return _(ROLE_NAMES[row.detail]) if row.detail in ROLE_NAMES else str(row.detail)


def as_csv(rows: Iterable[Row[Any]]) -> Iterator[str]:
    """The file, for a spreadsheet program."""
    header = [_("When (UTC)"), _("Who"), _("Role"), _("What"), _("Subject"), _("Whose"), _("Detail")]
    return cells.lines(header, map(_cells, rows))


def _cells(row: Row[Any]) -> list[str]:
    shown, at = _trail_row(row, "UTC"), row.at.astimezone(UTC).isoformat(timespec="seconds")
    return [at, shown.who, shown.role, shown.action, shown.subject, shown.whose, shown.detail]
