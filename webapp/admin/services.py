"""Accounts and the codes that let people in. Everything runs in the caller's write transaction.

The command line calls `create_admin` and `make_invite` too: no request is needed, `db.writing()` is.
"""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import bindparam, update
from sqlmodel import col
from werkzeug.datastructures import MultiDict

from webapp.accounts import authenticator
from webapp.accounts.codes import hash_code, new_code
from webapp.accounts.passwords import hash_password, problem_with
from webapp.accounts.queries import code_salt, is_taken
from webapp.accounts.services import end_devices, make_account, void_resets
from webapp.admin import queries, queries_teams, trail
from webapp.admin.forms import NewAdmin
from webapp.coverage import services as coverage
from webapp.enums import Role
from webapp.extensions import db
from webapp.forms import parse
from webapp.i18n import _
from webapp.models import Account, Invite, ResetCode, now

INVITE_LASTS = timedelta(days=7)
RESET_LASTS = timedelta(hours=24)

_OPEN_INVITE = (col(Invite.used_at).is_(None), col(Invite.withdrawn_at).is_(None))
_WITHDRAW = (
    update(Invite).where(col(Invite.id) == bindparam("invite"), *_OPEN_INVITE).values(withdrawn_at=bindparam("moment"))
)
_WITHDRAW_ALL = (
    update(Invite)
    .where(col(Invite.created_by) == bindparam("creator"), *_OPEN_INVITE)
    .values(withdrawn_at=bindparam("moment"))
)


def create_admin(username: str, name: str, password: str, *, language: str = "en", by: UUID | None = None) -> Account:
    """A new admin. Raises ValueError, in words for a person, when a name or the password will not do."""
    form = parse(NewAdmin, MultiDict({"username": username, "name": name, "password": password}))
    problem = next(iter(form.errors.values()), "") or problem_with(password, form.value.username, name)
    if not problem and is_taken(form.value.username):
        problem = _("Somebody has this name already. Please choose another.")
    if problem:
        raise ValueError(problem)
    stored = hash_password(password)
    account = make_account(form.value.username, stored, Role.ADMIN, name=form.value.name, language=language)
    trail.note("created", "account", account.id, by=by, owner_id=account.id, detail=Role.ADMIN)
    return account


def make_invite(role: Role | str, note: str = "", created_by: UUID | None = None) -> str:
    """A code with which one person can join as `role` within a week. Only its hash is kept: show it now or never.

    `note` says who it is for. Raises LookupError when there is no program yet.
    """
    if not queries.is_set_up():
        raise LookupError("there is no program yet: set it up first")
    code = new_code()
    invite = Invite(
        code_hash=hash_code(code, code_salt()),
        role=Role(role).value,
        note=note,
        created_by=created_by,
        expires_at=now() + INVITE_LASTS,
    )
    db.session.add(invite)
    db.session.flush()
    trail.note("created", "invite", invite.id, by=created_by, detail=invite.role)
    return code


def withdraw_invite(invite_id: UUID, by: UUID) -> None:
    """The code works no more. One that was used stays used."""
    if db.run(_WITHDRAW, {"invite": invite_id, "moment": now()}):
        trail.note("withdrew", "invite", invite_id, by=by)


def issue_reset_code(account: Account, by: UUID) -> str:
    """A code with which this person can set a new password within a day; earlier ones stop working."""
    void_resets(account.id)
    code = new_code()
    reset = ResetCode(
        code_hash=hash_code(code, code_salt()), account_id=account.id, issued_by=by, expires_at=now() + RESET_LASTS
    )
    db.session.add(reset)
    db.session.flush()
    trail.note("issued", "reset code", reset.id, by=by, owner_id=account.id)
    return code


def remove_second_step(account: Account, by: UUID | None = None) -> bool:
    """Somebody lost their phone and their codes: they set the second step up anew. False when there was none."""
    removed = authenticator.remove(account.id)
    if removed:
        trail.note("removed", "second step", account.id, by=by, owner_id=account.id)
    return removed


def why_not_role(account: Account, role: Role) -> str:
    """Why this account cannot get this role, in words; '' when it can."""
    if Role.PARTICIPANT in (account.role, role):
        return _("Participants cannot become staff, or staff participants. Invite the person again instead.")
    if account.role == Role.COUNSELOR and role != Role.COUNSELOR and queries_teams.caseload_of(account.id):
        return _("%(name)s looks after participants. Hand them to another counselor first.", name=account.name)
    return _why_not_without(account)


def change_role(account: Account, role: Role, by: UUID) -> None:
    """Another role, and every device signed in before is signed out. The caller asked `why_not_role`."""
    if account.role == role:
        return
    coverage.end_all_of(account, (by, Role.ADMIN))
    account.role = role.value
    db.session.flush()
    _end_powers(account)
    trail.note("changed", "role", account.id, by=by, owner_id=account.id, detail=role)


def why_not_off(account: Account) -> str:
    return _why_not_without(account)


def turn_off(account: Account, by: UUID) -> None:
    """The account cannot be used: sessions end and codes stop working at the same moment. Nothing is deleted."""
    account.active = False
    db.session.flush()
    _end_powers(account)
    trail.note("turned off", "account", account.id, by=by, owner_id=account.id)


def turn_on(account: Account, by: UUID) -> None:
    account.active = True
    db.session.flush()
    trail.note("turned on", "account", account.id, by=by, owner_id=account.id)


def sign_out_everywhere(account: Account, by: UUID) -> None:
    if end_devices(account.id, keep=None):
        trail.note("signed out", "devices", account.id, by=by, owner_id=account.id)


def _why_not_without(account: Account) -> str:
    """Two admins may turn each other off in the same second: one has to stay."""
    if account.role == Role.ADMIN and not queries.other_admins(account.id):
        return _("This is the only admin. Make another one first.")
    return ""


def _end_powers(account: Account) -> None:
    """Sessions, codes for this account, and codes that this person gave out."""
    end_devices(account.id, keep=None)
    void_resets(account.id, issued_by=account.id)
    db.run(_WITHDRAW_ALL, {"creator": account.id, "moment": now()})
