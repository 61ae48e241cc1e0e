"""The counselor's pages. Reading what a participant shares leaves a row in the trail: a GET writes that, no more."""

from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import counselor_only, me, stranger
from webapp.commits import commit_on_success
from webapp.forms import parse
from webapp.htmx import page, saved
from webapp.review import presenters, queries, record_presenters, services
from webapp.review.forms import Handling

bp = Blueprint("review", __name__, url_prefix="/counselor")


@bp.get("")
@counselor_only
def index() -> ResponseReturnValue:
    view = presenters.caseload(me())
    services.note_look(me().id, view.read_of, "caseload")
    return page("review/index.html", view=view)


@bp.get("/participants/<uuid:participant_id>")
@counselor_only
def show(participant_id: UUID) -> ResponseReturnValue:
    person = queries.person(me().id, participant_id) or stranger()
    view = record_presenters.present(me(), person, request.args.get("before", ""))
    services.note_look(me().id, [participant_id], "record", detail=view.categories)
    return page("review/show.html", view=view)


@bp.post("/call-requests/<uuid:request_id>/handling")
@counselor_only
@commit_on_success
def handling(request_id: UUID) -> ResponseReturnValue:
    asked = queries.call_request(me().id, request_id) or stranger()
    form = parse(Handling, request.form)
    if form.errors:
        abort(422)
    services.handle(asked, me().id, form.value)
    return saved(url_for(".index") + "#calls")
