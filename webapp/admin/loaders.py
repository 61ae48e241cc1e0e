"""Rows that the admin pages change, by id or 404; and the way to the page that asks for the password."""

from typing import TypeVar
from uuid import UUID

from flask import redirect, url_for
from sqlmodel import col, select
from werkzeug.wrappers import Response

from webapp.access import me, stranger
from webapp.enums import Role
from webapp.extensions import db
from webapp.models import Account, Row

R = TypeVar("R", bound=Row)


def found(model: type[R], row_id: UUID) -> R:
    """A row of a table that holds no participant's record; the engine refuses any other."""
    row: R | None = db.session.execute(select(model).where(col(model.id) == row_id)).scalar()
    return row or stranger()


def person(account_id: UUID, *roles: Role) -> Account:
    """Somebody's account; 404 when their role is none of `roles`."""
    account = found(Account, account_id)
    return account if not roles or account.role in roles else stranger()


def somebody_else(account_id: UUID, *, active: bool = True) -> Account:
    """An account that is turned on (or off), and not the admin's own: that is changed under Account."""
    account = person(account_id)
    return account if account.id != me().id and account.active == active else stranger()


def ask_password(then: str) -> Response:
    """What is hard to take back needs the password of the last minutes. `then` is a page of ours."""
    return redirect(url_for("accounts.confirm", next=then), 303)
