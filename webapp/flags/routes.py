"""What the flags about a person say, for that person."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from webapp.access import me, participant_only
from webapp.flags import presenters
from webapp.htmx import page

bp = Blueprint("flags", __name__, url_prefix="/flags")


@bp.get("")
@participant_only
def index() -> ResponseReturnValue:
    return page("flags/index.html", view=presenters.own(me()))
