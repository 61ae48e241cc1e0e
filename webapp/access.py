"""Who may come in, and whose row it is.

Every endpoint says who may call it with one of the marks below; the app refuses to start with one that does not.
Loaders read a row and check that it is the person's own in one step: a stranger's row is a 404.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, NoReturn, TypeVar, cast
from uuid import UUID

from flask import Flask, abort, current_app, g, request
from flask_login import UserMixin, current_user
from sqlalchemy import bindparam, update
from sqlalchemy.exc import OperationalError
from sqlmodel import col, select

from webapp.enums import Language, Role
from webapp.extensions import db, login_manager
from webapp.i18n import choose, language
from webapp.models import Account, Device, Owned, Program, now
from webapp.scope import own as own_rows

View = TypeVar("View", bound=Callable[..., Any])
Mine = TypeVar("Mine", bound=Owned)

IDLE = {
    Role.PARTICIPANT: timedelta(days=30),
    Role.COUNSELOR: timedelta(minutes=15),
    Role.ADMIN: timedelta(minutes=10),
}
ABSOLUTE = {
    Role.PARTICIPANT: timedelta(days=90),
    Role.COUNSELOR: timedelta(hours=12),
    Role.ADMIN: timedelta(hours=8),
}
CONFIRMED_FOR = timedelta(minutes=10)
"""How long after giving the password the sensitive pages ask for it no more."""
LANGUAGE_COOKIE = "fh-language"
HOME = {Role.PARTICIPANT: "today.index", Role.COUNSELOR: "review.index", Role.ADMIN: "admin.index"}
"""Where each role begins."""


@dataclass(frozen=True, slots=True)
class Policy:
    roles: frozenset[str]
    reason: str = ""

    @property
    def is_public(self) -> bool:
        return not self.roles


def _marked(view: View, policy: Policy) -> View:
    view.__access__ = policy  # type: ignore[attr-defined]
    return view


def public(*, reason: str) -> Callable[[View], View]:
    """Anybody, signed in or not. The reason is for the reader of the route list."""
    return lambda view: _marked(view, Policy(frozenset(), reason))


def participant_only(view: View) -> View:
    return _marked(view, Policy(frozenset({Role.PARTICIPANT})))


def counselor_only(view: View) -> View:
    return _marked(view, Policy(frozenset({Role.COUNSELOR})))


def admin_only(view: View) -> View:
    return _marked(view, Policy(frozenset({Role.ADMIN})))


def staff_only(view: View) -> View:
    return _marked(view, Policy(frozenset({Role.COUNSELOR, Role.ADMIN})))


def signed_in(view: View) -> View:
    """Everybody with an account: pages about the account itself."""
    return _marked(view, Policy(frozenset(Role)))


@dataclass(frozen=True, slots=True, eq=False)
class Me(UserMixin):  # type: ignore[misc]  # flask-login has no types
    """The person signed in, with their device and their program, as one read gives them."""

    id: UUID
    role: str
    name: str
    username: str
    language: str
    theme: str
    text_size: str
    device_id: UUID
    confirmed_at: datetime
    time_zone: str
    program_name: str
    reading_hours: str
    """When the team reads, in the person's language."""

    def get_id(self) -> str:
        return str(self.id)

    @property
    def is_staff(self) -> bool:
        return self.role != Role.PARTICIPANT

    @property
    def confirmed(self) -> bool:
        """Whether the password was given on this device in the last minutes."""
        return now() - self.confirmed_at < CONFIRMED_FOR


_SIGNED_IN = (
    select(  # type: ignore[call-overload]
        Account.id,
        Account.role,
        Account.name,
        Account.username,
        Account.language,
        Account.theme,
        Account.text_size,
        Account.time_zone,
        col(Device.id).label("device_id"),
        Device.created_at,
        Device.last_seen_at,
        Device.confirmed_at,
        col(Program.name).label("program_name"),
        col(Program.time_zone).label("program_zone"),
        Program.reading_hours,
        Program.reading_hours_es,
    )
    .select_from(Device)
    .join(Account, col(Account.id) == Device.account_id)
    .join(Program, col(Program.singleton) == 1)
    .where(
        col(Device.token_hash) == bindparam("token_hash"),
        col(Device.ended_at).is_(None),
        col(Account.active).is_(True),
    )
)
_SEEN = update(Device).where(col(Device.id) == bindparam("device")).values(last_seen_at=bindparam("seen_at"))


def hash_token(token: str) -> str:
    """What the database keeps of a 256-bit token."""
    return sha256(token.encode()).hexdigest()


@login_manager.request_loader  # type: ignore[untyped-decorator]  # flask-login has no types
def _from_cookie(_request: object) -> Me | None:
    token = request.cookies.get(current_app.extensions["settings"].session_cookie)
    if not token:
        return None
    row = db.first(_SIGNED_IN, token_hash=hash_token(token))
    if row is None or not _alive(row):
        return None
    _note_seen(row)
    return Me(
        id=row.id,
        role=row.role,
        name=row.name,
        username=row.username,
        language=row.language,
        theme=row.theme,
        text_size=row.text_size,
        device_id=row.device_id,
        confirmed_at=row.confirmed_at,
        time_zone=row.time_zone or row.program_zone,
        program_name=row.program_name,
        reading_hours=(row.reading_hours_es if row.language == Language.SPANISH else "") or row.reading_hours,
    )


def _alive(row: Any) -> bool:
    moment = datetime.now(UTC)
    role = Role(row.role)
    return bool(moment - row.last_seen_at < IDLE[role] and moment - row.created_at < ABSOLUTE[role])


def _note_seen(row: Any) -> None:
    """Keep the idle clock, at most every fiftieth of its length: reading a page is not a write a minute."""
    if now() - row.last_seen_at > IDLE[Role(row.role)] / 50:
        with suppress(OperationalError), db.writing():  # another request of the same device may write it now
            db.run(_SEEN, {"device": row.device_id, "seen_at": now()})


def me() -> Me:
    """The person signed in. Only where the endpoint's mark says that there is one."""
    return cast(Me, me_or_none())


def me_or_none() -> Me | None:
    """On public pages: whoever is signed in, if anybody. flask-login is asked once a request."""
    if "me" not in g:
        g.me = current_user._get_current_object() if current_user.is_authenticated else None
    person: Me | None = g.me
    return person


def policy_of(app: Flask, endpoint: str) -> Policy | None:
    return getattr(app.view_functions.get(endpoint), "__access__", None)


def guess_language() -> None:
    """For whatever is said before it is known who asks: the language chosen on this browser, or the one it asks for."""
    language.set(choose(request.accept_languages, request.cookies.get(LANGUAGE_COOKIE)))


def init_app(app: Flask) -> None:
    login_manager.init_app(app, add_context_processor=False)
    login_manager.session_protection = None
    app.before_request(_gate)


def require_marks(app: Flask) -> None:
    """Raise unless every endpoint says who may call it."""
    unmarked = sorted({rule.endpoint for rule in app.url_map.iter_rules() if policy_of(app, rule.endpoint) is None})
    if unmarked:
        raise RuntimeError(f"endpoints that do not say who may call them: {unmarked}")


def _gate() -> None:
    endpoint = request.endpoint
    policy = policy_of(current_app, endpoint) if endpoint else None
    if endpoint and policy is None:
        abort(403)
    is_open = policy is None or policy.is_public
    person = me_or_none() if request.cookies or not is_open else None
    if person is not None:
        language.set(person.language)
    if is_open or policy is None:
        return
    if person is None:
        abort(401)
    if person.role not in policy.roles:
        abort(403)


def own(model: type[Mine], row_id: UUID, *, deleted: bool = False) -> Mine:
    """The signed-in participant's own row, to read or change; 404 when it is not theirs, gone or never was."""
    row = db.session.execute(own_rows(model).where(col(model.id) == row_id), {"owner_id": me().id}).scalar()
    if row is None or (not deleted and getattr(row, "deleted_at", None) is not None):
        stranger()
    return cast(Mine, row)


def stranger() -> NoReturn:
    """What is not yours does not exist."""
    abort(404)
