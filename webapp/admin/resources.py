"""The directory of help: confirm and hide; add, change and order the clinic's own."""

from typing import Any, TypeVar
from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import admin_only, me, stranger
from webapp.admin import presenters_resources, resource_forms, services_resources
from webapp.admin.loaders import found
from webapp.commits import commit_on_success
from webapp.forms import Parsed, blank, parse
from webapp.htmx import page, saved
from webapp.models import Resource
from webapp.operations import Claim, claim

bp = Blueprint("admin_resources", __name__)
C = TypeVar("C", bound=resource_forms.ChosenResource)


@bp.get("/admin/resources")
@admin_only
def index() -> ResponseReturnValue:
    only_due = request.args.get("show") == "due"
    return page("admin/resources.html", view=presenters_resources.resources_page(me().time_zone, only_due=only_due))


def _asked(form_class: type[C]) -> tuple[C, Resource]:
    """What is to be done, and with which entry; the forms hold nothing that a person types."""
    form = parse(form_class, request.form)
    if form.errors:
        abort(422)
    return form.value, services_resources.chosen(form.value.resource) or stranger()


def _is_new(operation: UUID, what: str, subject_id: UUID) -> bool:
    """Whether the request was never applied; 409 when its id stands for something else."""
    fields = request.form.items(multi=True)
    claimed = claim(operation, owner_id=me().id, form=what, subject_id=subject_id, fields=fields)
    if claimed is Claim.CONFLICT:
        abort(409)
    return claimed is Claim.NEW


def _to(asked: resource_forms.ChosenResource) -> ResponseReturnValue:
    return saved(url_for(".index") + f"#resource-{asked.resource}")


@bp.post("/admin/resources/confirmations")
@admin_only
@commit_on_success
def confirmation() -> ResponseReturnValue:
    asked, row = _asked(resource_forms.ChosenResource)
    services_resources.confirm(row, me().id)
    return _to(asked)


@bp.post("/admin/resources/visibility")
@admin_only
@commit_on_success
def visibility() -> ResponseReturnValue:
    asked, row = _asked(resource_forms.ResourceVisibility)
    services_resources.show(row, asked.shown, me().id)
    return _to(asked)


@bp.post("/admin/resources/moves")
@admin_only
@commit_on_success
def move() -> ResponseReturnValue:
    asked, row = _asked(resource_forms.ResourceMove)
    if row.slug:
        stranger()
    if _is_new(asked.operation, "resource move", row.id):
        services_resources.move(row, up=asked.up, by=me().id)
    return _to(asked)


def _form_page(form: Parsed[Any], row: Resource | None = None) -> str:
    version = services_resources.version(row) if row else ""
    return page("admin/resource_edit.html", form=form, row=row, version=version, choices=presenters_resources.choices())


@bp.get("/admin/resources/new")
@admin_only
def new() -> ResponseReturnValue:
    return _form_page(blank(languages=["en"]))


@bp.post("/admin/resources")
@admin_only
@commit_on_success
def create() -> ResponseReturnValue:
    form = parse(resource_forms.OwnResource, request.form)
    if form.errors:
        return _form_page(form), 422
    if _is_new(form.value.operation, "resource", form.value.operation):
        services_resources.add(form.value, me().id)
    return saved(url_for(".index") + "#own")


def _own(resource_id: UUID) -> Resource:
    row = found(Resource, resource_id)
    return stranger() if row.slug else row


@bp.get("/admin/resources/<uuid:resource_id>")
@admin_only
def edit(resource_id: UUID) -> ResponseReturnValue:
    row = _own(resource_id)
    return _form_page(blank(**row.model_dump()), row)


def _merge(row: Resource, rows: list[tuple[str, str, str]]) -> str:
    """Somebody else saved meanwhile: both texts, nothing overwritten."""
    version = services_resources.version(row)
    return page("admin/resource_merge.html", row=row, version=version, sent=request.form, rows=rows)


@bp.post("/admin/resources/<uuid:resource_id>")
@admin_only
@commit_on_success
def update(resource_id: UUID) -> ResponseReturnValue:
    row = _own(resource_id)
    form = parse(resource_forms.ResourceChange, request.form)
    if form.errors:
        return _form_page(form, row), 422
    if _is_new(form.value.operation, "resource change", row.id):
        is_late = form.value.version != services_resources.version(row)
        if is_late and (differences := presenters_resources.differences(row, form.value)):
            return _merge(row, differences), 409
        services_resources.change(row, form.value, me().id)
    return saved(url_for(".index") + f"#resource-{row.id}")
