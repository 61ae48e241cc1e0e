"""The lapse path: safe first, then the next step, then a look back. A lapse is data."""

from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from webapp import entries
from webapp.access import me, own, participant_only
from webapp.accounts.queries import focuses
from webapp.commits import commit_on_success
from webapp.forms import Parsed, blank, parse
from webapp.htmx import is_htmx, page, saved
from webapp.models import Lapse, Urge, uuid7
from webapp.moments import moment
from webapp.operations import Claim, claim
from webapp.times import of_change
from webapp.urges import lapse_presenters, lapse_services
from webapp.urges.lapse_forms import Following, LookBack, NewLapse

bp = Blueprint("lapses", __name__)


@bp.get("/lapses/new")
@participant_only
def new() -> ResponseReturnValue:
    linked = request.args.get("urge", "")
    urge = own(Urge, UUID(linked)) if _is_uuid(linked) else None
    return _new_page(blank(id=uuid7(), urge_id=urge.id if urge else ""))


def _new_page(form: Parsed[NewLapse]) -> str:
    return page("lapses/new.html", form=form, view=lapse_presenters.present_new(me().id, focuses(me().id)))


@bp.post("/lapses")
@participant_only
@commit_on_success
def create() -> ResponseReturnValue:
    form = parse(NewLapse, request.form)
    if form.errors:
        return _new_page(form), 422
    if form.value.urge_id:
        own(Urge, form.value.urge_id)
    outcome = lapse_services.record_lapse(
        me().id,
        form.value,
        fields=request.form.items(multi=True),
        happened=moment(me().time_zone),
        usual_kind=lapse_presenters.usual_kind(focuses(me().id)),
    )
    if not outcome:
        abort(409)
    return saved(url_for(".show", lapse_id=form.value.id))


@bp.get("/lapses/<uuid:lapse_id>")
@participant_only
def show(lapse_id: UUID) -> ResponseReturnValue:
    return _page(own(Lapse, lapse_id))


def _page(lapse: Lapse, form: Parsed[LookBack] | None = None) -> str:
    return page("lapses/show.html", view=lapse_presenters.present(lapse, me()), form=form)


@bp.post("/lapses/<uuid:lapse_id>/following")
@participant_only
@commit_on_success
def following(lapse_id: UUID) -> ResponseReturnValue:
    """The steps ticked, and who is told."""
    lapse = own(Lapse, lapse_id)
    form = parse(Following, request.form)
    if form.errors:
        abort(422)
    claimed = _claim(form.value.operation, lapse, "lapse following")
    if claimed is Claim.CONFLICT:
        abort(409)
    if claimed is Claim.NEW:
        lapse_services.follow(lapse, form.value)
    if is_htmx():
        return page("lapses/_following.html", view=lapse_presenters.present(lapse, me()), just_saved=True)
    return saved(url_for(".show", lapse_id=lapse.id) + "#steps")


@bp.post("/lapses/<uuid:lapse_id>/look-back")
@participant_only
@commit_on_success
def look_back(lapse_id: UUID) -> ResponseReturnValue:
    lapse = own(Lapse, lapse_id)
    form = parse(LookBack, request.form)
    happened = of_change(form, lapse, me().time_zone)
    if form.errors:
        return _page(lapse, form), 422
    claimed = _claim(form.value.operation, lapse, "lapse look-back")
    if claimed is Claim.CONFLICT:
        abort(409)
    if claimed is Claim.NEW and form.value.version != lapse.version:
        rows = lapse_presenters.difference(lapse, form.value)
        return page("lapses/merge.html", lapse=lapse, sent=request.form, rows=rows), 409
    if claimed is Claim.NEW:
        lapse_services.look_back(lapse, form.value, happened)
    return saved(url_for(".show", lapse_id=lapse.id) + "#look-back")


@bp.post("/lapses/<uuid:lapse_id>/deletion")
@participant_only
@commit_on_success
def deletion(lapse_id: UUID) -> ResponseReturnValue:
    entries.delete(own(Lapse, lapse_id, deleted=True))
    return saved(url_for(".deleted", lapse_id=lapse_id))


@bp.get("/lapses/<uuid:lapse_id>/deleted")
@participant_only
def deleted(lapse_id: UUID) -> ResponseReturnValue:
    lapse = own(Lapse, lapse_id, deleted=True)
    return page(
        "components/deleted.html",
        what=lapse_presenters.label(lapse),
        restore=url_for(".restoration", lapse_id=lapse_id),
        again=url_for("today.index"),
        again_label=lapse_presenters.to_today(),
    )


@bp.post("/lapses/<uuid:lapse_id>/restoration")
@participant_only
@commit_on_success
def restoration(lapse_id: UUID) -> ResponseReturnValue:
    entries.restore(own(Lapse, lapse_id, deleted=True))
    return saved(url_for(".show", lapse_id=lapse_id))


def _claim(operation: UUID, lapse: Lapse, form: str) -> Claim:
    return claim(operation, owner_id=me().id, form=form, subject_id=lapse.id, fields=request.form.items(multi=True))


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
