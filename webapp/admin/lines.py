"""Crisis lines of Help now: confirm, hide, order, and the clinic's own."""

from typing import TypeVar
from uuid import UUID

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import admin_only, me, stranger
from webapp.admin import forms, presenters_program, services_program
from webapp.admin.loaders import found
from webapp.commits import commit_on_success
from webapp.forms import Parsed, blank, parse
from webapp.htmx import page, saved
from webapp.models import CrisisLine

bp = Blueprint("admin_lines", __name__)
C = TypeVar("C", bound=forms.ChosenLine)


@bp.get("/admin/crisis-lines")
@admin_only
def index() -> ResponseReturnValue:
    return _list()


def _list(form: Parsed[C] | None = None) -> str:
    return page("admin/lines.html", view=presenters_program.lines_page(me().time_zone), form=form)


@bp.post("/admin/crisis-lines/confirmations")
@admin_only
@commit_on_success
def confirmation() -> ResponseReturnValue:
    form = parse(forms.ChosenLine, request.form)
    if form.errors:
        return _list(form), 422
    line = services_program.lines().get(form.value.line) or stranger()
    services_program.confirm([line], me().id)
    return _to(form.value)


@bp.post("/admin/crisis-lines/visibility")
@admin_only
@commit_on_success
def visibility() -> ResponseReturnValue:
    form = parse(forms.Visibility, request.form)
    if form.errors:
        return _list(form), 422
    line = services_program.lines().get(form.value.line) or stranger()
    if services_program.is_fixed(line):
        stranger()
    services_program.show(line, form.value.shown, me().id)
    return _to(form.value)


@bp.post("/admin/crisis-lines/moves")
@admin_only
@commit_on_success
def move() -> ResponseReturnValue:
    form = parse(forms.Move, request.form)
    if form.errors:
        return _list(form), 422
    every = services_program.lines()
    line = every.get(form.value.line) or stranger()
    if services_program.is_fixed(line):
        stranger()
    services_program.move(every, line, up=form.value.up, by=me().id)
    return _to(form.value)


def _to(asked: forms.ChosenLine) -> ResponseReturnValue:
    return saved(url_for(".index") + f"#line-{asked.line}")


@bp.get("/admin/crisis-lines/new")
@admin_only
def new() -> ResponseReturnValue:
    return page("admin/line_edit.html", form=blank(kind="call"), line=None)


@bp.post("/admin/crisis-lines")
@admin_only
@commit_on_success
def create() -> ResponseReturnValue:
    form = parse(forms.OwnLine, request.form)
    if form.errors:
        return page("admin/line_edit.html", form=form, line=None), 422
    services_program.add_line(form.value, me().id)
    return saved(url_for(".index"))


def _own_line(line_id: UUID) -> CrisisLine:
    line = found(CrisisLine, line_id)
    return stranger() if line.slug else line


@bp.get("/admin/crisis-lines/<uuid:line_id>")
@admin_only
def edit(line_id: UUID) -> ResponseReturnValue:
    line = _own_line(line_id)
    typed = blank(kind=line.kind, name=line.name, detail=line.detail, number=line.number)
    return page("admin/line_edit.html", form=typed, line=line)


@bp.post("/admin/crisis-lines/<uuid:line_id>")
@admin_only
@commit_on_success
def update(line_id: UUID) -> ResponseReturnValue:
    line = _own_line(line_id)
    form = parse(forms.OwnLine, request.form)
    if form.errors:
        return page("admin/line_edit.html", form=form, line=line), 422
    services_program.change_line(line, form.value, me().id)
    return saved(url_for(".index"))


@bp.post("/admin/crisis-lines/<uuid:line_id>/deletion")
@admin_only
@commit_on_success
def deletion(line_id: UUID) -> ResponseReturnValue:
    """The answer holds what was removed, so that Undo can add it again."""
    line = _own_line(line_id)
    services_program.remove_line(line, me().id)
    return page("admin/line_removed.html", line=line)
