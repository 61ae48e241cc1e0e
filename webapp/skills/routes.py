"""Skills."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from webapp.access import participant_only
from webapp.htmx import page

bp = Blueprint("skills", __name__)


@bp.get("/skills")
@participant_only
def index() -> ResponseReturnValue:
    return page("today/more.html")


@bp.get("/skills/<key>")
@participant_only
def show(key: str) -> ResponseReturnValue:
    return page("today/more.html")
