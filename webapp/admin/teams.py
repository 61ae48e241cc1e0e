"""Care teams: which counselors look after a participant, and handing a whole caseload over."""

from typing import Literal
from uuid import UUID

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from webapp.access import admin_only, me
from webapp.admin import forms, presenters, queries_teams, services_teams
from webapp.admin.loaders import ask_password, found, person
from webapp.commits import commit_on_success
from webapp.enums import Role
from webapp.extensions import db
from webapp.forms import Parsed, blank, parse
from webapp.htmx import page, saved
from webapp.i18n import _
from webapp.models import Account, Assignment

bp = Blueprint("admin_teams", __name__)


def _counselor(form: Parsed[forms.ChosenCounselor]) -> Account | None:
    """The counselor chosen; None, with a message, when it is nobody who could be."""
    chosen = None if form.errors else db.session.get(Account, form.value.counselor)
    if chosen and chosen.role == Role.COUNSELOR and chosen.active:
        return chosen
    form.errors = {"counselor": _("Please choose one from the list.")}
    return None


@bp.post("/admin/people/<uuid:account_id>/assignments")
@admin_only
@commit_on_success
def create(account_id: UUID) -> ResponseReturnValue:
    participant = person(account_id, Role.PARTICIPANT)
    if not me().confirmed:
        return ask_password(url_for("admin_people.show", account_id=account_id) + "#team")
    form = parse(forms.ChosenCounselor, request.form)
    counselor = _counselor(form)
    if counselor is None:
        return page("admin/person.html", view=presenters.person_page(participant, me().time_zone), form=form), 422
    services_teams.assign(participant, counselor, me().id)
    return _to(account_id, "team")


@bp.post("/admin/assignments/<uuid:assignment_id>/end")
@admin_only
@commit_on_success
def end(assignment_id: UUID) -> ResponseReturnValue:
    assignment = found(Assignment, assignment_id)
    services_teams.end_assignment(assignment, me().id)
    return _to(assignment.participant_id, "team")


@bp.get("/admin/people/<uuid:account_id>/handover")
@admin_only
def handover(account_id: UUID) -> ResponseReturnValue:
    account = person(account_id, Role.COUNSELOR)
    if not me().confirmed:
        return ask_password(url_for(".handover", account_id=account_id))
    return _handover_page(account, blank())


def _handover_page(account: Account, form: Parsed[forms.ChosenCounselor]) -> str:
    others = [row for row in queries_teams.active(Role.COUNSELOR) if row.id != account.id]
    caseload = queries_teams.caseload_of(account.id)
    return page("admin/handover.html", account=account, caseload=caseload, others=others, form=form)


@bp.post("/admin/people/<uuid:account_id>/handover")
@admin_only
@commit_on_success
def handover_create(account_id: UUID) -> ResponseReturnValue:
    account = person(account_id, Role.COUNSELOR)
    if not me().confirmed:
        return ask_password(url_for(".handover", account_id=account_id))
    form = parse(forms.ChosenCounselor, request.form)
    successor = _counselor(form)
    if successor is None or successor.id == account.id:
        form.errors = {"counselor": _("Please choose one from the list.")}
        return _handover_page(account, form), 422
    services_teams.hand_over(account, successor, me().id)
    return _to(successor.id, "caseload")


def _to(account_id: UUID, part: Literal["team", "caseload"]) -> Response:
    return saved(url_for("admin_people.show", account_id=account_id) + f"#{part}")
