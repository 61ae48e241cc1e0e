"""What a participant can say to an answer of the team: thanks."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import me, own, participant_only
from webapp.commits import commit_on_success
from webapp.entry_rows import PAGES
from webapp.forms import parse
from webapp.htmx import saved
from webapp.models import Reply
from webapp.operations import Claim, claim
from webapp.team import forms, services

bp = Blueprint("team", __name__)


@bp.post("/replies/<uuid:reply_id>/thanks")
@participant_only
@commit_on_success
def thanks(reply_id: UUID) -> ResponseReturnValue:
    reply = own(Reply, reply_id)
    form = parse(forms.Thanks, request.form)
    if form.errors:
        abort(422)
    fields = request.form.items(multi=True)
    claimed = claim(form.value.operation, owner_id=me().id, form="thanks", subject_id=reply.id, fields=fields)
    if claimed is Claim.CONFLICT:
        abort(409)
    if claimed is Claim.NEW:
        services.thank(reply)
    endpoint, argument = PAGES[reply.kind]
    place: dict[str, Any] = {argument: reply.entry_id}
    return saved(url_for(endpoint, **place) + "#team")
