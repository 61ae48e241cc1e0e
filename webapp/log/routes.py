"""The log, and what can be added to it."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from webapp.access import me, participant_only
from webapp.htmx import page
from webapp.log import presenters

bp = Blueprint("log", __name__)


@bp.get("/log")
@participant_only
def index() -> ResponseReturnValue:
    view = presenters.present(me(), request.args.get("kind", ""), request.args.get("before", ""))
    return page("log/index.html", view=view, words=view.words)


@bp.get("/log/new")
@participant_only
def new() -> ResponseReturnValue:
    return page("log/new.html", words=presenters.own_words(me()))
