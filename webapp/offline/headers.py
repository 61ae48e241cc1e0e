"""What an answer tells the worker: may this page be kept, and is nobody signed in."""

from flask import Response, g, request

from webapp.enums import Role
from webapp.offline.rules import KEPT

NOBODY = "-"


def tell_the_worker(response: Response) -> Response:
    """`FH-Keep: 1` on a page that a participant's phone may keep; `FH-User: -` where nobody is signed in."""
    person = g.get("me")
    if person is None:
        # Pages that never asked who is there (a family link, an error of the database) say nothing.
        if response.mimetype == "text/html" and ("me" in g or not request.cookies):
            response.headers["FH-User"] = NOBODY
        return response
    is_page = request.method == "GET" and response.status_code == 200 and response.mimetype == "text/html"
    if is_page and person.role == Role.PARTICIPANT and request.endpoint in KEPT:
        response.headers["FH-Keep"] = "1"
    return response
