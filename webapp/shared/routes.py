"""The addresses that a family link leads to. A GET of the link shows nothing and counts nothing: what opens it is
after the #, which no server sees, and is posted by a tap.
"""

from flask import Blueprint, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, TooManyRequests
from werkzeug.wrappers import Response

from webapp.access import link_only, public, stranger
from webapp.accounts.browsers import describe, neighbourhood
from webapp.commits import commit_on_success
from webapp.config import Settings
from webapp.content import clinical
from webapp.forms import blank, parse
from webapp.guests import guest
from webapp.i18n import _, language
from webapp.learn import lesson_presenters
from webapp.learn.library import FAMILY_TRACK, library
from webapp.shared import forms, services
from webapp.sharing.contents import family_page
from webapp.templating import template

bp = Blueprint("shared", __name__)
OPEN_TO_ALL = "whoever has a family link has no account; the page says nothing, and nobody gets further without a key"


@bp.get("/s/<public_id>")
@public(reason=OPEN_TO_ALL)
def door(public_id: str) -> ResponseReturnValue:
    """The same for every link, and for none."""
    return _page("shared/door.html", public_id=public_id, refused=False)


@bp.post("/s/<public_id>")
@public(reason=OPEN_TO_ALL)
def opening(public_id: str) -> ResponseReturnValue:
    form = parse(forms.Opening, request.form)
    asked = forms.Opening() if form.errors else form.value
    outcome = services.open_link(public_id, asked, _visitor(), limits=_settings().program_limits)
    if isinstance(outcome, services.Opened):
        return _let_in(outcome.token)
    if isinstance(outcome, services.Asked):
        return _ask_passcode(public_id, asked, outcome)
    if outcome.wait:
        raise TooManyRequests(retry_after=int(outcome.wait.total_seconds()) + 1)
    return _page("shared/door.html", public_id=public_id, refused=True), 404


def _ask_passcode(public_id: str, asked: forms.Opening, outcome: services.Asked) -> ResponseReturnValue:
    form = blank()
    if outcome.left is not None:
        form.errors["passcode"] = _("This passcode is not right. Tries left: %(n)s.", n=outcome.left)
    said = _page("shared/passcode.html", public_id=public_id, asked=asked, form=form)
    return said, 422 if form.errors else 200


def _let_in(token: str) -> Response:
    response = redirect(url_for(".show"), 303)
    response.set_cookie(
        _settings().share_cookie,
        token,
        max_age=services.OPEN_FOR,
        secure=_settings().https,
        httponly=True,
        samesite="Strict",
        path="/",
    )
    return response


@bp.get("/shared")
@link_only
def show() -> ResponseReturnValue:
    return _page("shared/show.html", view=family_page(guest().shown), overdose=clinical.OVERDOSE)


@bp.get("/shared/modules/<int:number>")
@link_only
def module(number: int) -> ResponseReturnValue:
    """A lesson for families, when the participant shares those."""
    found = library().get(number) if "modules" in guest().shown.sections else None
    if found is None or found.meta.track != FAMILY_TRACK or found.here is None:
        stranger()
    return _page("shared/module.html", view=lesson_presenters.present_to_family(library(), found.here))


@bp.post("/shared/language")
@link_only
@commit_on_success
def choose_language() -> ResponseReturnValue:
    form = parse(forms.ChooseLanguage, request.form)
    if not form.errors:
        services.choose_language(guest().session_id, form.value.language)
    return redirect(url_for(".show"), 303)


@bp.post("/shared/closing")
@link_only
@commit_on_success
def closing() -> ResponseReturnValue:
    services.close(guest().session_id)
    response = redirect(url_for(".door", public_id=guest().public_id), 303)
    response.delete_cookie(_settings().share_cookie, secure=_settings().https, httponly=True, samesite="Strict")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@bp.errorhandler(HTTPException)
def refuse(error: HTTPException) -> ResponseReturnValue:
    """Nothing leads from here into the app, not even what goes wrong."""
    if error.code is None or error.code < 400:
        return error.get_response()
    retry = getattr(error, "retry_after", None)
    headers = {"Retry-After": str(int(retry))} if retry else {}
    return _page("shared/closed.html", wait=error.code == 429), error.code, headers


def _page(name: str, **values: object) -> str:
    """Nobody is asked who they are: whoever is signed in in the same browser has nothing to do with it."""
    return template(name).render(me=None, language=language.get(), **values)


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


def _visitor() -> services.Visitor:
    return services.Visitor(neighbourhood(request.remote_addr or ""), describe(request.user_agent.string))
