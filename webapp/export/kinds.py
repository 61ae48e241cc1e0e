"""Every table that holds something of a person, as it is stored: one JSON and one CSV file each.

A new table of participants has its line here, or among those that are left out, with the reason; a test asks for it.
"""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Row, bindparam
from sqlmodel import col, select

from webapp import models
from webapp.export import cells
from webapp.export.reading import BATCH, by_id
from webapp.extensions import Statement
from webapp.models import Account, Audit, Device, GroupWeek, Owned
from webapp.scope import owned

KINDS: dict[str, type[Owned]] = {
    "urges": models.Urge,
    "triggers-of-urges": models.UrgeTrigger,
    "lapses": models.Lapse,
    "check-ins": models.CheckIn,
    "skills-used": models.Practice,
    "warning-signs-of-weeks": models.SignCheck,
    "warning-signs": models.WarningSign,
    "triggers": models.Trigger,
    "if-then-plans": models.IfThen,
    "skills": models.Skill,
    "people": models.Person,
    "plan-versions": models.PlanVersion,
    "plan-reviews": models.PlanReview,
    "session-notes": models.SessionNote,
    "days": models.Counter,
    "appointments": models.Appointment,
    "calendar": models.CalendarChoice,
    "focuses": models.FocusChoice,
    "requests-for-a-call": models.CallRequest,
    "flags-answered": models.FlagNote,
    "modules": models.ModuleProgress,
    "exercises": models.ExerciseAnswer,
    "read-by-the-team": models.EntryRead,
    "answers-of-the-team": models.Reply,
    "suggestions-for-the-plan": models.PlanSuggestion,
    "asked-by-the-team": models.TeamTask,
    "resources-kept": models.ResourceFavorite,
    "consents": models.Consent,
    "consents-outside": models.OutsideConsent,
    "weeks-with-the-group": models.WeekOptIn,
    "reminders": models.ReminderChoice,
    "reminders-sent": models.ReminderSent,
    "family-links": models.ShareLink,
    "family-link-consents": models.ShareConsent,
    "family-link-openings": models.ShareOpening,
}
NOT_TAKEN: dict[type[Owned], str] = {
    models.PushSubscription: "the address and keys of a browser, made by it: of no use elsewhere",
    models.Operation: "ids of forms that were received: nothing that a person wrote, and of no use elsewhere",
}
NOT_TAKEN_COLUMNS = {
    "owner_id": "the same in each row",
    "secret_hash": "guards a family link, or the address of a calendar",
    "code_hash": "guards a family link",
    "passcode_hash": "guards a family link",
    "token_hash": "guards a session",
    "password_hash": "guards the account",
}
BESIDE: dict[str, Any] = {
    "account": (Account, col(Account.id)),
    "devices": (Device, col(Device.account_id)),
    "who-looked": (Audit, col(Audit.owner_id)),
}
"""What is about the person in tables that others are in too, by the column that names them."""


def _name(of: Any, label: str) -> Any:
    return select(Account.name).where(col(Account.id) == of).scalar_subquery().label(label)


ADDED: dict[str, list[Any]] = {
    "session-notes": [_name(models.SessionNote.author_id, "author")],
    "who-looked": [_name(Audit.actor_id, "actor")],
    "read-by-the-team": [_name(models.EntryRead.reader_id, "reader")],
    "answers-of-the-team": [_name(models.Reply.author_id, "author")],
    "suggestions-for-the-plan": [_name(models.PlanSuggestion.author_id, "author")],
    "asked-by-the-team": [_name(models.TeamTask.author_id, "author")],
    "weeks-with-the-group": [
        select(col(GroupWeek.monday))
        .where(col(GroupWeek.id) == models.WeekOptIn.week_id)
        .scalar_subquery()
        .label("monday")
    ],
}
"""What a table says by ids and a person reads by name: one more column, after the others."""
NAMES = (*BESIDE, *KINDS)


def columns_of(model: Any) -> list[Column[Any]]:
    return [column for column in model.__table__.columns if column.name not in NOT_TAKEN_COLUMNS]


def _columns(name: str) -> list[Any]:
    columns = columns_of(BESIDE[name][0] if name in BESIDE else KINDS[name])
    return [*columns, *ADDED.get(name, [])]


@cache
def _statement(name: str) -> Statement:
    if name in BESIDE:
        model, whose = BESIDE[name]
        statement: Statement = select(*_columns(name)).where(whose == bindparam("owner_id"))
    else:
        model = KINDS[name]
        statement = owned(select(*_columns(name)), model)
    return statement.where(col(model.id) > bindparam("after")).order_by(col(model.id)).limit(BATCH)


def rows(name: str, owner_id: UUID) -> Iterator[Row[Any]]:
    return by_id(_statement(name), owner_id=owner_id)


def header(name: str) -> list[str]:
    return [column.name for column in _columns(name)]


def as_json(name: str, owner_id: UUID) -> Iterator[str]:
    """One array of objects, by the names of the columns."""
    before = "[\n"
    for row in rows(name, owner_id):
        yield before + json.dumps(_plain(row), ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def as_csv(name: str, owner_id: UUID) -> Iterator[str]:
    return cells.lines(header(name), (_flat(row) for row in rows(name, owner_id)))


def _plain(row: Row[Any]) -> dict[str, Any]:
    return {name: _text(value) for name, value in row._asdict().items()}


def _text(value: Any) -> Any:
    """As JSON has it: times in UTC, days and ids as text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return str(value) if isinstance(value, date | UUID) else value


def _flat(row: Row[Any]) -> list[Any]:
    """As a table has it: lists and objects as JSON, yes and no as words of it."""
    return [_cell(value) for value in row]


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else _text(value)
