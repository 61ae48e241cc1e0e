"""What the care team may see: asked, answered, changed and taken back at any time."""

from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import me, own, participant_only
from webapp.commits import commit_on_success
from webapp.consents import care, copies, presenters, queries, services, terms
from webapp.consents.forms import Answers, Revocation
from webapp.content.consent import ASKED
from webapp.forms import Parsed, parse
from webapp.htmx import page, saved
from webapp.models import Consent

bp = Blueprint("consents", __name__)


@bp.get("/consents")
@participant_only
def index() -> ResponseReturnValue:
    return _page()


def _page(form: Parsed[Answers] | None = None, *, stale: str | None = None) -> str:
    return page("consents/index.html", view=presenters.present(me(), form), form=form, stale=stale, after="")


@bp.post("/consents")
@participant_only
@commit_on_success
def update() -> ResponseReturnValue:
    form = parse(Answers, request.form)
    ends = terms.chosen(form, me().time_zone, me().discharge_on)
    if form.errors:
        return _page(form), 422
    if not services.answer(me().id, form.value, ends, presenters.signature(me()), team_until=me().team_until):
        return _page(stale=presenters.names_of(form.value.wanted)), 409
    care.follow(me(), ends)
    return saved(url_for("today.index") if form.value.after == "welcome" else url_for(".index") + "#shared-now")


@bp.post("/consents/revocation")
@participant_only
@commit_on_success
def revocation() -> ResponseReturnValue:
    """Taking back works whatever page it is asked from."""
    form = parse(Revocation, request.form)
    if form.errors:
        abort(422)
    gone = [form.value.category] if form.value.category else ASKED
    services.take_back(me().id, gone, presenters.signature(me()))
    care.follow(me(), None)
    return saved(url_for(".index") + "#shared-now")


@bp.get("/consents/<uuid:consent_id>")
@participant_only
def show(consent_id: UUID) -> ResponseReturnValue:
    signed = queries.given_with(own(Consent, consent_id))
    return page("consents/show.html", copy=copies.copy_of(me(), signed))
