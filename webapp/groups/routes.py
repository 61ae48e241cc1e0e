"""The counselor's groups."""

from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue

from webapp.access import counselor_only, me, stranger
from webapp.groups import presenters
from webapp.htmx import page
from webapp.review.services import note_look

bp = Blueprint("groups", __name__, url_prefix="/counselor/groups")


@bp.get("")
@counselor_only
def index() -> ResponseReturnValue:
    view = presenters.groups(me())
    note_look(me().id, "roster", view.read_of)
    return page("groups/index.html", view=view)


@bp.get("/<uuid:group_id>/week")
@counselor_only
def week(group_id: UUID) -> ResponseReturnValue:
    view = presenters.week(me(), group_id) or stranger()
    note_look(me().id, "group week", view.read_of)
    return page("groups/week.html", view=view)
