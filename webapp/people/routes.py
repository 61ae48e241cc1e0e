"""The address book, and 'ask my team to call me'."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from webapp.access import me, participant_only
from webapp.commits import commit_on_success
from webapp.htmx import is_htmx, page, saved
from webapp.people import queries, services

bp = Blueprint("people", __name__)


@bp.get("/people")
@participant_only
def index() -> ResponseReturnValue:
    return page("people/index.html", people=queries.people(me().id), call_asked=queries.open_call_request(me().id) is not None)


@bp.post("/call-requests")
@participant_only
@commit_on_success
def ask_for_call() -> ResponseReturnValue:
    services.request_call(me().id)
    if is_htmx():
        return page("people/_call_me.html", asked=True)
    return saved(url_for("people.index") + "#call-me")
