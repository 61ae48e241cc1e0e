"""Today, and the list of everything else."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from webapp.access import me, participant_only
from webapp.htmx import page
from webapp.models import uuid7
from webapp.today.presenters import present

bp = Blueprint("today", __name__)


@bp.get("/")
@participant_only
def index() -> ResponseReturnValue:
    view = present(me())
    return page("today/index.html", view=view, check_in=view.check_in, form_id=uuid7(), operation=uuid7())


@bp.get("/more")
@participant_only
def more() -> ResponseReturnValue:
    return page("today/more.html")
