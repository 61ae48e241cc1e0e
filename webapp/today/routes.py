"""Today, and the list of everything else."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from webapp.access import HOME, me, participant_only, signed_in
from webapp.enums import Role
from webapp.htmx import page
from webapp.models import uuid7
from webapp.today.presenters import present

bp = Blueprint("today", __name__)


@bp.get("/")
@signed_in
def index() -> ResponseReturnValue:
    if me().is_staff:
        return redirect(url_for(HOME[Role(me().role)]), 303)
    view = present(me())
    return page("today/index.html", view=view, check_in=view.check_in, form_id=uuid7(), operation=uuid7())


@bp.get("/more")
@participant_only
def more() -> ResponseReturnValue:
    return page("today/more.html")
