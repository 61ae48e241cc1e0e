"""One's own warning signs, by level, and the weekly list to tick off."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Row

from webapp import times
from webapp.access import me, own, participant_only
from webapp.checkins import sign_presenters, sign_queries, sign_services
from webapp.checkins.sign_forms import NewSigns, NewTicks, Ticks, TicksChange
from webapp.commits import RolledBack, commit_on_success
from webapp.forms import Parsed, blank, parse
from webapp.htmx import is_htmx, page, saved
from webapp.i18n import _
from webapp.models import SignCheck, WarningSign, uuid7
from webapp.moments import today
from webapp.operations import Claim, claim, claim_new
from webapp.team.presenters import under
from webapp.undoing import Gone, add_undo, on_to

bp = Blueprint("warning_signs", __name__)


@bp.get("/warning-signs")
@participant_only
def index() -> ResponseReturnValue:
    return _list(None)


def _list(form: Parsed[NewSigns] | None) -> str:
    return page("checkins/signs/index.html", view=sign_presenters.present_list(me()), form=form)


@bp.post("/warning-signs")
@participant_only
@commit_on_success
def add() -> ResponseReturnValue:
    form = parse(NewSigns, request.form)
    if form.errors:
        return _list(form), 422
    sign_services.add_signs(me().id, form.value)
    return saved(url_for(".index") + f"#{form.value.level}")


@bp.post("/warning-signs/<uuid:sign_id>/hiding")
@participant_only
@commit_on_success
def hiding(sign_id: UUID) -> ResponseReturnValue:
    sign_services.hide(own(WarningSign, sign_id), True)
    return saved(url_for(".index"))


@bp.post("/warning-signs/<uuid:sign_id>/restoration")
@participant_only
@commit_on_success
def sign_restoration(sign_id: UUID) -> ResponseReturnValue:
    sign_services.hide(own(WarningSign, sign_id), False)
    return saved(url_for(".index"))


@bp.get("/warning-signs/check")
@participant_only
def new() -> ResponseReturnValue:
    return _new_page(blank(id=uuid7(), operation=uuid7(), occurred=times.clock_now(me().time_zone)))


def _new_page(form: Parsed[NewTicks]) -> str:
    return page("checkins/signs/new.html", form=form, view=sign_presenters.tick_form(me()))


@bp.post("/warning-signs/check")
@participant_only
@commit_on_success
def create() -> ResponseReturnValue:
    """What was saved in time stays saved when its form comes again late: the rule on days is for new ones."""
    form = parse(NewTicks, request.form)
    ticked = _ticked(form)
    if form.errors:
        return _new_page(form), 422
    asked, fields = form.value, request.form.items(multi=True)
    claimed = claim_new(SignCheck, asked.id, asked.operation, owner_id=me().id, form="sign check", fields=fields)
    if claimed is Claim.CONFLICT or (claimed is Claim.CHANGED and is_htmx()):
        abort(409)
    if claimed is Claim.CHANGED:
        return _again(own(SignCheck, asked.id, deleted=True), asked, ticked)
    if claimed is Claim.NEW:
        happened = times.of_new(form, me().time_zone)
        if happened is None:
            return _new_page(form), 422
        sign_services.record_ticks(me().id, asked, ticked, happened)
    return on_to(SignCheck, check_id=asked.id)


def _ticked(form: Parsed[Any]) -> Sequence[Row[Any]]:
    """The person's signs that were ticked, in their order; a message in the form for one that is not theirs."""
    if form.errors:
        return []
    asked = set(form.value.signs)
    ticked = [row for row in sign_queries.signs(me().id) if row.id in asked]
    if len(ticked) < len(asked):
        form.errors["signs"] = _("Please choose one from the list.")
    return ticked


def _again(check: SignCheck, asked: Ticks, ticked: Sequence[Row[Any]]) -> ResponseReturnValue:
    if check.deleted_at:
        raise RolledBack(on_to(SignCheck, check_id=check.id))
    return _merge(check, asked, ticked)


@bp.get("/warning-signs/checks/<uuid:check_id>")
@participant_only
def show(check_id: UUID) -> ResponseReturnValue:
    check = own(SignCheck, check_id)
    return page("checkins/signs/show.html", view=sign_presenters.present(check, me()), team=under(me(), check.id))


@bp.get("/warning-signs/checks/<uuid:check_id>/edit")
@participant_only
def edit(check_id: UUID) -> ResponseReturnValue:
    check = own(SignCheck, check_id)
    return _edit_page(check, sign_presenters.stored(check))


def _edit_page(check: SignCheck, form: Parsed[Any]) -> str:
    return page("checkins/signs/edit.html", check=check, form=form, view=sign_presenters.tick_form(me(), check))


@bp.post("/warning-signs/checks/<uuid:check_id>")
@participant_only
@commit_on_success
def update(check_id: UUID) -> ResponseReturnValue:
    check = own(SignCheck, check_id)
    form = parse(TicksChange, request.form)
    happened, ticked = times.of_change(form, check, me().time_zone), _ticked(form)
    if form.errors:
        return _edit_page(check, form), 422
    claimed = _claim(form.value.operation, check)
    if claimed is Claim.CONFLICT:
        abort(409)
    if claimed is Claim.NEW and form.value.version != check.version:
        return _merge(check, form.value, ticked)
    if claimed is Claim.NEW:
        sign_services.change(check, form.value, ticked, happened)
    return saved(url_for(".show", check_id=check.id))


def _merge(check: SignCheck, mine: Ticks, ticked: Sequence[Row[Any]]) -> ResponseReturnValue:
    rows = sign_presenters.differences(check, mine, ticked)
    if not rows:
        return saved(url_for(".show", check_id=check.id))
    return page("checkins/signs/merge.html", check=check, sent=request.form, rows=rows), 409


def _gone(check: SignCheck) -> Gone:
    when = sign_presenters.when(check, today(me().time_zone))
    return Gone(f"{sign_presenters.summary(check)}. {when}", url_for(".new"), _("Tick my list"))


add_undo(bp, "/warning-signs/checks/<uuid:check_id>", SignCheck, _gone)


def _claim(operation: UUID, check: SignCheck) -> Claim:
    fields = request.form.items(multi=True)
    return claim(operation, owner_id=me().id, form="sign check change", subject_id=check.id, fields=fields)
