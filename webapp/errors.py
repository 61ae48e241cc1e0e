"""What a person sees when something went wrong: whose fault it is, what is safe, what to do."""

import logging
import secrets

from flask import Flask, Response, current_app, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from webapp import htmx
from webapp.i18n import language
from webapp.templating import template

log = logging.getLogger("foothold")
OWN_PAGE = frozenset({403, 404, 409, 413, 429, 503})


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _database_busy)
    app.register_error_handler(Exception, _unexpected)


def _http(error: HTTPException) -> Response | tuple[str, int]:
    code = error.code or 500
    if code < 400:
        return error.get_response()  # type: ignore[return-value]
    if code == 401:
        return _sign_in(), 401
    headers = dict(getattr(error, "headers", None) or {})
    response = Response(_text(code), status=code)
    if retry := getattr(error, "retry_after", None):
        headers["Retry-After"] = str(int(retry))
    if code == 405:
        headers["Allow"] = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
    if htmx.is_htmx():
        headers["HX-Reswap"] = "none"  # the page stays as it is, with what was typed
    response.headers.update(headers)
    return response


def _sign_in() -> str:
    """To a page: the sign-in form in its place. To htmx: a panel, so that what was typed stays."""
    if htmx.is_htmx():
        return htmx.page("accounts/_sign_in_again.html")
    return htmx.page("accounts/sign_in.html", form=None, next=_here(), expired=request.method != "GET")


def _here() -> str:
    return request.path if request.method == "GET" else ""


def _text(code: int, reference: str = "") -> str:
    own_page = code if code in OWN_PAGE else 400 if code < 500 else 500
    return htmx.page(f"errors/{own_page}.html", reference=reference)


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
    return template(f"errors/{code}.html").render(me=None, language=language.get(), reference=reference)


def _where(error: Exception) -> str:
    """File and line of each frame: enough to find the fault, and nothing of what a person wrote."""
    places = []
    trace = error.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno}:{code.co_name}")
        trace = trace.tb_next
    return " ".join(places[-8:])
