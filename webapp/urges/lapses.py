"""Lapses."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from webapp.access import participant_only
from webapp.htmx import page

bp = Blueprint("lapses", __name__)


@bp.get("/lapses/new")
@participant_only
def new() -> ResponseReturnValue:
    return page("today/more.html")
