"""Help now, quick exit, the health check."""

from flask import Blueprint, Response, redirect
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from webapp.access import me_or_none, public
from webapp.content import clinical
from webapp.enums import Role
from webapp.extensions import db
from webapp.htmx import page
from webapp.people.queries import calling, people
from webapp.pwa import queries

bp = Blueprint("pwa", __name__)
ELSEWHERE = "https://www.weather.gov/"
"""Where quick exit goes: a page that anybody might look at."""


@bp.get("/help")
@public(reason="help comes before everything, signed in or not")
def help() -> ResponseReturnValue:
    """Nothing is recorded here: 'no one is told that you opened it'."""
    person = me_or_none()
    is_participant = person is not None and person.role == Role.PARTICIPANT
    return page(
        "pwa/help.html",
        lines=queries.help_lines(),
        program=queries.program_phone(),
        people=people(person.id) if is_participant and person else [],
        calling=calling(person.id) if is_participant and person else None,
        is_participant=is_participant,
        overdose=clinical.OVERDOSE,
        grounding=clinical.GROUNDING,
    )


@bp.get("/leave")
@public(reason="a fast way out of any page")
def leave() -> ResponseReturnValue:
    return redirect(ELSEWHERE, 303)


@bp.get("/healthz")
@public(reason="for the machine that watches the server")
def healthz() -> ResponseReturnValue:
    db.session.connection().execute(text("SELECT 1"))
    return Response("ok\n", mimetype="text/plain")
