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
from webapp.team.presenters import under
from webapp.templating import NO_ID
from webapp.times import made, of_change
from webapp.undoing import Gone, add_undo, on_to
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
        own(Urge, form.value.urge_id, deleted=True)  # what happened is kept, also when the urge was deleted meanwhile
    claimed = lapse_services.record_lapse(
        me().id, form.value, fields=request.form.items(multi=True), happened=made(me().time_zone)
    )
    if claimed not in {Claim.NEW, Claim.REPEAT}:
        abort(409)
    return on_to(Lapse, lapse_id=form.value.id)


@bp.get("/lapses/<uuid:lapse_id>")
@participant_only
def show(lapse_id: UUID) -> ResponseReturnValue:
    return _page(own(Lapse, lapse_id))


@bp.get("/lapses/waiting")
@participant_only
def waiting() -> ResponseReturnValue:
    """The page of a lapse that is still on the phone, kept there beforehand: a script puts in which one it is."""
    lapse = Lapse(id=NO_ID, owner_id=me().id, private=True, **entries.when(moment(me().time_zone)))
    return _page(lapse, stand_in=True)


def _page(lapse: Lapse, form: Parsed[LookBack] | None = None, *, stand_in: bool = False) -> str:
    view, team = lapse_presenters.present(lapse, me()), under(me(), lapse.id)
    return page("lapses/show.html", view=view, team=team, form=form, stand_in=stand_in)


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
        return _merge(lapse, form.value)
    if claimed is Claim.NEW:
        lapse_services.look_back(lapse, form.value, happened)
    return saved(url_for(".show", lapse_id=lapse.id) + "#look-back")


def _merge(lapse: Lapse, mine: LookBack) -> ResponseReturnValue:
    """Changed on another device meanwhile: both, side by side."""
    rows = lapse_presenters.difference(lapse, mine)
    if not rows:
        return saved(url_for(".show", lapse_id=lapse.id))
    return page("lapses/merge.html", lapse=lapse, sent=request.form, rows=rows), 409


def _gone(lapse: Lapse) -> Gone:
    return Gone(lapse_presenters.label(lapse), url_for("today.index"), lapse_presenters.to_today())


add_undo(bp, "/lapses/<uuid:lapse_id>", Lapse, _gone)


def _claim(operation: UUID, lapse: Lapse, form: str) -> Claim:
    return claim(operation, owner_id=me().id, form=form, subject_id=lapse.id, fields=request.form.items(multi=True))


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
