"""Today, the first steps after joining, and More."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from webapp.access import me, participant_only
from webapp.enums import Focus
from webapp.htmx import page
from webapp.today.presenters import present

bp = Blueprint("today", __name__)


@bp.get("/")
@participant_only
def index() -> ResponseReturnValue:
    return page("today/index.html", view=present(me()))


@bp.get("/more")
@participant_only
def more() -> ResponseReturnValue:
    return page("today/more.html")


@bp.get("/welcome")
@participant_only
def welcome() -> ResponseReturnValue:
    return page("today/welcome.html", every=list(Focus))
