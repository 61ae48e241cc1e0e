"""The last day in the program, set by the office with the person."""

from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import admin_only, me
from webapp.admin.loaders import person
from webapp.commits import commit_on_success
from webapp.consents import care
from webapp.consents.forms import LastDay
from webapp.enums import Role
from webapp.forms import Parsed, blank
from webapp.htmx import page, saved
from webapp.models import Account

bp = Blueprint("admin_discharge", __name__, url_prefix="/admin/people/<uuid:account_id>/discharge")


@bp.get("")
@admin_only
def edit(account_id: UUID) -> ResponseReturnValue:
    account = person(account_id, Role.PARTICIPANT)
    return _page(account, blank(discharge_on=account.discharge_on or ""))


def _page(account: Account, form: Parsed[LastDay]) -> str:
    return page("admin/discharge.html", account=account, form=form, over=care.is_over(account))


@bp.post("")
@admin_only
@commit_on_success
def update(account_id: UUID) -> ResponseReturnValue:
    account = person(account_id, Role.PARTICIPANT)
    form = care.answer(account, request.form, me())
    if form.errors:
        return _page(account, form), 422
    return saved(url_for("admin_people.show", account_id=account_id))


@bp.post("/withdrawal")
@admin_only
@commit_on_success
def withdrawal(account_id: UUID) -> ResponseReturnValue:
    account = person(account_id, Role.PARTICIPANT)
    if not care.take_away(account, me()):
        abort(409)
    return saved(url_for("admin_people.show", account_id=account_id))
