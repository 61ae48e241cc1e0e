"""Headers of every page, and the check that a write comes from our own pages."""

from flask import Flask, Response, abort, current_app, request

from webapp.config import SECURITY_HEADERS, Settings

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
EVERY_PAGE = [*SECURITY_HEADERS.items(), ("Vary", "Cookie, HX-Request, Accept-Language")]
EVERY_PAGE_HTTPS = [*EVERY_PAGE, ("Strict-Transport-Security", "max-age=63072000; includeSubDomains")]


def init_app(app: Flask) -> None:
    app.before_request(_refuse_writes_without_a_sender)
    app.after_request(_add)


def _refuse_writes_without_a_sender() -> None:
    """Stricter than the extension: a browser that does not send Sec-Fetch-Site has to name our own origin exactly."""
    if request.method in SAFE:
        return
    if "Transfer-Encoding" in request.headers:
        abort(411)  # a body of unknown length would be cut at the limit, and what was cut would be lost
    settings: Settings = current_app.extensions["settings"]
    ours = settings.public_url or request.host_url.rstrip("/")
    if not request.headers.get("Sec-Fetch-Site") and request.headers.get("Origin") != ours:
        abort(403)


def _add(response: Response) -> Response:
    settings: Settings = current_app.extensions["settings"]
    response.headers.extend(EVERY_PAGE_HTTPS if settings.https else EVERY_PAGE)
    # Decided per page: what is the same for everybody says so itself, all else is personal.
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response
