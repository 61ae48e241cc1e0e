"""Groups and appointments after the program: see the next weeks, add, change, skip one day."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import me, own, participant_only, stranger
from webapp.appointments import forms, presenters, services
from webapp.appointments.dates import days
from webapp.commits import commit_on_success
from webapp.forms import Parsed, blank, parse
from webapp.htmx import page, saved
from webapp.i18n import _
from webapp.models import Appointment, uuid7
from webapp.moments import today
from webapp.operations import Claim, claim, claim_new
from webapp.people.queries import people

bp = Blueprint("appointments", __name__)


@bp.get("/appointments")
@participant_only
def index() -> ResponseReturnValue:
    return page("appointments/index.html", view=presenters.present(me()))


@bp.get("/appointments/new")
@participant_only
def new() -> ResponseReturnValue:
    zone = me().time_zone
    form = blank(time_zone=zone, lasts=60, first_on=today(zone).isoformat(), weekdays=[], person_id="")
    return _new_page(form, uuid7())


def _new_page(form: Parsed[Any], row_id: UUID | str) -> str:
    return page("appointments/new.html", form=form, id=row_id, **_choices(me().time_zone))


def _choices(*zones: str) -> dict[str, Any]:
    return {
        "people": people(me().id),
        "weekdays": [(str(day), presenters.weekday(day)) for day in range(7)],
        "zones": {name: presenters.zone_name(name) for name in zones},
    }


@bp.post("/appointments")
@participant_only
@commit_on_success
def create() -> ResponseReturnValue:
    form = _with_own_people(parse(forms.NewAppointment, request.form))
    if form.errors:
        return _new_page(form, uuid7() if "id" in form.errors else form["id"]), 422
    asked, fields = form.value, request.form.items(multi=True)
    claimed = claim_new(Appointment, asked.id, asked.operation, owner_id=me().id, form="appointment", fields=fields)
    if claimed not in {Claim.NEW, Claim.REPEAT}:
        abort(409)
    if claimed is Claim.NEW:
        services.add(me().id, asked)
    return saved(url_for(".index") + f"#appointment-{asked.id}")


def _with_own_people(form: Parsed[Any], current: UUID | None = None) -> Parsed[Any]:
    """Only somebody on the person's own list goes along, or who did before."""
    chosen = None if form.errors else form.value.person_id
    if chosen and chosen != current and chosen not in {person.id for person in people(me().id)}:
        form.errors["person_id"] = _("Please choose one from the list.")
    return form


@bp.get("/appointments/<uuid:appointment_id>/edit")
@participant_only
def edit(appointment_id: UUID) -> ResponseReturnValue:
    row = _listed(appointment_id)
    return _edit_page(row, presenters.stored(row))


def _listed(appointment_id: UUID) -> Appointment:
    row = own(Appointment, appointment_id)
    return stranger() if row.removed_at else row


def _edit_page(row: Appointment, form: Parsed[Any]) -> str:
    return page("appointments/edit.html", row=row, form=form, **_choices(row.time_zone, me().time_zone))


@bp.post("/appointments/<uuid:appointment_id>")
@participant_only
@commit_on_success
def update(appointment_id: UUID) -> ResponseReturnValue:
    row = own(Appointment, appointment_id)
    form = _with_own_people(parse(forms.AppointmentChange, request.form), row.person_id)
    if form.errors:
        return _edit_page(row, form), 422
    asked, fields = form.value, request.form.items(multi=True)
    claimed = claim(asked.operation, owner_id=me().id, form="appointment change", subject_id=row.id, fields=fields)
    if claimed is Claim.CONFLICT:
        abort(409)
    if claimed is Claim.NEW and asked.version != row.version:
        rows = presenters.differences(row, asked, people(me().id))
        return page("appointments/merge.html", row=row, sent=request.form, rows=rows), 409
    if claimed is Claim.NEW:
        services.change(row, asked)
    return saved(url_for(".index") + f"#appointment-{row.id}")


@bp.post("/appointments/<uuid:appointment_id>/skips")
@participant_only
@commit_on_success
def skip(appointment_id: UUID) -> ResponseReturnValue:
    row = _listed(appointment_id)
    form = parse(forms.Skip, request.form)
    if form.errors or not row.weekdays or form.value.day not in days(row, form.value.day, form.value.day):
        abort(422)
    services.skip(row, form.value.day)
    return saved(url_for(".index"))


@bp.post("/appointments/<uuid:appointment_id>/skips/withdrawal")
@participant_only
@commit_on_success
def unskip(appointment_id: UUID) -> ResponseReturnValue:
    row = _listed(appointment_id)
    form = parse(forms.Skip, request.form)
    if form.errors:
        abort(422)
    services.unskip(row, form.value.day)
    return saved(url_for(".index"))


@bp.post("/appointments/<uuid:appointment_id>/deletion")
@participant_only
@commit_on_success
def deletion(appointment_id: UUID) -> ResponseReturnValue:
    row = own(Appointment, appointment_id)
    if row.removed_at is None:
        services.remove(row)
    return saved(url_for(".deleted", appointment_id=row.id))


@bp.get("/appointments/<uuid:appointment_id>/deleted")
@participant_only
def deleted(appointment_id: UUID) -> ResponseReturnValue:
    return page("appointments/deleted.html", row=own(Appointment, appointment_id))


@bp.post("/appointments/<uuid:appointment_id>/restoration")
@participant_only
@commit_on_success
def restoration(appointment_id: UUID) -> ResponseReturnValue:
    row = own(Appointment, appointment_id)
    if row.removed_at is not None:
        services.restore(row)
    return saved(url_for(".index") + f"#appointment-{row.id}")
