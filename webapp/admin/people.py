"""One person: role, on and off, devices, reset code."""

from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import admin_only, me, stranger
from webapp.admin import forms, presenters, queries_teams, services
from webapp.admin.loaders import ask_password, person, somebody_else
from webapp.commits import commit_on_success
from webapp.enums import Role
from webapp.forms import Parsed, blank, parse
from webapp.htmx import page, saved
from webapp.models import Account, now, uuid7
from webapp.moments import today
from webapp.operations import Claim, claim
from webapp.sessions import has_second_factor

bp = Blueprint("admin_people", __name__)


@bp.get("/admin/people/<uuid:account_id>")
@admin_only
def show(account_id: UUID) -> ResponseReturnValue:
    return page("admin/person.html", view=presenters.person_page(person(account_id), me().time_zone), form=None)


@bp.get("/admin/people/<uuid:account_id>/role")
@admin_only
def role(account_id: UUID) -> ResponseReturnValue:
    account = somebody_else(account_id)
    if not me().confirmed:
        return ask_password(url_for(".role", account_id=account_id))
    return _role_page(account, blank(role=account.role))


def _role_page(account: Account, form: Parsed[forms.NewRole]) -> str:
    names = [(role.value, presenters.role_name(role)) for role in (Role.COUNSELOR, Role.ADMIN)]
    return page("admin/role.html", account=account, form=form, roles=names)


@bp.post("/admin/people/<uuid:account_id>/role")
@admin_only
@commit_on_success
def role_update(account_id: UUID) -> ResponseReturnValue:
    account = somebody_else(account_id)
    if not me().confirmed:
        return ask_password(url_for(".role", account_id=account_id))
    form = parse(forms.NewRole, request.form)
    if not form.errors and (problem := services.why_not_role(account, form.value.role)):
        form.errors["role"] = problem
    if form.errors:
        return _role_page(account, form), 422
    services.change_role(account, form.value.role, me().id)
    return saved(url_for(".show", account_id=account_id))


@bp.get("/admin/people/<uuid:account_id>/turn-off")
@admin_only
def turn_off(account_id: UUID) -> ResponseReturnValue:
    account = somebody_else(account_id)
    if not me().confirmed:
        return ask_password(url_for(".turn_off", account_id=account_id))
    return _turn_off_page(account)


def _turn_off_page(account: Account, problem: str = "") -> str:
    caseload = queries_teams.caseload_of(account.id) if account.role == Role.COUNSELOR else []
    return page("admin/turn_off.html", account=account, caseload=len(caseload), problem=problem)


@bp.post("/admin/people/<uuid:account_id>/turn-off")
@admin_only
@commit_on_success
def turn_off_create(account_id: UUID) -> ResponseReturnValue:
    account = somebody_else(account_id)
    if not me().confirmed:
        return ask_password(url_for(".turn_off", account_id=account_id))
    if problem := services.why_not_off(account):
        return _turn_off_page(account, problem), 422
    services.turn_off(account, me().id)
    return saved(url_for(".show", account_id=account_id))


@bp.post("/admin/people/<uuid:account_id>/turn-on")
@admin_only
@commit_on_success
def turn_on(account_id: UUID) -> ResponseReturnValue:
    account = somebody_else(account_id, active=False)
    if not me().confirmed:
        return ask_password(url_for(".show", account_id=account_id))
    services.turn_on(account, me().id)
    return saved(url_for(".show", account_id=account_id))


@bp.post("/admin/people/<uuid:account_id>/devices/end")
@admin_only
@commit_on_success
def devices_end(account_id: UUID) -> ResponseReturnValue:
    services.sign_out_everywhere(somebody_else(account_id), me().id)
    return saved(url_for(".show", account_id=account_id))


@bp.get("/admin/people/<uuid:account_id>/second-step/removal")
@admin_only
def second_step(account_id: UUID) -> ResponseReturnValue:
    account = _with_second_step(account_id)
    if not me().confirmed:
        return ask_password(url_for(".second_step", account_id=account_id))
    return page("admin/second_step.html", account=account, form=blank())


@bp.post("/admin/people/<uuid:account_id>/second-step/removal")
@admin_only
@commit_on_success
def second_step_removal(account_id: UUID) -> ResponseReturnValue:
    account = _with_second_step(account_id)
    if not me().confirmed:
        return ask_password(url_for(".second_step", account_id=account_id))
    form = parse(forms.SecondStepRemoval, request.form)
    if form.errors:
        return page("admin/second_step.html", account=account, form=form), 422
    services.remove_second_step(account, me().id)
    return saved(url_for(".show", account_id=account_id))


def _with_second_step(account_id: UUID) -> Account:
    account = somebody_else(account_id)
    return account if has_second_factor(account_id) else stranger()


@bp.get("/admin/people/<uuid:account_id>/reset-codes/new")
@admin_only
def reset_code(account_id: UUID) -> ResponseReturnValue:
    account = somebody_else(account_id)
    if not me().confirmed:
        return ask_password(url_for(".reset_code", account_id=account_id))
    return page("admin/reset_code_new.html", account=account, form=blank(), operation=uuid7())


@bp.post("/admin/people/<uuid:account_id>/reset-codes")
@admin_only
@commit_on_success
def reset_code_create(account_id: UUID) -> ResponseReturnValue:
    account = somebody_else(account_id)
    if not me().confirmed:
        return ask_password(url_for(".reset_code", account_id=account_id))
    form = parse(forms.NewResetCode, request.form)
    if form.errors:
        return page("admin/reset_code_new.html", account=account, form=form, operation=uuid7()), 422
    asked = request.form.items(multi=True)
    claimed = claim(form.value.operation, owner_id=me().id, form="reset code", subject_id=account.id, fields=asked)
    if claimed is Claim.CONFLICT:
        abort(409)
    if claimed is Claim.REPEAT:
        return saved(url_for(".show", account_id=account_id))
    code = services.issue_reset_code(account, me().id)
    until = today(me().time_zone, now() + services.RESET_LASTS)
    return page("admin/reset_code.html", account=account, code=code, until=until)
