"""The cast, told once.

Maya is a participant; Dana is her counselor. Jordan is another participant, whom nobody looks after yet. Lee is
another counselor, with no participants. Alex is the admin. Noor was a participant and is disabled. Ruth, Maya's mother,
has no account but a family link; Sasha held one that has ended (`tests/support/links.py`).
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import insert

from tests.support.client import PageClient
from webapp.digests import hash_token
from webapp.enums import Focus, Role
from webapp.extensions import db
from webapp.models import Account, Assignment, Consent, Device, FocusChoice, Program, now, uuid7

ROLES = {
    "maya": Role.PARTICIPANT,
    "jordan": Role.PARTICIPANT,
    "dana": Role.COUNSELOR,
    "lee": Role.COUNSELOR,
    "alex": Role.ADMIN,
    "noor": Role.PARTICIPANT,
}
NOBODY = "nobody"
PASSWORD = "river-candle-meadow-42"


@dataclass(frozen=True)
class Cast:
    app: Flask
    ids: dict[str, UUID]

    def as_(self, name: str, *, lint: bool = True) -> PageClient:
        """A browser in which `name` is signed in; 'nobody' is signed out."""
        client = PageClient(self.app, lint=lint)
        if name != NOBODY:
            client.set_cookie("fh", f"token-of-{name}", domain="localhost")
        return client

    def with_link(self, holder: str, *, lint: bool = True) -> PageClient:
        """A browser in which somebody without an account opened a family link."""
        client = PageClient(self.app, lint=lint)
        client.set_cookie("fh_share", f"share-token-of-{holder.replace(' ', '-')}", domain="localhost")
        return client

    def __getitem__(self, name: str) -> UUID:
        return self.ids[name]

    def consents(self, name: str, *categories: str, granted: bool = True) -> None:
        """`name` answers for these categories."""
        with self.app.app_context(), db.writing() as session:
            for category in categories:
                session.add(Consent(owner_id=self.ids[name], category=category, granted=granted, text_version="test"))


def enter(app: Flask, stored_password: str) -> Cast:
    """Put the cast on stage in an empty database: rows without objects, since each test does it."""
    ids = {name: uuid7() for name in ROLES}
    rows: dict[Any, list[dict[str, Any]]] = {
        Program: [
            {
                "name": "Test program",
                "time_zone": "America/New_York",
                "code_salt": "00" * 16,
                "reading_hours": "weekdays 9 to 5",
            }
        ],
        Account: [
            {
                "id": ids[name],
                "role": role,
                "username": name,
                "name": name.title(),
                "password_hash": stored_password,
                "active": name != "noor",
            }
            for name, role in ROLES.items()
        ],
        Device: [
            {
                "account_id": ids[name],
                "token_hash": hash_token(f"token-of-{name}"),
                "label": "Test",
                "second_step_at": now(),
            }
            for name in ROLES
        ],
        Assignment: [{"participant_id": ids["maya"], "counselor_id": ids["dana"]}],
        FocusChoice: [{"owner_id": ids["maya"], "focus": Focus.ALCOHOL}],
    }
    with app.app_context(), db.writing() as session:
        for model, given in rows.items():
            session.connection().execute(insert(model), [_whole(model, row) for row in given])
    return Cast(app, ids)


def _whole(model: Any, row: dict[str, Any]) -> dict[str, Any]:
    """With what the model says of the columns that are not given."""
    fields = model.model_fields.items()
    return {name: field.default_factory() if field.default_factory else field.default for name, field in fields} | row
