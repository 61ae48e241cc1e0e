"""What accounts do: join, sign in, end devices, change passwords and settings.

`sign_in`, `join` and `use_reset` commit by themselves, because a refused try must stay counted and a slow hash must not
hold the write lock. The others run in the request's transaction.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, update
from sqlmodel import col, select

from webapp import audit
from webapp.accounts import passwords, queries, resets, throttle
from webapp.accounts.codes import hash_code
from webapp.accounts.forms import Join, Preferences, SignIn, UseReset, fold
from webapp.commits import in_one_transaction
from webapp.digests import hash_token
from webapp.enums import Focus, Role
from webapp.extensions import db
from webapp.models import Account, Device, FocusChoice, Invite, KnownDevice, PushSubscription, ResetCode, now, uuid7
from webapp.scope import owned_change
from webapp.sessions import has_second_factor

KNOWN_AT_MOST = 20
"""Browsers of one account that have an allowance of guesses of their own: the newest ones."""

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
_VOID_RESETS = (
    update(ResetCode)
    .where(
        (col(ResetCode.account_id) == bindparam("account")) | (col(ResetCode.issued_by) == bindparam("issuer")),
        col(ResetCode.used_at).is_(None),
        col(ResetCode.expires_at) > bindparam("moment"),
    )
    .values(expires_at=bindparam("moment"))
)
_NEW_TOKEN = update(Device).where(col(Device.id) == bindparam("device")).values(token_hash=bindparam("token_hash"))
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
_END_PUSH = owned_change(
    delete(PushSubscription).where(col(PushSubscription.device_id) == bindparam("device")), PushSubscription
)
_END_OTHER_PUSH = owned_change(
    delete(PushSubscription).where(col(PushSubscription.device_id) != bindparam("keep")), PushSubscription
)
"""A device that is signed out gets no reminders."""
_CONFIRM = update(Device).where(col(Device.id) == bindparam("device")).values(confirmed_at=bindparam("moment"))
_NEWEST_KNOWN = (
    select(KnownDevice.id)
    .where(col(KnownDevice.account_id) == bindparam("account"))
    .order_by(col(KnownDevice.created_at).desc(), col(KnownDevice.id).desc())
    .limit(KNOWN_AT_MOST)
)
_FORGET_KNOWN = delete(KnownDevice).where(
    col(KnownDevice.account_id) == bindparam("account"), col(KnownDevice.id).not_in(_NEWEST_KNOWN)
)
_FORGET_FOCUSES = owned_change(delete(FocusChoice), FocusChoice)
_NO_DEVICE = UUID(int=0)
Buckets = list[tuple[str, str]]


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

    account_id: UUID
    session_token: str
    known_token: str
    role: str
    is_to_be_told: bool = False
    """A code from staff set the password, or the second step was taken away, and the person has not read about it."""
    is_halfway: bool = False
    """The second step of signing in is still to come, and opens nothing before."""


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
def _welcome(account_id: UUID, role: str, visitor: Visitor, used: Buckets, *, know: bool) -> Admitted:
    throttle.forgive(*used)
    return replace(_admit(account_id, role, visitor, know=know), is_to_be_told=resets.is_unread(account_id))


def join(asked: Join, visitor: Visitor, *, limits: bool = True) -> Admitted | Refused:
    """Make the account that an invite stands for. The invite is used in one statement, so it works once."""
    tries = [("code", visitor.address)] if limits else []
    if wait := throttle.take(*tries):
        return Refused(wait=wait)
    code_hash = hash_code(asked.code, queries.code_salt())
    return _use_invite(asked, code_hash, passwords.hash_password(asked.password), visitor, tries)


@in_one_transaction
def _use_invite(asked: Join, code_hash: str, stored: str, visitor: Visitor, used: Buckets) -> Admitted | Refused:
    invite = queries.open_invite(code_hash)
    if invite is None:
        return Refused(field="code")
    if queries.is_taken(asked.username):
        return Refused(field="username")
    account = make_account(asked.username, stored, Role(invite.role), language=asked.language)
    if db.run(_USE_INVITE, {"invite": invite.id, "moment": now(), "account": account.id}) != 1:
        raise RuntimeError("an open invite could not be used")
    throttle.forgive(*used)
    audit.record("joined", "account", account.id, actor_id=account.id, actor_role=account.role, owner_id=account.id)
    return _admit(account.id, account.role, visitor, know=True)


def use_reset(asked: UseReset, visitor: Visitor, *, limits: bool = True) -> Admitted | Refused:
    """Set a new password with a code that staff issued; every device signed in before is signed out."""
    tries = [("code", visitor.address)] if limits else []
    if wait := throttle.take(*tries):
        return Refused(wait=wait)
    code_hash = hash_code(asked.code, queries.code_salt())
    return _replace_password(code_hash, passwords.hash_password(asked.password), visitor, tries)


@in_one_transaction
def _replace_password(code_hash: str, stored: str, visitor: Visitor, used: Buckets) -> Admitted | Refused:
    reset = queries.open_reset(code_hash)
    if reset is None:
        return Refused(field="code")
    account = db.session.get_one(Account, reset.account_id)
    if not account.active or db.run(_USE_RESET, {"reset": reset.id, "moment": now()}) != 1:
        return Refused(field="code")
    throttle.forgive(*used)
    was_unread = account.password_reset_at is not None
    account.password_hash, account.password_reset_at = stored, now()
    db.session.flush()
    end_devices(account.id, keep=None)
    audit.record("reset", "password", account.id, actor_id=account.id, actor_role=account.role, owner_id=account.id)
    return replace(_admit(account.id, account.role, visitor, know=True), is_to_be_told=was_unread)


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
    is_halfway = role != Role.PARTICIPANT and (has_second_factor(account_id) or not queries.is_example())
    device = Device(
        account_id=account_id,
        token_hash=hash_token(token),
        label=visitor.label,
        second_step_at=None if is_halfway else now(),
    )
    db.session.add(device)
    db.session.flush()
    act = ("confirmed", "password") if is_halfway else ("signed in", "device")
    audit.record(*act, device.id, actor_id=account_id, actor_role=role, owner_id=account_id)
    known_token = visitor.known_token if is_halfway else remember(account_id, visitor.known_token, know=know)
    return Admitted(account_id, token, known_token, role, is_halfway=is_halfway)


def remember(account_id: UUID, known_token: str, *, know: bool) -> str:
    """Give this browser guesses of its own from now on; the token for its cookie.

    Only who is in all the way: with the password alone, new browsers would be new guesses at the second step.
    """
    if know or not known_token:
        known_token = secrets.token_urlsafe(32)
        db.session.add(KnownDevice(account_id=account_id, token_hash=hash_token(known_token)))
        db.session.flush()
        db.run(_FORGET_KNOWN, {"account": account_id})
    return known_token


def confirm_device(device_id: UUID) -> None:
    """The password was just given again on this device."""
    db.run(_CONFIRM, {"device": device_id, "moment": now()})


@in_one_transaction
def change_password(account_id: UUID, role: str, stored: str, *, keep: UUID, end_others: bool) -> str:
    """Set it; the session's new token: whoever copied the cookie is out, and so is a reset code that waits."""
    token = secrets.token_urlsafe(32)
    db.run(_SET_PASSWORD, {"account": account_id, "stored": stored})
    db.run(_NEW_TOKEN, {"device": keep, "token_hash": hash_token(token)})
    void_resets(account_id)
    if end_others:
        end_devices(account_id, keep=keep)
    audit.record("changed", "password", account_id, actor_id=account_id, actor_role=role, owner_id=account_id)
    return token


def end_device(account_id: UUID, role: str, device_id: UUID) -> bool:
    """Sign a device out; False when it is not one of the account's that is signed in."""
    ended = db.run(_END_DEVICE, {"device": device_id, "account": account_id, "moment": now()}) == 1
    if ended:
        db.run(_END_PUSH, {"of_owner": account_id, "device": device_id})
        audit.record("signed out", "device", device_id, actor_id=account_id, actor_role=role, owner_id=account_id)
    return ended


def end_devices(account_id: UUID, *, keep: UUID | None) -> int:
    """Sign out every device but `keep`; how many there were."""
    db.run(_END_OTHER_PUSH, {"of_owner": account_id, "keep": keep or _NO_DEVICE})
    return db.run(_END_OTHERS, {"account": account_id, "keep": keep or _NO_DEVICE, "moment": now()})


def void_resets(account_id: UUID, *, issued_by: UUID | None = None) -> None:
    """Codes for this account stop working, and those that `issued_by` gave out."""
    db.run(_VOID_RESETS, {"account": account_id, "issuer": issued_by, "moment": now()})


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
