"""The second step of signing in: an authenticator app (RFC 6238), or one of ten codes on paper.

`passed`, `set_up` and `renew_codes` commit by themselves, because a refused try must stay counted and a slow hash must
not hold the write lock.
"""

import hmac
import re
import secrets
from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import pyotp
from sqlalchemy import bindparam, delete, func, update
from sqlmodel import col, select

from webapp import audit
from webapp.access import Me
from webapp.accounts import queries, throttle
from webapp.accounts.codes import hash_code, new_code
from webapp.accounts.services import Admitted, Buckets, Refused, Visitor, end_devices, remember
from webapp.commits import in_one_transaction
from webapp.digests import hash_token
from webapp.extensions import db
from webapp.models import Account, Device, RecoveryCode, SecondFactor, now
from webapp.sessions import has_second_factor

RECOVERY_CODES = 10
KEY_BYTES = 20
APP_CODE = re.compile(r"[0-9]{6}")

_FACTOR = select(SecondFactor.key, SecondFactor.last_step, SecondFactor.created_at).where(
    col(SecondFactor.account_id) == bindparam("account")
)
_CODES_LEFT = select(func.count()).where(
    col(RecoveryCode.account_id) == bindparam("account"), col(RecoveryCode.used_at).is_(None)
)
_USE_STEP = (
    update(SecondFactor)
    .where(col(SecondFactor.account_id) == bindparam("account"), col(SecondFactor.last_step) < bindparam("step"))
    .values(last_step=bindparam("step"))
)
_USE_CODE = (
    update(RecoveryCode)
    .where(
        col(RecoveryCode.account_id) == bindparam("account"),
        col(RecoveryCode.code_hash) == bindparam("typed_hash"),
        col(RecoveryCode.used_at).is_(None),
    )
    .values(used_at=bindparam("moment"))
)
_LET_IN = (
    update(Device)
    .where(col(Device.id) == bindparam("device"), col(Device.ended_at).is_(None))
    .values(token_hash=bindparam("new_hash"), second_step_at=bindparam("moment"))
)
_FORGET_FACTOR = delete(SecondFactor).where(col(SecondFactor.account_id) == bindparam("account"))
_FORGET_CODES = delete(RecoveryCode).where(col(RecoveryCode.account_id) == bindparam("account"))
_REMOVED = update(Account).where(col(Account.id) == bindparam("account")).values(second_step_removed_at=bindparam("at"))


@dataclass(frozen=True, slots=True)
class State:
    """What the account page tells of it."""

    since: datetime | None
    """When the app was set up; None without one."""
    codes_left: int
    is_example: bool
    """The example program, in which nobody has to."""


@dataclass(frozen=True, slots=True)
class SetUp:
    admitted: Admitted
    codes: list[str]
    """To be shown once."""


def state(account_id: UUID) -> State:
    factor = db.first(_FACTOR, account=account_id)
    since = factor.created_at if factor else None
    return State(since, int(db.value(_CODES_LEFT, account=account_id)), queries.is_example())


def key_for(session_token: str) -> str:
    """The key that this session is offered for an app: the same on each look, in no table, and gone with the token."""
    drawn = hmac.digest(session_token.encode(), b"key of an authenticator app", "sha256")
    return b32encode(drawn[:KEY_BYTES]).decode()


def address_of(key: str, username: str, app_name: str) -> str:
    """What the square says to the app."""
    return pyotp.TOTP(key).provisioning_uri(name=username, issuer_name=app_name)


def passed(person: Me, typed: str, visitor: Visitor, *, limits: bool = True) -> Admitted | Refused:
    """Check a code of the app, or one from paper, of somebody who gave the password at this device."""
    known = queries.is_known_device(hash_token(visitor.known_token), person.id)
    name = f"second step of {person.id}"
    buckets = (
        [("known", f"{name} at {hash_token(visitor.known_token)}")]
        if known
        else [("second step", name), ("address", visitor.address)]
    )
    if limits and (wait := throttle.take(*buckets)):
        return Refused(wait=wait)
    digits = "".join(typed.split())
    code_hash = "" if APP_CODE.fullmatch(digits) else hash_code(typed, queries.code_salt())
    return _pass(person, digits, code_hash, visitor, buckets if limits else [], know=not known)


@in_one_transaction
def _pass(
    person: Me, digits: str, code_hash: str, visitor: Visitor, used: Buckets, *, know: bool
) -> Admitted | Refused:
    right = _use_code(person.id, code_hash) if code_hash else _use_step(person.id, digits)
    admitted = _let_in(person, visitor, know=know) if right else None
    if admitted is None:
        _note(person, "refused", "second step")
        return Refused(field="code")
    throttle.forgive(*used)
    if code_hash:
        _note(person, "used", "recovery code")
    return admitted


def _use_step(account_id: UUID, digits: str) -> bool:
    factor = db.first(_FACTOR, account=account_id)
    step = _step_of(factor.key, digits) if factor else None
    return step is not None and db.run(_USE_STEP, {"account": account_id, "step": step}) == 1


def _use_code(account_id: UUID, code_hash: str) -> bool:
    return db.run(_USE_CODE, {"account": account_id, "typed_hash": code_hash, "moment": now()}) == 1


def _step_of(key: str, digits: str) -> int | None:
    """The 30 seconds whose code this is: those of now, the ones before or the ones after."""
    app = pyotp.TOTP(key)
    current = app.timecode(now())
    steps = [
        step for step in (current - 1, current, current + 1) if hmac.compare_digest(app.generate_otp(step), digits)
    ]
    return max(steps, default=None)


def _let_in(person: Me, visitor: Visitor, *, know: bool) -> Admitted | None:
    """The session under a new token, with every page open; None when it has ended."""
    token = secrets.token_urlsafe(32)
    if db.run(_LET_IN, {"device": person.device_id, "new_hash": hash_token(token), "moment": now()}) != 1:
        return None
    known_token = remember(person.id, visitor.known_token, know=know)
    if person.is_halfway:
        _note(person, "signed in", "device")
    return Admitted(person.id, token, known_token, person.role)


def set_up(person: Me, key: str, typed: str, visitor: Visitor) -> SetUp | Refused:
    """Take on an app that shows the right code, in another one’s place. Ten new codes; all other devices are out."""
    digits = "".join(typed.split())
    step = _step_of(key, digits) if APP_CODE.fullmatch(digits) else None
    if step is None:
        return Refused(field="code")
    codes = [new_code() for _number in range(RECOVERY_CODES)]
    salt = queries.code_salt()
    return _set_up(person, key, step, codes, [hash_code(code, salt) for code in codes], visitor)


@in_one_transaction
def _set_up(person: Me, key: str, step: int, codes: list[str], hashes: list[str], visitor: Visitor) -> SetUp | Refused:
    had_one = has_second_factor(person.id)
    know = not queries.is_known_device(hash_token(visitor.known_token), person.id)
    admitted = None if had_one and person.is_halfway else _let_in(person, visitor, know=know)
    if admitted is None:
        return Refused(field="code")
    db.run(_FORGET_FACTOR, {"account": person.id})
    db.session.add(SecondFactor(account_id=person.id, key=key, last_step=step))
    _keep_codes(person.id, hashes)
    end_devices(person.id, keep=person.device_id)
    _note(person, "changed" if had_one else "set up", "second step")
    return SetUp(admitted, codes)


def renew_codes(person: Me) -> list[str]:
    """Ten new codes; the old ones stop working."""
    codes = [new_code() for _number in range(RECOVERY_CODES)]
    salt = queries.code_salt()
    _renew(person, [hash_code(code, salt) for code in codes])
    return codes


@in_one_transaction
def _renew(person: Me, hashes: list[str]) -> None:
    _keep_codes(person.id, hashes)
    _note(person, "changed", "recovery codes")


def _keep_codes(account_id: UUID, hashes: list[str]) -> None:
    db.run(_FORGET_CODES, {"account": account_id})
    db.session.add_all(RecoveryCode(account_id=account_id, code_hash=code_hash) for code_hash in hashes)
    db.session.flush()


def remove(account_id: UUID) -> bool:
    """Take the app and the codes away and sign out everywhere: at the next sign-in an app is set up anew. In a write
    transaction. False when there is none.
    """
    if db.run(_FORGET_FACTOR, {"account": account_id}) == 0:
        return False
    db.run(_FORGET_CODES, {"account": account_id})
    db.run(_REMOVED, {"account": account_id, "at": now()})
    end_devices(account_id, keep=None)
    return True


def _note(person: Me, action: str, subject: str) -> None:
    audit.record(action, subject, person.device_id, actor_id=person.id, actor_role=person.role, owner_id=person.id)
