"""Resources in and out as a file. One that comes in is looked at first: nothing is stored before it is confirmed."""

from contextlib import closing

from flask import Blueprint, Response, abort, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import admin_only, me
from webapp.admin import presenters_resources, resource_csv, resource_forms, services_resources, trail
from webapp.admin.resource_csv import Fault, Read
from webapp.commits import commit_on_success
from webapp.forms import parse
from webapp.htmx import page, saved
from webapp.i18n import _
from webapp.models import uuid7
from webapp.moments import today
from webapp.operations import Claim, claim

bp = Blueprint("admin_resource_files", __name__)
LARGEST = 8 * 1024 * 1024
"""A file that is too big is told so, not cut off, up to here."""


@bp.before_request
def _take_large_forms() -> None:
    request.max_content_length = request.max_form_memory_size = LARGEST


@bp.get("/admin/resources/imports/new")
@admin_only
def new() -> ResponseReturnValue:
    return _page(None)


def _page(read: Read | None) -> str:
    columns, choices = resource_csv.FIELDS, presenters_resources.choices()
    rows = presenters_resources.as_rows(read) if read and not read.faults else ""
    return page("admin/resource_import.html", read=read, rows=rows, columns=columns, choices=choices, operation=uuid7())


@bp.post("/admin/resources/previews")
@admin_only
@commit_on_success
def preview() -> ResponseReturnValue:
    """What is in the file, or what is wrong with it. Nothing is stored."""
    data = _sent_file()
    if not data:
        return _page(Read(faults=[Fault(0, "", _("Please choose a file."))])), 422
    read = resource_csv.read_file(data, presenters_resources.there())
    return _page(read), 422 if read.faults else 200


def _sent_file() -> bytes:
    """As much of it as is needed to see that it is too big."""
    file = request.files.get("file")
    if file is None:
        return b""
    with closing(file):
        return bytes(file.read(resource_csv.MOST_BYTES + 1))


@bp.post("/admin/resources/imports")
@admin_only
@commit_on_success
def create() -> ResponseReturnValue:
    form = parse(resource_forms.Import, request.form)
    if form.errors:
        abort(422)
    operation, fields = form.value.operation, request.form.items(multi=True)
    claimed = claim(operation, owner_id=me().id, form="resources", subject_id=operation, fields=fields)
    if claimed is Claim.CONFLICT:
        abort(409)
    if claimed is Claim.NEW:
        read = resource_csv.read_text(form.value.rows.removeprefix("\ufeff"), presenters_resources.there())
        if read.faults:
            return _page(read), 422
        services_resources.add_all(read.rows, me().id)
    return saved(url_for("admin_resources.index"))


@bp.post("/admin/resources/exports")
@admin_only
@commit_on_success
def export() -> ResponseReturnValue:
    text = presenters_resources.as_csv()
    trail.note("exported", "resource", by=me().id)
    name = f"foothold-resources-{today(me().time_zone)}.csv"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, mimetype="text/csv", headers=disposition)
