"""What the team suggests for a plan, answered by the person: taken over as a version of their own, or left."""

from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import me, own, participant_only
from webapp.commits import commit_on_success
from webapp.forms import Repeatable, parse
from webapp.htmx import page, saved
from webapp.models import PlanSuggestion
from webapp.operations import Claim, claim
from webapp.plan import services
from webapp.plan.routes import PAGES
from webapp.plan.sections import SECTIONS

bp = Blueprint("plan_suggestions", __name__)


class Answer(Repeatable):
    """Has no field of its own: the address says which suggestion, and which answer."""


@bp.post("/plan-suggestions/<uuid:suggestion_id>/acceptance")
@participant_only
@commit_on_success
def acceptance(suggestion_id: UUID) -> ResponseReturnValue:
    return _answer(suggestion_id, accepted=True)


@bp.post("/plan-suggestions/<uuid:suggestion_id>/decline")
@participant_only
@commit_on_success
def decline(suggestion_id: UUID) -> ResponseReturnValue:
    return _answer(suggestion_id, accepted=False)


def _answer(suggestion_id: UUID, *, accepted: bool) -> ResponseReturnValue:
    suggestion = own(PlanSuggestion, suggestion_id)
    form = parse(Answer, request.form)
    if form.errors:
        abort(422)
    fields = [("path", request.path), *request.form.items(multi=True)]
    claimed = claim(form.value.operation, owner_id=me().id, form="suggestion", subject_id=suggestion.id, fields=fields)
    if claimed is Claim.CONFLICT:
        abort(409)
    section = SECTIONS[suggestion.section]
    back = url_for(PAGES[section.plan])
    if claimed is Claim.NEW and not services.answer_suggestion(suggestion, section, accepted=accepted):
        return page("plan/suggestion.html", suggestion=suggestion, section=section, back=back), 409
    return saved(f"{back}#saved-{section.key}" if accepted else f"{back}#{section.key}")
