"""The plan for after the program, on one page, and empty to be filled in by hand."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from webapp.access import me, participant_only
from webapp.aftercare import presenters
from webapp.htmx import page
from webapp.plan.sections import SECTIONS

bp = Blueprint("aftercare", __name__)


@bp.get("/aftercare-plan")
@participant_only
def index() -> ResponseReturnValue:
    return page("aftercare/index.html", view=presenters.present(me()))


@bp.get("/aftercare-plan/paper")
@participant_only
def paper() -> ResponseReturnValue:
    return page("aftercare/paper.html", sections=SECTIONS, **presenters.on_paper())
