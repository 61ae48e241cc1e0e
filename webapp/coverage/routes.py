"""Who covers for whom: for counselors themselves, and for the admin."""

from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import admin_only, counselor_only, me, stranger
from webapp.commits import commit_on_success
from webapp.coverage import presenters, services
from webapp.coverage.forms import NewCoverage
from webapp.enums import Role
from webapp.extensions import db
from webapp.forms import Parsed, blank, parse
from webapp.htmx import page, saved
from webapp.models import Account, Coverage

bp = Blueprint("coverage", __name__)


@bp.get("/counselor/coverage")
@counselor_only
def index() -> ResponseReturnValue:
    return _page(_counselor(me().id), blank())


@bp.post("/counselor/coverage")
@counselor_only
@commit_on_success
def create() -> ResponseReturnValue:
    return _added(_counselor(me().id), url_for(".index"))


@bp.post("/counselor/coverage/<uuid:coverage_id>/ending")
@counselor_only
@commit_on_success
def ending(coverage_id: UUID) -> ResponseReturnValue:
    """By either of the two whom it is about."""
    coverage = db.session.get(Coverage, coverage_id) or stranger()
    if me().id not in (coverage.counselor_id, coverage.covering_id):
        stranger()
    services.end(coverage, (me().id, me().role))
    return saved(url_for(".index"))


@bp.get("/admin/people/<uuid:account_id>/coverage")
@admin_only
def of_counselor(account_id: UUID) -> ResponseReturnValue:
    return _page(_counselor(account_id), blank())


@bp.post("/admin/people/<uuid:account_id>/coverage")
@admin_only
@commit_on_success
def create_for(account_id: UUID) -> ResponseReturnValue:
    return _added(_counselor(account_id), url_for(".of_counselor", account_id=account_id))


@bp.post("/admin/coverage/<uuid:coverage_id>/ending")
@admin_only
@commit_on_success
def ending_for(coverage_id: UUID) -> ResponseReturnValue:
    coverage = db.session.get(Coverage, coverage_id) or stranger()
    services.end(coverage, (me().id, me().role))
    return saved(url_for(".of_counselor", account_id=coverage.counselor_id))


def _counselor(account_id: UUID) -> Account:
    account = db.session.get(Account, account_id)
    return account if account and account.role == Role.COUNSELOR else stranger()


def _page(counselor: Account, form: Parsed[NewCoverage]) -> str:
    return page("coverage/index.html", view=presenters.present(counselor, me()), form=form)


def _added(counselor: Account, address: str) -> ResponseReturnValue:
    """Somebody else will read a caseload: that needs the password of the last minutes."""
    if not me().confirmed:
        return redirect(url_for("accounts.confirm", next=address), 303)
    form = parse(NewCoverage, request.form)
    if form.errors or not services.is_there(counselor, form.value):
        services.check(form, counselor)
        if form.errors:
            return _page(counselor, form), 422
        services.add(counselor, form.value, (me().id, me().role))
    return saved(address)
