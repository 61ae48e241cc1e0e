"""What the care team may see: asked, answered, changed at any time."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import me, participant_only
from webapp.commits import commit_on_success
from webapp.consents import presenters, services
from webapp.consents.forms import Answers
from webapp.forms import Parsed, parse
from webapp.htmx import page, saved

bp = Blueprint("consents", __name__)


@bp.get("/consents")
@participant_only
def index() -> ResponseReturnValue:
    return _page()


def _page(form: Parsed[Answers] | None = None, *, stale: str | None = None) -> str:
    return page("consents/index.html", view=presenters.present(me()), form=form, stale=stale, after="")


@bp.post("/consents")
@participant_only
@commit_on_success
def update() -> ResponseReturnValue:
    form = parse(Answers, request.form)
    if form.errors:
        return _page(form), 422
    if not services.answer(me().id, form.value):
        return _page(stale=presenters.names_of(form.value.wanted)), 409
    return saved(url_for("today.index") if form.value.after == "welcome" else url_for(".index") + "#shared-now")
