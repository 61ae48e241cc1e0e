"""Who asks to come in, and the answer that lets them in: cookies, and where to go on."""

from uuid import UUID

from flask import current_app, make_response, redirect, request, url_for
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from webapp import unsent
from webapp.access import HOME
from webapp.accounts import queries, services
from webapp.accounts.browsers import describe, neighbourhood
from webapp.config import Settings
from webapp.digests import account_tag
from webapp.enums import Role
from webapp.gate import LANGUAGE_COOKIE
from webapp.htmx import is_htmx, page
from webapp.i18n import language
from webapp.sessions import has_second_factor

YEAR = 31_536_000


def settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found


def limits() -> bool:
    return settings().program_limits


def visitor() -> services.Visitor:
    return services.Visitor(
        address=neighbourhood(request.remote_addr or ""),
        label=describe(request.user_agent.string),
        known_token=request.cookies.get(settings().device_cookie, ""),
        session_token=request.cookies.get(settings().session_cookie, ""),
    )


def carried() -> str:
    """The hidden field with what was typed before signing in."""
    return request.form.get("unsent", "")


def if_too_many(outcome: services.Refused) -> None:
    if outcome.wait:
        raise TooManyRequests(retry_after=int(outcome.wait.total_seconds()) + 1)


def let_in(admitted: services.Admitted, path: str, typed: str = "") -> Response:
    """On to `path`, by way of what is to be done or read first; `typed` is a form that waits to be sent."""
    path = path or url_for(HOME[Role(admitted.role)])
    if admitted.is_to_be_told:
        path = url_for("accounts.reset_notice", next=path)
    return with_cookies(make_response(_next(admitted, path, typed)), admitted)


def _next(admitted: services.Admitted, path: str, typed: str) -> Response | str:
    if admitted.is_halfway:
        has_factor = has_second_factor(admitted.account_id)
        if is_htmx():
            return page("accounts/_second_step_again.html", has_factor=has_factor)
        if typed and has_factor:
            return page("accounts/second_step.html", form=None, next=path, expired=False, unsent=typed)
        return redirect(url_for("second_step.show", next=path), 303)
    return onward(admitted.account_id, path, typed)


def onward(account_id: UUID, path: str, typed: str) -> Response | str:
    """To `path`, or first to what this account typed before signing in."""
    if form := unsent.read(typed, account_tag(account_id, queries.code_salt())):
        return page("accounts/send_again.html", form=form, next=path)
    return redirect(path, 303)


def with_cookies(response: Response, admitted: services.Admitted) -> Response:
    set_cookie(response, settings().session_cookie, admitted.session_token, lasting(admitted.role))
    if admitted.known_token:
        set_cookie(response, settings().device_cookie, admitted.known_token, YEAR)
    set_cookie(response, LANGUAGE_COOKIE, language.get(), YEAR)
    return response


def lasting(role: str) -> int | None:
    """Seconds that a session's cookie stays. None: until the browser is closed, on a machine that staff share."""
    return YEAR if role == Role.PARTICIPANT else None


def set_cookie(response: Response, name: str, value: str, age: int | None) -> None:
    response.set_cookie(name, value, max_age=age, secure=settings().https, httponly=True, samesite="Lax", path="/")
