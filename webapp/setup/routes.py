"""The set-up page, and the way there from every other page while there is no program."""

from pathlib import Path

from flask import Blueprint, current_app, redirect, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from webapp.access import policy_of, public
from webapp.accounts import passwords, throttle
from webapp.accounts.browsers import neighbourhood
from webapp.accounts.forms import US_ZONES
from webapp.admin.queries import is_set_up
from webapp.config import Settings
from webapp.content.clinical import CRISIS_LINES
from webapp.forms import Parsed, blank, parse
from webapp.htmx import page
from webapp.i18n import _, language
from webapp.setup import services
from webapp.setup.forms import SetUp

bp = Blueprint("setup", __name__)
REMEMBERED = "set_up"
OPEN = frozenset({"accounts.choose_language", "pwa.healthz", "pwa.help", "pwa.leave"})
"""What answers before there is a program, besides the set-up page."""


def _first_of_all(state: BlueprintSetupState) -> None:
    """Before the gate, which would ask for an account that nobody can have yet."""
    state.app.before_request_funcs.setdefault(None, []).insert(0, _lead_to_setup)


bp.record_once(_first_of_all)


def _lead_to_setup() -> Response | None:
    if _is_done() or request.endpoint in OPEN or request.blueprint == bp.name:
        return None
    if request.endpoint is None or policy_of(current_app, request.endpoint) is None:
        return None
    return redirect(url_for("setup.new"), 303)


def _is_done() -> bool:
    """Asks the database until there is a program, and never again."""
    known = current_app.extensions
    if not known.get(REMEMBERED):
        known[REMEMBERED] = is_set_up()
    return bool(known[REMEMBERED])


@bp.get("/setup")
@public(reason="without a program there is nobody who could sign in")
def new() -> ResponseReturnValue:
    if _is_done():
        return redirect(url_for("accounts.sign_in"), 303)
    ticked = {"harm_reduction": True, "lines": []}
    return _page(blank(time_zone=US_ZONES[0], reading_days=[1, 2, 3, 4, 5], reading_by="17:00", **ticked))


def _page(form: Parsed[SetUp]) -> str:
    first = [line for line in CRISIS_LINES.values() if line.primary]
    more = [line for line in CRISIS_LINES.values() if not line.primary]
    return page("setup/new.html", form=form, zones=US_ZONES, first=first, more=more)


@bp.post("/setup")
@public(reason="without a program there is nobody who could sign in")
def create() -> ResponseReturnValue:
    """Commits by itself: a wrong code stays counted."""
    if _is_done():
        return redirect(url_for("accounts.sign_in"), 303)
    form = parse(SetUp, request.form)
    if not form.errors and (problem := _problem_with(form.value)):
        form.errors["password"] = problem
    if not form.errors:
        _count_try()
        if not services.is_setup_code(_data(), form.value.code):
            form.errors["code"] = _("This is not the code on the console. Each start of the server prints a new one.")
    if form.errors:
        return _page(form), 422
    try:
        services.set_up(form.value, language.get())
    except ValueError as problem:
        form.errors["username"] = str(problem)
        return _page(form), 422
    services.forget_setup_code(_data())
    return redirect(url_for(".done"), 303)


def _problem_with(asked: SetUp) -> str:
    return passwords.problem_with(asked.password, asked.username, asked.name, asked.program)


def _count_try() -> None:
    settings: Settings = current_app.extensions["settings"]
    if settings.program_limits and (wait := throttle.take(("code", neighbourhood(request.remote_addr or "")))):
        raise TooManyRequests(retry_after=int(wait.total_seconds()) + 1)


def _data() -> Path:
    settings: Settings = current_app.extensions["settings"]
    return settings.data


@bp.get("/setup/done")
@public(reason="says that the program is ready, and where to sign in")
def done() -> ResponseReturnValue:
    return page("setup/done.html") if _is_done() else redirect(url_for(".new"), 303)
