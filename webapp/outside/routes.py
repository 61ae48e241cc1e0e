"""A file for somebody outside the program: signed for, made as often as needed until it is over, taken back."""

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import me, own, participant_only
from webapp.commits import commit_on_success
from webapp.consents.presenters import signature
from webapp.content.outside import CURRENT, VERSION
from webapp.enums import Purpose
from webapp.forms import Parsed, blank, parse
from webapp.htmx import page, saved
from webapp.i18n import _
from webapp.models import OutsideConsent, now, uuid7
from webapp.moments import today
from webapp.operations import Claim, claim_new
from webapp.outside import files, presenters, services
from webapp.outside.forms import NewOutsideConsent

bp = Blueprint("outside", __name__, url_prefix="/outside-consents")


@bp.get("")
@participant_only
def index() -> ResponseReturnValue:
    return page("outside/index.html", consents=presenters.listed(me()), text=CURRENT)


@bp.get("/new")
@participant_only
def new() -> ResponseReturnValue:
    return _form_page(blank(id=uuid7(), operation=uuid7(), span="90", until="30", purpose=Purpose.TREATMENT))


def _form_page(form: Parsed[NewOutsideConsent]) -> str:
    return page("outside/new.html", form=form, view=presenters.form_page(me()))


@bp.post("")
@participant_only
@commit_on_success
def create() -> ResponseReturnValue:
    form = parse(NewOutsideConsent, request.form)
    ends = presenters.ends(form, me())
    if not form.errors and form.value.text_version != VERSION:
        form.errors["form"] = _("The words changed since you opened this page. Please read them again.")
    if form.errors or ends is None:
        return _form_page(form), 422
    asked = request.form.items(multi=True)
    claimed = claim_new(
        OutsideConsent,
        form.value.id,
        form.value.operation,
        owner_id=me().id,
        form="outside consent",
        fields=asked,
    )
    if claimed in {Claim.CONFLICT, Claim.CHANGED}:
        abort(409)
    if claimed is Claim.NEW:
        services.sign(me().id, form.value, ends, signature(me()))
    return saved(url_for(".show", consent_id=form.value.id))


@bp.get("/<uuid:consent_id>")
@participant_only
def show(consent_id: UUID) -> ResponseReturnValue:
    return page("outside/show.html", signed=presenters.signed(me(), own(OutsideConsent, consent_id)), over=False)


@bp.post("/<uuid:consent_id>/files")
@participant_only
@commit_on_success
def file(consent_id: UUID) -> ResponseReturnValue:
    """Made while it is sent. What holds is looked at here, and each making is noted."""
    consent = own(OutsideConsent, consent_id)
    if not services.works(consent):
        return page("outside/show.html", signed=presenters.signed(me(), consent), over=True), 409
    if not me().confirmed:
        return redirect(url_for("accounts.confirm", next=url_for(".show", consent_id=consent_id)), 303)
    services.note_file(consent)
    disposition = {"Content-Disposition": f'attachment; filename="foothold-{today(me().time_zone)}.zip"'}
    return Response(files.pieces(me(), consent, now()), mimetype="application/zip", headers=disposition)


@bp.post("/<uuid:consent_id>/revocation")
@participant_only
@commit_on_success
def revocation(consent_id: UUID) -> ResponseReturnValue:
    services.take_back(own(OutsideConsent, consent_id))
    return saved(url_for(".show", consent_id=consent_id))
