"""What is pointed out to counselors: the rules, tried on the last week before they are kept; and what was answered."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import admin_only, me
from webapp.admin import forms, presenters_flags, services_program
from webapp.commits import commit_on_success
from webapp.flags import queries
from webapp.forms import Parsed, blank, parse
from webapp.htmx import page, saved

bp = Blueprint("admin_flags", __name__)


@bp.get("/admin/flags")
@admin_only
def index() -> ResponseReturnValue:
    return _page(blank(**presenters_flags.typed(queries.rules())))


@bp.post("/admin/flags/trials")
@admin_only
@commit_on_success
def trial() -> ResponseReturnValue:
    """Counts, and keeps nothing."""
    form = parse(forms.FlagRules, request.form)
    return _page(form, is_trial=not form.errors), 422 if form.errors else 200


@bp.post("/admin/flags")
@admin_only
@commit_on_success
def update() -> ResponseReturnValue:
    form = parse(forms.FlagRules, request.form)
    if form.errors:
        return _page(form), 422
    services_program.change_rules(services_program.program(), presenters_flags.chosen(form.value), me().id)
    return saved(url_for(".index"))


def _page(form: Parsed[forms.FlagRules], *, is_trial: bool = False) -> str:
    view = presenters_flags.present(me(), form.value if is_trial else None)
    return page("admin/flags.html", form=form, view=view)
