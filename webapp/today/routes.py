"""Today, and the list of everything else."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from webapp.access import me, participant_only
from webapp.checkins.presenters import moods
from webapp.htmx import page
from webapp.models import uuid7
from webapp.today.presenters import present

bp = Blueprint("today", __name__)


@bp.get("/")
@participant_only
def index() -> ResponseReturnValue:
    view = present(me())
    check_in = view.check_in.row if view.check_in else None
    return page("today/index.html", view=view, check_in=check_in, moods=moods(), form_id=uuid7(), operation=uuid7())


@bp.get("/more")
@participant_only
def more() -> ResponseReturnValue:
    return page("today/more.html")
