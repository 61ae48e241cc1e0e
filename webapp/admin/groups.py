"""Therapy groups and who is in them."""

from uuid import UUID

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from webapp.access import admin_only, me
from webapp.admin import forms, presenters, queries_teams, services_teams
from webapp.admin.loaders import found, person
from webapp.commits import commit_on_success
from webapp.extensions import db
from webapp.forms import Parsed, blank, parse
from webapp.htmx import page, saved
from webapp.i18n import _
from webapp.models import Account, GroupMember, TherapyGroup

bp = Blueprint("admin_groups", __name__)


@bp.get("/admin/groups")
@admin_only
def index() -> ResponseReturnValue:
    return page("admin/groups.html", groups=queries_teams.groups())


@bp.get("/admin/groups/new")
@admin_only
def new() -> ResponseReturnValue:
    return page("admin/group_new.html", form=blank())


@bp.post("/admin/groups")
@admin_only
@commit_on_success
def create() -> ResponseReturnValue:
    form = _checked(None)
    if form.errors:
        return page("admin/group_new.html", form=form), 422
    group = services_teams.add_group(form.value, me().id)
    return _to(group.id)


def _checked(group_id: UUID | None) -> Parsed[forms.Group]:
    """The form, with a message when another group has this name."""
    form = parse(forms.Group, request.form)
    if not form.errors and queries_teams.group_named(form.value.name) not in {None, group_id}:
        form.errors["name"] = _("There is a group with this name. Please choose another.")
    return form


@bp.get("/admin/groups/<uuid:group_id>")
@admin_only
def show(group_id: UUID) -> ResponseReturnValue:
    group = found(TherapyGroup, group_id)
    return _group_page(group, blank(name=group.name, when=group.when))


def _group_page(group: TherapyGroup, form: Parsed[forms.Group], member: object = None) -> str:
    return page("admin/group.html", view=presenters.group_page(group), form=form, member=member)


@bp.post("/admin/groups/<uuid:group_id>")
@admin_only
@commit_on_success
def update(group_id: UUID) -> ResponseReturnValue:
    group = found(TherapyGroup, group_id)
    form = _checked(group_id)
    if form.errors:
        return _group_page(group, form), 422
    services_teams.change_group(group, form.value, me().id)
    return _to(group_id)


@bp.post("/admin/groups/<uuid:group_id>/closing")
@admin_only
@commit_on_success
def closing(group_id: UUID) -> ResponseReturnValue:
    services_teams.close_group(found(TherapyGroup, group_id), me().id)
    return _to(group_id)


@bp.post("/admin/groups/<uuid:group_id>/reopening")
@admin_only
@commit_on_success
def reopening(group_id: UUID) -> ResponseReturnValue:
    services_teams.reopen_group(found(TherapyGroup, group_id), me().id)
    return _to(group_id)


@bp.post("/admin/groups/<uuid:group_id>/members")
@admin_only
@commit_on_success
def member_create(group_id: UUID) -> ResponseReturnValue:
    group = found(TherapyGroup, group_id)
    form = parse(forms.ChosenMember, request.form)
    account = None if form.errors else db.session.get(Account, form.value.account)
    if account is None or not account.active:
        form.errors = {"account": _("Please choose one from the list.")}
        return _group_page(group, blank(name=group.name, when=group.when), form), 422
    services_teams.add_member(group, account, me().time_zone, me().id)
    return _to(group_id)


@bp.post("/admin/people/<uuid:account_id>/memberships")
@admin_only
@commit_on_success
def membership_create(account_id: UUID) -> ResponseReturnValue:
    """The same from the person's page."""
    account = person(account_id)
    form = parse(forms.ChosenGroup, request.form)
    group = None if form.errors else db.session.get(TherapyGroup, form.value.group)
    if group is None or group.closed_at:
        form.errors = {"group": _("Please choose one from the list.")}
        return page("admin/person.html", view=presenters.person_page(account, me().time_zone), form=form), 422
    services_teams.add_member(group, account, me().time_zone, me().id)
    return saved(url_for("admin_people.show", account_id=account_id) + "#groups")


@bp.post("/admin/members/<uuid:member_id>/end")
@admin_only
@commit_on_success
def member_end(member_id: UUID) -> ResponseReturnValue:
    member = found(GroupMember, member_id)
    services_teams.remove_member(member, me().id)
    if "from_person" in request.form:
        return saved(url_for("admin_people.show", account_id=member.account_id) + "#groups")
    return _to(member.group_id)


def _to(group_id: UUID) -> Response:
    return saved(url_for(".show", group_id=group_id))
