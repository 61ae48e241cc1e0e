"""Headers of every page, and the check that a write comes from our own pages."""

import time
from contextlib import suppress

from flask import Flask, Response, abort, current_app, g, request
from flask_sec_fetch_csrf import CSRFError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.wsgi import get_input_stream

from webapp.config import SECURITY_HEADERS, Settings

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
EVERY_PAGE = [*SECURITY_HEADERS.items(), ("Vary", "Cookie, HX-Request, Accept-Language")]
MOST_TAKEN_IN = 4 * 1024 * 1024
PIECE = 64 * 1024
EVERY_PAGE_HTTPS = [*EVERY_PAGE, ("Strict-Transport-Security", "max-age=63072000; includeSubDomains")]


def init_app(app: Flask) -> None:
    app.before_request(_note_the_time)
    app.before_request(_refuse_writes_without_a_sender)
    app.after_request(_add)
    app.after_request(_take_in_the_rest)


def _note_the_time() -> None:
    """What was stored later than this may be missing on the page."""
    g.began = time.time()


def _refuse_writes_without_a_sender() -> None:
    """Stricter than the extension: a browser that does not send Sec-Fetch-Site has to name our own origin exactly."""
    if request.method in SAFE:
        return
    if "Transfer-Encoding" in request.headers:
        abort(411)  # a body of unknown length would be cut at the limit, and what was cut would be lost
    settings: Settings = current_app.extensions["settings"]
    ours = settings.public_url or request.host_url.rstrip("/")
    if not request.headers.get("Sec-Fetch-Site") and request.headers.get("Origin") != ours:
        raise CSRFError


def _add(response: Response) -> Response:
    settings: Settings = current_app.extensions["settings"]
    response.headers.extend(EVERY_PAGE_HTTPS if settings.https else EVERY_PAGE)
    if person := g.get("me"):
        response.headers["FH-User"] = person.account_tag
        if request.method == "GET" and response.mimetype == "text/html":
            response.headers["FH-Page"] = "full"
    # Decided per page: what is the same for everybody says so itself, all else is personal.
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response


def _take_in_the_rest(response: Response) -> Response:
    """Read what a request still holds: who is still sending when the connection ends does not see our answer."""
    if request.method in SAFE or not request.content_length:
        return response
    with suppress(HTTPException):  # longer than we take in, or gone
        try:
            rest = request.stream
        except RequestEntityTooLarge:  # nothing of it was read
            rest = get_input_stream(request.environ, max_content_length=MOST_TAKEN_IN)
        while rest.read(PIECE):
            pass
    return response
