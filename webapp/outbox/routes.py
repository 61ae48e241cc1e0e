"""What waits on this phone. The server does not know it: the page is filled in there."""

import base64

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from webapp.access import me, participant_only, public
from webapp.accounts.queries import code_salt, focuses
from webapp.commits import commit_on_success
from webapp.content.words import word_for
from webapp.forms import parse
from webapp.htmx import page
from webapp.outbox import forms
from webapp.outbox.sealing import SealBroken, open_sealed, public_key

bp = Blueprint("outbox", __name__)


@bp.get("/waiting")
@participant_only
def index() -> ResponseReturnValue:
    return page("outbox/index.html", word=word_for(focuses(me().id)))


@bp.get("/outbox/key")
@public(reason="a public key; on a shared phone somebody else seals what the person before left there")
def key() -> ResponseReturnValue:
    return Response(base64.b64encode(public_key(code_salt())), mimetype="text/plain")


@bp.post("/outbox/openings")
@participant_only
@commit_on_success
def opening() -> ResponseReturnValue:
    """Gives a phone back what it sealed, to be sent like any other form. Nothing is stored."""
    form = parse(forms.Sealed, request.form)
    if form.errors:
        abort(422)
    try:
        opened = open_sealed(code_salt(), form.value.blob, f"{me().account_tag}|{form.value.id}")
    except SealBroken:
        abort(409)
    return Response(opened, mimetype="application/json")
