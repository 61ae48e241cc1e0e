"""My last day in the program: what changes then, and what the person decides about it."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from webapp.access import me, participant_only
from webapp.aftercare import presenters
from webapp.commits import commit_on_success
from webapp.consents import care
from webapp.consents.presenters import signature
from webapp.htmx import page, saved

bp = Blueprint("discharge", __name__, url_prefix="/discharge")


@bp.get("")
@participant_only
def index() -> ResponseReturnValue:
    return page("aftercare/discharge.html", reads=presenters.reads(me()))


@bp.post("/withdrawal")
@participant_only
@commit_on_success
def withdrawal() -> ResponseReturnValue:
    care.come_back(me(), signature(me()))
    return saved(url_for("consents.index"))
