"""Who looked, for the person whose record it is."""

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from webapp import audit
from webapp.access import me, participant_only
from webapp.commits import commit_on_success
from webapp.forms import parse
from webapp.htmx import page
from webapp.moments import today
from webapp.trail import accounting, presenters
from webapp.trail.forms import Accounting, TrailFilter

bp = Blueprint("trail", __name__, url_prefix="/who-looked")


@bp.get("")
@participant_only
def index() -> ResponseReturnValue:
    form = parse(TrailFilter, request.args)
    asked = TrailFilter() if form.errors else form.value
    return page("trail/index.html", view=presenters.present(me(), asked, request.args.get("before", "")))


@bp.get("/accounting")
@participant_only
def accounts() -> ResponseReturnValue:
    years = _years(request.args)
    return page("trail/accounting.html", rows=accounting.present(me(), years), years=years)


def _years(asked: MultiDict[str, str]) -> int:
    form = parse(Accounting, asked)
    return (Accounting() if form.errors else form.value).years


@bp.post("/accounting/exports")
@participant_only
@commit_on_success
def export() -> ResponseReturnValue:
    years = _years(request.form)
    if not me().confirmed:
        return redirect(url_for("accounts.confirm", next=url_for(".accounts", back=years)), 303)
    audit.by_owner("exported", "accounting", None, me().id, detail=f"{years} years")
    name = f"foothold-who-looked-{today(me().time_zone)}.csv"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(accounting.as_csv(me().id, years), mimetype="text/csv", headers=disposition)
