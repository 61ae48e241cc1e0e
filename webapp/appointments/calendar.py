"""Appointments in the person's own calendar program: as a file, or under a private address that it reads by itself."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, current_app, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import me, participant_only, public, stranger
from webapp.appointments import forms, ics, queries, services
from webapp.commits import commit_on_success
from webapp.config import LOOPBACK
from webapp.digests import hash_token
from webapp.forms import Parsed, blank, parse
from webapp.htmx import page, saved
from webapp.i18n import speaking
from webapp.models import CalendarChoice, now
from webapp.operations import Claim, claim

bp = Blueprint("calendar", __name__)
MIMETYPE = "text/calendar"
BRINGS_A_KEY = "a calendar program cannot sign in: its address holds 256 bits that only its owner was shown"


@bp.get("/calendar")
@participant_only
def index() -> ResponseReturnValue:
    stored = _choice(me().id)
    return _page(blank(own_words=stored.own_words, remind_before=str(stored.remind_before)))


def _choice(owner_id: UUID) -> Any:
    return queries.choice(owner_id) or CalendarChoice(owner_id=owner_id)


def _page(form: Parsed[forms.Choice]) -> str:
    return page(
        "appointments/calendar.html",
        form=form,
        is_on=_choice(me().id).secret_hash is not None,
        is_saved="saved" in request.args,
        reminders=forms.REMINDERS,
    )


@bp.post("/calendar")
@participant_only
@commit_on_success
def update() -> ResponseReturnValue:
    form = parse(forms.Choice, request.form)
    if form.errors:
        return _page(form), 422
    services.choose(me().id, form.value)
    return saved(url_for(".index", saved=1))


@bp.post("/calendar/addresses")
@participant_only
@commit_on_success
def addresses() -> ResponseReturnValue:
    """A new address in the place of the old one, shown in the answer, this once."""
    form = parse(forms.Address, request.form)
    if form.errors:
        abort(422)
    claimed = claim(
        form.value.operation, owner_id=me().id, form="calendar address", subject_id=me().id, fields=request.form.items()
    )
    if claimed is Claim.CONFLICT:
        abort(409)
    if claimed is Claim.REPEAT:
        return saved(url_for(".index"))
    settings = current_app.extensions["settings"]
    root: str = settings.public_url or request.url_root.rstrip("/")
    address = root + url_for(".feed", secret=services.new_address(me().id))
    local = not settings.public_url and request.host.split(":")[0] in LOOPBACK
    return page("appointments/address.html", address=address, only_here=local)


@bp.post("/calendar/addresses/deletion")
@participant_only
@commit_on_success
def deletion() -> ResponseReturnValue:
    services.end_address(me().id)
    return saved(url_for(".index"))


@bp.get("/appointments/file")
@participant_only
def file() -> ResponseReturnValue:
    answer = _calendar(me().id, _choice(me().id))
    answer.headers["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    return answer


@bp.get("/calendar/<secret>.ics")
@public(reason=BRINGS_A_KEY)
def feed(secret: str) -> ResponseReturnValue:
    found = queries.by_address(hash_token(secret)) or stranger()
    with speaking(found.language):
        return _calendar(found.owner_id, found)


def _calendar(owner_id: UUID, choice: Any) -> Response:
    rows = queries.appointments(owner_id)
    text = ics.calendar(rows, own_words=choice.own_words, remind_before=choice.remind_before, at=now())
    return Response(text, mimetype=MIMETYPE)
