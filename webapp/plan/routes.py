"""Plan."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from webapp.access import participant_only
from webapp.htmx import page

bp = Blueprint("plan", __name__)


@bp.get("/plan")
@participant_only
def index() -> ResponseReturnValue:
    return page("today/more.html")


@bp.get("/safety-plan")
@participant_only
def safety() -> ResponseReturnValue:
    return page("today/more.html")
