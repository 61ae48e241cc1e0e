"""Deleting one's account: said plainly, asked with the password, taken back for two weeks."""

from datetime import timedelta

from flask import Blueprint, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import me, open_while_leaving, participant_only, public
from webapp.commits import commit_on_success
from webapp.consents.presenters import signature
from webapp.forms import Parsed, blank, parse
from webapp.htmx import page, saved
from webapp.i18n import _
from webapp.leaving import services
from webapp.leaving.forms import Leave
from webapp.models import now
from webapp.moments import today
from webapp.sessions import drop_cookie

bp = Blueprint("leaving", __name__)


@bp.get("/leaving")
@open_while_leaving
@participant_only
def index() -> ResponseReturnValue:
    person = me()
    if person.leaves_at is None:
        return _ask(blank())
    left = (today(person.time_zone, person.leaves_at) - today(person.time_zone)).days
    return page("leaving/stay.html", day=today(person.time_zone, person.leaves_at), left=max(left, 0))


def _ask(form: Parsed[Leave]) -> str:
    last = today(me().time_zone, now() + services.GRACE)
    return page("leaving/index.html", form=form, last=last, grace=services.GRACE // timedelta(days=1))


@bp.post("/leaving")
@participant_only
@commit_on_success
def create() -> ResponseReturnValue:
    form = parse(Leave, request.form)
    if form.errors:
        form.errors = {"sure": _("Please tick this if you are sure.")}
        return _ask(form), 422
    if not me().confirmed:
        return redirect(url_for("accounts.confirm", next=url_for(".index")), 303)
    services.leave(me().id, signature(me()))
    response = make_response(redirect(url_for(".left"), 303))
    drop_cookie(response)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@bp.post("/leaving/withdrawal")
@open_while_leaving
@participant_only
@commit_on_success
def withdrawal() -> ResponseReturnValue:
    if me().leaves_at is not None:
        services.stay(me().id)
    return saved(url_for("today.index"))


@bp.get("/left")
@public(reason="whoever just left is signed out; the page says the same to everybody")
def left() -> ResponseReturnValue:
    return page("leaving/left.html", grace=services.GRACE // timedelta(days=1))
