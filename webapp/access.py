"""What an endpoint says and a view asks: who may call it, who does, and whose row it is.

Every endpoint says who may call it with one of the marks below; the app refuses to start with one that does not.
Loaders read a row and check that it is the person's own in one step: a stranger's row is a 404.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, NoReturn, TypeVar, cast
from uuid import UUID

from flask import Flask, abort, g
from flask_login import UserMixin, current_user
from sqlmodel import col

from webapp.enums import Role
from webapp.extensions import db
from webapp.models import Owned, now
from webapp.moments import today
from webapp.reading import Reading
from webapp.scope import own as own_rows

View = TypeVar("View", bound=Callable[..., Any])
Mine = TypeVar("Mine", bound=Owned)

CONFIRMED_FOR = timedelta(minutes=10)
"""How long after giving the password the sensitive pages ask for it no more."""
HOME = {Role.PARTICIPANT: "today.index", Role.COUNSELOR: "review.index", Role.ADMIN: "admin.index"}
"""Where each role begins."""


@dataclass(frozen=True, slots=True)
class Policy:
    roles: frozenset[str]
    reason: str = ""
    while_leaving: bool = False
    """Also for somebody who asked to be deleted: to stay, or to take everything along."""
    before_second_step: bool = False
    """Also for staff who gave the password, and whose second step of signing in is still to come."""
    by_link: bool = False
    """For somebody with an open family link, and for nobody else, signed in or not."""

    @property
    def is_public(self) -> bool:
        return not self.roles and not self.by_link


def _marked(view: View, policy: Policy) -> View:
    view.__access__ = policy  # type: ignore[attr-defined]  # a function holds what it is given
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


def open_while_leaving(view: View) -> View:
    """Over another mark: open also in the days before an account is erased."""
    policy: Policy = view.__access__  # type: ignore[attr-defined]  # `_marked` put it there
    return _marked(view, replace(policy, while_leaving=True))


def open_before_second_step(view: View) -> View:
    """Over another mark: the second step itself, and the way out."""
    policy: Policy = view.__access__  # type: ignore[attr-defined]  # `_marked` put it there
    return _marked(view, replace(policy, before_second_step=True))


def link_only(view: View) -> View:
    """Somebody without an account in whose browser a family link is open. To others it does not exist."""
    return _marked(view, Policy(frozenset(), by_link=True))


def policy_of(app: Flask, endpoint: str) -> Policy | None:
    return getattr(app.view_functions.get(endpoint), "__access__", None)


def require_marks(app: Flask) -> None:
    """Raise unless every endpoint says who may call it."""
    unmarked = sorted({rule.endpoint for rule in app.url_map.iter_rules() if policy_of(app, rule.endpoint) is None})
    if unmarked:
        raise RuntimeError(f"endpoints that do not say who may call them: {unmarked}")


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
    program_zone: str
    reading: Reading
    leaves_at: datetime | None
    """When everything of theirs is erased, if they asked for that."""
    discharge_on: date | None
    """The last day in the program, when one is set."""
    team_until: datetime | None
    """When the care team stops reading; None while no last day is set."""
    is_halfway: bool
    """On the staff, with the password given and the second step of signing in still to come."""
    idle_minutes: int
    """How long a session lasts that nobody uses."""
    account_tag: str
    """What a phone knows the account by: the same on every device, another one in another installation."""

    def get_id(self) -> str:
        return str(self.id)

    @property
    def reading_hours(self) -> str:
        """When the team reads, in the language of the page."""
        return self.reading.in_words(today(self.program_zone))

    @property
    def is_staff(self) -> bool:
        return self.role != Role.PARTICIPANT

    @property
    def is_alumni(self) -> bool:
        """The last day in the program has passed."""
        return self.discharge_on is not None and self.discharge_on < today(self.time_zone)

    @property
    def confirmed(self) -> bool:
        """Whether the password was given on this device in the last minutes."""
        return now() - self.confirmed_at < CONFIRMED_FOR


def me() -> Me:
    """The person signed in. Only where the endpoint's mark says that there is one."""
    return cast(Me, me_or_none())


def me_or_none() -> Me | None:
    """On public pages: whoever is signed in, if anybody. flask-login is asked once a request."""
    if "me" not in g:
        g.me = current_user._get_current_object() if current_user.is_authenticated else None
    person: Me | None = g.me
    return person


def halfway() -> Me | None:
    """Whoever gave the password, and whose second step is still to come: nobody, to all pages but that step's."""
    me_or_none()
    waiting: Me | None = g.get("halfway")
    return waiting


def own(model: type[Mine], row_id: UUID, *, deleted: bool = False) -> Mine:
    """The signed-in participant's own row, to read or change; 404 when it is not theirs, gone or never was."""
    row = db.session.execute(own_rows(model).where(col(model.id) == row_id), {"owner_id": me().id}).scalar()
    if row is None or (not deleted and getattr(row, "deleted_at", None) is not None):
        stranger()
    return cast(Mine, row)


def stranger() -> NoReturn:
    """What is not yours does not exist."""
    abort(404)
