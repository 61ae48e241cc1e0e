"""Family links: make one, see what it shows, sign, hand it over, change it, end it. Ending tells nobody."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, current_app, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.wrappers import Response

from webapp.access import me, own, participant_only
from webapp.commits import commit_on_success
from webapp.config import LOOPBACK
from webapp.content import clinical
from webapp.content.sharing import VERSION
from webapp.forms import Parsed, blank, parse
from webapp.htmx import page, saved
from webapp.i18n import language
from webapp.models import ShareLink, uuid7
from webapp.operations import Claim, claim, claim_new
from webapp.sharing import contents, forms, presenters, services
from webapp.sharing.vocabulary import DAYS, GROUPS, LANGUAGES, RELATIONS, State

bp = Blueprint("sharing", __name__)


@bp.get("/sharing")
@participant_only
def index() -> ResponseReturnValue:
    return page("sharing/index.html", view=presenters.link_list(me()))


@bp.get("/sharing/new")
@participant_only
def new() -> ResponseReturnValue:
    return _form_page(blank(id=uuid7(), days=DAYS[0], language=me().language))


def _form_page(form: Parsed[Any]) -> str:
    return page(
        "sharing/new.html", form=form, groups=GROUPS, relations=RELATIONS, days=DAYS, languages=LANGUAGES,
        operation=uuid7(),
    )  # fmt: skip


@bp.post("/sharing")
@participant_only
@commit_on_success
def create() -> ResponseReturnValue:
    form = parse(forms.NewLink, request.form)
    if form.errors:
        form.typed = {**form.typed, "id": uuid7() if "id" in form.errors else form["id"]}
        return _form_page(form), 422
    asked, fields = form.value, request.form.items(multi=True)
    claimed = claim_new(ShareLink, asked.id, asked.operation, owner_id=me().id, form="family link", fields=fields)
    if claimed not in {Claim.NEW, Claim.REPEAT}:
        abort(409)
    if claimed is Claim.NEW:
        services.propose(me().id, asked)
    return saved(url_for(".preview", link_id=asked.id))


@bp.get("/sharing/<uuid:link_id>")
@participant_only
def show(link_id: UUID) -> ResponseReturnValue:
    link = own(ShareLink, link_id)
    return page("sharing/show.html", view=presenters.link_page(link, me(), _root()), link=link)


@bp.get("/sharing/<uuid:link_id>/preview")
@participant_only
def preview(link_id: UUID) -> ResponseReturnValue:
    return _preview(own(ShareLink, link_id))


def _preview(link: ShareLink, *, stale: bool = False) -> str:
    """Exactly what they see, in the language in which they begin."""
    return page(
        "sharing/preview.html",
        link=link,
        seen=_as_seen(link),
        signing=presenters.signing(link, me()) if _can_sign(link) else None,
        stale=stale,
        operation=uuid7(),
    )


def _as_seen(link: ShareLink) -> Markup:
    before = language.set(link.language)
    try:
        view = contents.family_page(presenters.shown(link, me()))
        return Markup(page("shared/_page.html", view=view, top=2, overdose=clinical.OVERDOSE, opens=False))  # noqa: S704 -- a template of ours, escaped as all are
    finally:
        language.reset(before)


@bp.post("/sharing/<uuid:link_id>/signature")
@participant_only
@commit_on_success
def signature(link_id: UUID) -> ResponseReturnValue:
    """The tap that signs. A new link is shown in the answer, this once."""
    link = own(ShareLink, link_id)
    form = parse(forms.Signature, request.form)
    if form.errors:
        return _preview(link), 422
    if not _is_new(form.value.operation, link, "link signature") or not _can_sign(link):
        return saved(url_for(".show", link_id=link.id))
    if (form.value.version, form.value.text_version) != (link.version, VERSION):
        return _preview(link, stale=True), 409
    keys = services.sign(link, services.Signer(me().name, me().program_name, me().language))
    return _handover(link, keys) if keys else saved(url_for(".show", link_id=link.id))


def _can_sign(link: ShareLink) -> bool:
    return link.proposed is not None and services.state_of(link) not in {State.ENDED, State.EXPIRED}


def _is_new(operation: UUID, link: ShareLink, form: str) -> bool:
    """Whether the request was never applied; 409 when its id stands for something else."""
    asked = claim(operation, owner_id=me().id, form=form, subject_id=link.id, fields=request.form.items(multi=True))
    if asked is Claim.CONFLICT:
        abort(409)
    return asked is Claim.NEW


def _handover(link: ShareLink, keys: services.Keys) -> str:
    local = request.host.split(":")[0] in LOOPBACK and not current_app.extensions["settings"].public_url
    view = presenters.handover(link, keys, _root())
    return page("sharing/handover.html", view=view, link=link, only_here=local)


def _root() -> str:
    """The address of this installation, without a slash at its end."""
    root: str = current_app.extensions["settings"].public_url or request.url_root.rstrip("/")
    return root


@bp.post("/sharing/<uuid:link_id>/secrets")
@participant_only
@commit_on_success
def secrets(link_id: UUID) -> ResponseReturnValue:
    """A new link and code in the place of the old ones, shown in the answer, this once."""
    link = own(ShareLink, link_id)
    form = parse(forms.Act, request.form)
    if form.errors:
        abort(422)
    if not _is_new(form.value.operation, link, "link secret") or services.state_of(link) not in presenters.LIVE:
        return saved(url_for(".show", link_id=link.id))
    return _handover(link, services.make_new_keys(link))


@bp.get("/sharing/<uuid:link_id>/parts")
@participant_only
def parts(link_id: UUID) -> ResponseReturnValue:
    link = own(ShareLink, link_id)
    return _parts_page(link, blank(sections=link.proposed or link.sections))


def _parts_page(link: ShareLink, form: Parsed[Any], stale: str = "") -> str:
    return page("sharing/parts.html", link=link, form=form, groups=GROUPS, stale=stale, operation=uuid7())


@bp.post("/sharing/<uuid:link_id>/parts")
@participant_only
@commit_on_success
def parts_update(link_id: UUID) -> ResponseReturnValue:
    """Less is shown at once; more is looked at and signed first."""
    link = own(ShareLink, link_id)
    form = parse(forms.Parts, request.form)
    if form.errors:
        return _parts_page(link, form), 422
    if _is_new(form.value.operation, link, "link parts") and services.state_of(link) not in {
        State.ENDED,
        State.EXPIRED,
    }:
        if form.value.version != link.version:
            return _stale(link, form.value.sections)
        services.change_parts(link, form.value.sections)
    return saved(url_for(".preview" if _can_sign(link) else ".show", link_id=link.id))


def _stale(link: ShareLink, wanted: list[str]) -> ResponseReturnValue:
    """Changed on another device meanwhile: what holds now, and what was chosen."""
    holds = blank(sections=link.proposed or link.sections)
    return _parts_page(link, holds, stale=contents.names_of(wanted)), 409


@bp.post("/sharing/<uuid:link_id>/pausing")
@participant_only
@commit_on_success
def pausing(link_id: UUID) -> ResponseReturnValue:
    link = own(ShareLink, link_id)
    if services.state_of(link) is State.WORKS:
        services.pause(link)
    return saved(url_for(".show", link_id=link.id))


@bp.post("/sharing/<uuid:link_id>/resumption")
@participant_only
@commit_on_success
def resumption(link_id: UUID) -> ResponseReturnValue:
    link = own(ShareLink, link_id)
    if services.state_of(link) in {State.PAUSED, State.TRIED}:
        services.resume(link)
    return saved(url_for(".show", link_id=link.id))


@bp.post("/sharing/<uuid:link_id>/ending")
@participant_only
@commit_on_success
def ending(link_id: UUID) -> Response:
    link = own(ShareLink, link_id)
    if services.state_of(link) is not State.ENDED:
        services.end(link)
    return saved(url_for(".index"))
