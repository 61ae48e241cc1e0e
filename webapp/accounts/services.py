"""What accounts do: join, sign in, end devices, change passwords and settings.

`sign_in`, `join` and `use_reset` commit by themselves, because a refused try must stay counted and a slow hash must not
hold the write lock. The others run in the request's transaction.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, update
from sqlmodel import col

from webapp import audit
from webapp.access import hash_token
from webapp.accounts import passwords, queries, throttle
from webapp.accounts.codes import hash_code
from webapp.accounts.forms import Join, Preferences, SignIn, UseReset, fold
from webapp.commits import in_one_transaction
from webapp.enums import Focus, Role
from webapp.extensions import db
from webapp.models import Account, Device, FocusChoice, Invite, KnownDevice, ResetCode, now, uuid7
from webapp.scope import owned_change

_USE_INVITE = (
    update(Invite)
    .where(col(Invite.id) == bindparam("invite"), col(Invite.used_at).is_(None), col(Invite.withdrawn_at).is_(None))
    .values(used_at=bindparam("moment"), used_by=bindparam("account"))
)
_USE_RESET = (
    update(ResetCode)
    .where(col(ResetCode.id) == bindparam("reset"), col(ResetCode.used_at).is_(None))
    .values(used_at=bindparam("moment"))
)
_SET_PASSWORD = update(Account).where(col(Account.id) == bindparam("account")).values(password_hash=bindparam("stored"))
_END_DEVICE = (
    update(Device)
    .where(
        col(Device.id) == bindparam("device"),
        col(Device.account_id) == bindparam("account"),
        col(Device.ended_at).is_(None),
    )
    .values(ended_at=bindparam("moment"))
)
_END_OTHERS = (
    update(Device)
    .where(
        col(Device.account_id) == bindparam("account"),
        col(Device.ended_at).is_(None),
        col(Device.id) != bindparam("keep"),
    )
    .values(ended_at=bindparam("moment"))
)
_CONFIRM = update(Device).where(col(Device.id) == bindparam("device")).values(confirmed_at=bindparam("moment"))
_FORGET_FOCUSES = owned_change(delete(FocusChoice), FocusChoice)
_NO_DEVICE = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Visitor:
    """The browser that asks: its address, what it says it is, and the token of an earlier sign-in if it has one."""

    address: str
    label: str
    known_token: str = ""
    session_token: str = ""


@dataclass(frozen=True, slots=True)
class Admitted:
    """Signed in: the secrets for the two cookies."""

    session_token: str
    known_token: str
    role: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Not let in. `wait` is set when it was one try too many; `field` and `message` when the form can say why."""

    wait: timedelta | None = None
    field: str = ""
    message: str = ""


def sign_in(asked: SignIn, visitor: Visitor, *, limits: bool = True) -> Admitted | Refused:
    """Check the password, at the same pace for a name that does not exist."""
    username = fold(asked.username)
    account = queries.account_by_username(username)
    token = hash_token(visitor.known_token)
    known = account is not None and visitor.known_token != "" and queries.is_known_device(token, account.id)
    buckets = (
        [("known", hash_token(visitor.known_token))] if known else [("account", username), ("address", visitor.address)]
    )
    if limits and (wait := throttle.take(*buckets)):
        return Refused(wait=wait)
    right = passwords.verify(account.password_hash if account else None, asked.password)
    if not right or account is None or not account.active:
        _note_refusal(account.id if account else None)
        return Refused()
    return _welcome(account.id, account.role, visitor, buckets if limits else [], know=not known)


@in_one_transaction
def _note_refusal(account_id: UUID | None) -> None:
    audit.record("refused", "sign-in", account_id, actor_id=None)


@in_one_transaction
def _welcome(account_id: UUID, role: str, visitor: Visitor, used: list[tuple[str, str]], *, know: bool) -> Admitted:
    throttle.forgive(*used)
    return _admit(account_id, role, visitor, know=know)


def join(asked: Join, visitor: Visitor, *, limits: bool = True) -> Admitted | Refused:
    """Make the account that an invite stands for. The invite is used in one statement, so it works once."""
    if limits and (wait := throttle.take(("code", visitor.address))):
        return Refused(wait=wait)
    code_hash = hash_code(asked.code, queries.code_salt())
    return _use_invite(asked, code_hash, passwords.hash_password(asked.password), visitor)


@in_one_transaction
def _use_invite(asked: Join, code_hash: str, stored: str, visitor: Visitor) -> Admitted | Refused:
    invite = queries.open_invite(code_hash)
    if invite is None:
        return Refused(field="code")
    if queries.is_taken(asked.username):
        return Refused(field="username")
    account = make_account(asked.username, stored, Role(invite.role), language=asked.language)
    if db.run(_USE_INVITE, {"invite": invite.id, "moment": now(), "account": account.id}) != 1:
        raise RuntimeError("an open invite could not be used")
    audit.record("joined", "account", account.id, actor_id=account.id, actor_role=account.role, owner_id=account.id)
    return _admit(account.id, account.role, visitor, know=True)


def use_reset(asked: UseReset, visitor: Visitor, *, limits: bool = True) -> Admitted | Refused:
    """Set a new password with a code that staff issued; every device signed in before is signed out."""
    if limits and (wait := throttle.take(("code", visitor.address))):
        return Refused(wait=wait)
    code_hash = hash_code(asked.code, queries.code_salt())
    return _replace_password(code_hash, passwords.hash_password(asked.password), visitor)


@in_one_transaction
def _replace_password(code_hash: str, stored: str, visitor: Visitor) -> Admitted | Refused:
    reset = queries.open_reset(code_hash)
    if reset is None:
        return Refused(field="code")
    account = db.session.get_one(Account, reset.account_id)
    if not account.active or db.run(_USE_RESET, {"reset": reset.id, "moment": now()}) != 1:
        return Refused(field="code")
    account.password_hash, account.password_reset_at = stored, now()
    db.session.flush()
    end_devices(account.id, keep=None)
    audit.record("reset", "password", account.id, actor_id=account.id, actor_role=account.role, owner_id=account.id)
    return _admit(account.id, account.role, visitor, know=True)


def make_account(username: str, stored_password: str, role: Role, *, name: str = "", language: str = "en") -> Account:
    """A new account; `username` as `fold` gives it."""
    account = Account(
        role=role, username=username, name=name or username, password_hash=stored_password, language=language
    )
    db.session.add(account)
    db.session.flush()
    return account


def _admit(account_id: UUID, role: str, visitor: Visitor, *, know: bool) -> Admitted:
    if visitor.session_token:
        db.run(
            update(Device)
            .where(col(Device.token_hash) == hash_token(visitor.session_token), col(Device.ended_at).is_(None))
            .values(ended_at=now())
        )
    token = secrets.token_urlsafe(32)
    device = Device(account_id=account_id, token_hash=hash_token(token), label=visitor.label)
    known_token = visitor.known_token
    db.session.add(device)
    if know or not known_token:
        known_token = secrets.token_urlsafe(32)
        db.session.add(KnownDevice(account_id=account_id, token_hash=hash_token(known_token)))
    db.session.flush()
    audit.record("signed in", "device", device.id, actor_id=account_id, actor_role=role, owner_id=account_id)
    return Admitted(token, known_token, role)


def confirm_device(device_id: UUID) -> None:
    """The password was just given again on this device."""
    db.run(_CONFIRM, {"device": device_id, "moment": now()})


@in_one_transaction
def change_password(account_id: UUID, role: str, stored: str, *, keep: UUID, end_others: bool) -> None:
    db.run(_SET_PASSWORD, {"account": account_id, "stored": stored})
    if end_others:
        end_devices(account_id, keep=keep)
    audit.record("changed", "password", account_id, actor_id=account_id, actor_role=role, owner_id=account_id)


def end_device(account_id: UUID, role: str, device_id: UUID) -> bool:
    """Sign a device out; False when it is not one of the account's that is signed in."""
    ended = db.run(_END_DEVICE, {"device": device_id, "account": account_id, "moment": now()}) == 1
    if ended:
        audit.record("signed out", "device", device_id, actor_id=account_id, actor_role=role, owner_id=account_id)
    return ended


def end_devices(account_id: UUID, *, keep: UUID | None) -> int:
    """Sign out every device but `keep`; how many there were."""
    return db.run(_END_OTHERS, {"account": account_id, "keep": keep or _NO_DEVICE, "moment": now()})


def set_preferences(account_id: UUID, wanted: Preferences) -> None:
    db.run(update(Account).where(col(Account.id) == account_id).values(**wanted.model_dump()))


def rename(account_id: UUID, name: str) -> None:
    """What the person is called on their pages and to their team."""
    db.run(update(Account).where(col(Account.id) == account_id).values(name=name))


def choose_focuses(owner_id: UUID, focuses: list[Focus]) -> None:
    """Replace what the person works on; the first decides the word for an urge."""
    db.run(_FORGET_FOCUSES, {"of_owner": owner_id})
    for position, focus in enumerate(focuses):
        db.run(insert(FocusChoice), {"id": uuid7(), "owner_id": owner_id, "focus": focus, "position": position})
    audit.by_owner("changed", "focuses", None, owner_id)
