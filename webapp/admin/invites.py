"""Invites: a code for one person, shown once, with a QR code and a paper."""

from uuid import UUID

from flask import Blueprint, abort, current_app, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import admin_only, me
from webapp.admin import forms, presenters, services
from webapp.admin.loaders import ask_password, found
from webapp.commits import commit_on_success
from webapp.config import LOOPBACK
from webapp.enums import Role
from webapp.forms import Parsed, blank, parse
from webapp.htmx import page, saved
from webapp.models import Invite, now, uuid7
from webapp.moments import today
from webapp.operations import Claim, claim

bp = Blueprint("admin_invites", __name__)


@bp.get("/admin/invites/new")
@admin_only
def new() -> ResponseReturnValue:
    return _form_page(blank(role=Role.PARTICIPANT.value))


def _form_page(form: Parsed[forms.NewInvite]) -> str:
    roles = [(role, presenters.role_name(role)) for role in presenters.ROLE_NAMES]
    return page("admin/invite_new.html", form=form, roles=roles, operation=uuid7())


@bp.post("/admin/invites")
@admin_only
@commit_on_success
def create() -> ResponseReturnValue:
    form = parse(forms.NewInvite, request.form)
    if form.errors:
        return _form_page(form), 422
    if form.value.role != Role.PARTICIPANT and not me().confirmed:
        return ask_password(url_for(".new"))
    operation = form.value.operation
    claimed = claim(
        operation, owner_id=me().id, form="invite", subject_id=operation, fields=request.form.items(multi=True)
    )
    if claimed is Claim.CONFLICT:
        abort(409)
    if claimed is Claim.REPEAT:
        return saved(url_for("admin.index") + "#invites")
    code = services.make_invite(form.value.role, form.value.note, me().id)
    return _code_page(code, form.value)


def _code_page(code: str, asked: forms.NewInvite) -> str:
    root = current_app.extensions["settings"].public_url or request.url_root.rstrip("/")
    until = today(me().time_zone, now() + services.INVITE_LASTS)
    view = presenters.invite_code(code, root, me().program_name, until)
    local = request.host.split(":")[0] in LOOPBACK and not current_app.extensions["settings"].public_url
    return page(
        "admin/invite_code.html", view=view, asked=asked, role=presenters.role_name(asked.role), only_here=local
    )


@bp.post("/admin/invites/<uuid:invite_id>/withdrawal")
@admin_only
@commit_on_success
def withdrawal(invite_id: UUID) -> ResponseReturnValue:
    services.withdraw_invite(found(Invite, invite_id).id, me().id)
    return saved(url_for("admin.index") + "#invites")
