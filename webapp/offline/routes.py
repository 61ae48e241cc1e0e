"""The worker, the manifest, the list of pages to keep, pages for no network and a locked app, how to install."""

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue

from webapp.access import me, participant_only, public
from webapp.htmx import page
from webapp.learn.library import library
from webapp.offline import presenters, worker
from webapp.offline.headers import tell_the_worker

bp = Blueprint("offline", __name__)
bp.after_app_request(tell_the_worker)
ASK_ANEW = {"Cache-Control": "no-cache"}


@bp.get("/sw.js", endpoint="worker")
@public(reason="a script, the same for everybody; at the root because it serves all pages")
def service_worker() -> ResponseReturnValue:
    return Response(worker.worker_script(), mimetype="text/javascript", headers=ASK_ANEW)


@bp.get("/manifest.webmanifest")
@public(reason="the name and the icon on the home screen")
def manifest() -> ResponseReturnValue:
    response = jsonify(worker.manifest())
    response.mimetype = "application/manifest+json"
    response.headers.update(ASK_ANEW)
    return response


@bp.get("/offline/list", endpoint="list")
@participant_only
def pages_to_keep() -> ResponseReturnValue:
    return jsonify(presenters.present(me(), library()))


@bp.get("/offline")
@public(reason="shown when there is no network")
def show() -> ResponseReturnValue:
    return page("offline/show.html")


@bp.get("/locked")
@public(reason="asks for the PIN of a locked app, which only the phone knows")
def locked() -> ResponseReturnValue:
    return page("offline/locked.html")


@bp.get("/app-lock")
@participant_only
def app_lock() -> ResponseReturnValue:
    """Set on the phone and for the phone: nothing of it is stored here."""
    return page("offline/app_lock.html")


@bp.get("/install")
@participant_only
def install() -> ResponseReturnValue:
    return page("offline/install.html", name=worker.settings().app_name)
