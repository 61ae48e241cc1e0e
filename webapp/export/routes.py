"""Take it along: everything, as one file, whenever the person wants it."""

from collections.abc import Callable, Iterator
from datetime import datetime

from flask import Blueprint, Response, redirect, url_for
from flask.typing import ResponseReturnValue

from webapp import audit
from webapp.access import Me, me, open_while_leaving, participant_only
from webapp.commits import commit_on_success
from webapp.export import everything, kept
from webapp.export import pack as packs
from webapp.htmx import page
from webapp.models import now
from webapp.moments import today

bp = Blueprint("export", __name__, url_prefix="/export")


@bp.get("")
@open_while_leaving
@participant_only
def index() -> ResponseReturnValue:
    return page("export/index.html")


@bp.post("/archives")
@open_while_leaving
@participant_only
@commit_on_success
def create() -> ResponseReturnValue:
    return _sent("everything", url_for(".index"), everything.pieces)


def _sent(what: str, back: str, pieces: Callable[[Me, datetime], Iterator[bytes]]) -> ResponseReturnValue:
    """A ZIP that is made while it is sent, and stored nowhere; the password is asked first, unless it just was."""
    if not me().confirmed:
        return redirect(url_for("accounts.confirm", next=back), 303)
    audit.by_owner("exported", what, None, me().id)
    disposition = {"Content-Disposition": f'attachment; filename="foothold-{today(me().time_zone)}.zip"'}
    return Response(pieces(me(), now()), mimetype="application/zip", headers=disposition)


@bp.get("/pack")
@participant_only
def pack() -> ResponseReturnValue:
    return page("export/pack.html", groups=kept.pack(me()), day=today(me().time_zone))


@bp.post("/packs")
@participant_only
@commit_on_success
def pack_create() -> ResponseReturnValue:
    return _sent("pack", url_for(".pack"), packs.pieces)
