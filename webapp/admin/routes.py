"""People at a glance, settings of the program, the trail."""

from uuid import UUID

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import admin_only, me
from webapp.admin import (
    forms,
    presenters,
    presenters_program,
    presenters_trail,
    queries,
    queries_program,
    queries_teams,
    queries_trail,
    services_program,
    trail,
)
from webapp.admin.loaders import ask_password
from webapp.commits import commit_on_success
from webapp.enums import Role
from webapp.forms import Parsed, blank, parse
from webapp.htmx import page, saved
from webapp.moments import today

bp = Blueprint("admin", __name__)
KINDS = frozenset(presenters.KIND_NAMES)


@bp.get("/admin")
@admin_only
def index() -> ResponseReturnValue:
    kind = request.args.get("show", "")
    kind = kind if kind in KINDS else ""
    rows = queries.people(kind, request.args.get("after", type=UUID))
    return page("admin/index.html", view=presenters.people_page(rows, me().time_zone), kind=kind, form=blank())


@bp.post("/admin/searches")
@admin_only
@commit_on_success
def search() -> ResponseReturnValue:
    """A name that somebody looks for is in no address."""
    form = parse(forms.Search, request.form)
    rows = [] if form.errors else queries.people_called(form.value.name)
    view = presenters.people_page(rows, me().time_zone)
    return page("admin/index.html", view=view, kind=None, form=form), 422 if form.errors else 200


@bp.get("/admin/program")
@admin_only
def settings() -> ResponseReturnValue:
    return _settings_page(blank(**queries_program.settings()))


def _settings_page(form: Parsed[forms.ProgramSettings]) -> str:
    return page("admin/settings.html", form=form, **presenters_program.settings_page(me()))


@bp.post("/admin/program")
@admin_only
@commit_on_success
def settings_update() -> ResponseReturnValue:
    form = parse(forms.ProgramSettings, request.form)
    if form.errors:
        return _settings_page(form), 422
    services_program.change_program(services_program.program(), form.value, me().id)
    return saved(url_for(".settings"))


@bp.get("/admin/audit")
@admin_only
def audit() -> ResponseReturnValue:
    form = parse(forms.TrailFilter, request.args)
    asked = {} if form.errors else form.value.model_dump()
    rows = queries_trail.rows(limit=queries_trail.SHOWN + 1, **asked)
    view = presenters_trail.trail_page(rows, me().time_zone)
    people = [row for role in Role for row in queries_teams.active(role)]
    return page("admin/audit.html", view=view, asked=asked, people=people)


@bp.post("/admin/audit/exports")
@admin_only
@commit_on_success
def audit_export() -> ResponseReturnValue:
    form = parse(forms.TrailFilter, request.form)
    asked = {} if form.errors else form.value.model_dump(exclude={"before"})
    if not me().confirmed:
        return ask_password(url_for(".audit", **{name: value for name, value in asked.items() if value}))
    rows = queries_trail.rows(limit=queries_trail.EXPORTED, **asked)
    trail.note("exported", "audit", by=me().id)
    name = f"foothold-audit-{today(me().time_zone)}.csv"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response("".join(presenters_trail.as_csv(rows)), mimetype="text/csv", headers=disposition)
