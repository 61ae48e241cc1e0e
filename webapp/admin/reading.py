"""Days on which nobody of the program reads."""

from datetime import timedelta

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import admin_only, me
from webapp.admin import forms, presenters_program, queries_program, services_program
from webapp.commits import commit_on_success
from webapp.forms import parse
from webapp.htmx import page, saved
from webapp.i18n import _
from webapp.moments import today

bp = Blueprint("admin_reading", __name__)
LONGEST = timedelta(days=92)


@bp.post("/admin/closed-days")
@admin_only
@commit_on_success
def closed_create() -> ResponseReturnValue:
    form = parse(forms.ClosedDays, request.form)
    if not form.errors and form.value.first_day < today(me().program_zone):
        form.errors["first_day"] = _("Please choose a day from today on.")
    elif not form.errors and not timedelta(0) <= form.value.last_day - form.value.first_day <= LONGEST:
        form.errors["last_day"] = _(
            "Please choose a last day that is not before the first, and 3 months later at most."
        )
    if form.errors:
        form.typed = queries_program.settings() | dict(form.typed)
        return page("admin/settings.html", form=form, **presenters_program.settings_page(me())), 422
    services_program.add_closed(services_program.program(), form.value, me().id)
    return saved(url_for("admin.settings") + "#closed")


@bp.post("/admin/closed-days/deletion")
@admin_only
@commit_on_success
def closed_deletion() -> ResponseReturnValue:
    form = parse(forms.ClosedSpan, request.form)
    if form.errors:
        abort(422)
    services_program.remove_closed(services_program.program(), form.value.span, me().id)
    return saved(url_for("admin.settings") + "#closed")
