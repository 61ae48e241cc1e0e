"""What a person sees when something went wrong: whose fault it is, what is safe, what to do."""

import logging
import secrets

from flask import Flask, Response, current_app, redirect, request, url_for
from flask_sec_fetch_csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.response import Response as BaseResponse

from webapp import access, htmx, phone, sessions, unsent
from webapp.templating import template

log = logging.getLogger("foothold")
OWN_PAGE = frozenset({403, 404, 409, 413, 429, 503})


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _database_busy)
    app.register_error_handler(Exception, _unexpected)


def _http(error: HTTPException) -> BaseResponse | tuple[str, int]:
    code = error.code or 500
    if code < 400:
        return error.get_response()
    if code == 401:
        return _sign_in()
    headers = dict(getattr(error, "headers", None) or {})
    if phone.is_outbox() and code == 404:
        code, headers = 409, {phone.REASON: "gone"}
    elif code == 409:
        headers[phone.REASON] = getattr(error, "reason", "other-content")
    response = Response(_page_of(error, code), status=code)
    if retry := getattr(error, "retry_after", None):
        headers["Retry-After"] = str(int(retry))
    if code == 405:
        headers["Allow"] = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
    if htmx.is_htmx():
        headers["HX-Reswap"] = "none"  # the page stays as it is, with what was typed
    response.headers.update(headers)
    return response


def _sign_in() -> BaseResponse | tuple[str, int]:
    """To a page: the sign-in form in its place. To htmx: a panel, so that what was typed stays.

    Whoever gave the password already gets the second step there, or goes to set it up.
    """
    waiting = access.halfway()
    has_factor = waiting is not None and sessions.has_second_factor(waiting.id)
    if htmx.is_htmx():
        name = "_second_step_again" if waiting else "_sign_in_again"
        return htmx.page(f"accounts/{name}.html", has_factor=has_factor), 401
    if waiting and not has_factor:
        return redirect(url_for("second_step.new", next=_here()), 303)
    name = "second_step" if waiting else "sign_in"
    is_post = request.method != "GET"
    return htmx.page(f"accounts/{name}.html", form=None, next=_here(), expired=is_post, unsent=unsent.of_request()), 401


def _here() -> str:
    """The page that was asked for, with what stood after the '?'; '' for a form."""
    return request.full_path.removesuffix("?") if request.method == "GET" else ""


def _page_of(error: HTTPException, code: int) -> str:
    if code >= 500:
        return _bare(code if code in OWN_PAGE else 500)
    name = "elsewhere" if isinstance(error, CSRFError) else code if code in OWN_PAGE else 400
    # Without the moment: what is not yours must look like what never was, to the byte.
    return htmx.page(f"errors/{name}.html", made_at=0)


def _database_busy(error: OperationalError) -> Response:
    """The disk is full, the file is locked or the server is gone: nothing was stored, and trying again is right."""
    log.error("database unavailable", extra={"kind": type(error.orig).__name__, "endpoint": request.endpoint})
    return Response(_bare(503), status=503, headers={"Retry-After": "5"})


def _unexpected(error: Exception) -> Response:
    if current_app.testing:
        raise error
    reference = secrets.token_hex(4)
    log.error(
        "unexpected error",
        extra={
            "reference": reference,
            "endpoint": request.endpoint,
            "kind": type(error).__name__,
            "where": _where(error),
        },
    )
    return Response(_bare(500, reference), status=500)


def _bare(code: int, reference: str = "") -> str:
    """An error page that does not ask the database who is signed in."""
    return template(f"errors/{code}.html").render(htmx.context_for(None, {"reference": reference}))


def _where(error: Exception) -> str:
    """File and line of each frame: enough to find the fault, and nothing of what a person wrote."""
    places = []
    trace = error.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno}:{code.co_name}")
        trace = trace.tb_next
    return " ".join(places[-8:])
