"""The list of triggers."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from webapp.access import me, own, participant_only
from webapp.accounts.queries import focuses
from webapp.commits import commit_on_success
from webapp.consents.presenters import who_reads
from webapp.consents.queries import granted
from webapp.content.triggers import name_of
from webapp.enums import ConsentCategory
from webapp.forms import Parsed, blank, parse
from webapp.htmx import is_htmx, page, saved
from webapp.i18n import _
from webapp.models import Trigger, uuid7
from webapp.operations import Claim, claim, claim_new
from webapp.triggers import forms, presenters, services

bp = Blueprint("triggers", __name__)


def readers() -> str:
    """Who can read triggers and if-then plans, for beside Save."""
    shares = ConsentCategory.TRIGGERS in granted(me().id)
    return who_reads(me().id, shared=shares, reading_hours=me().reading_hours)


@bp.get("/triggers")
@participant_only
def index() -> ResponseReturnValue:
    return page("triggers/index.html", view=presenters.present_all(me().id))


@bp.get("/triggers/new")
@participant_only
def new() -> ResponseReturnValue:
    return _new(blank(id=uuid7()))


def _new(form: Parsed[Any]) -> str:
    return page(
        "triggers/new.html",
        form=form,
        groups=presenters.common_by_group(me().id, focuses(me().id)),
        categories=presenters.CATEGORIES,
        who_reads=readers(),
    )


@bp.post("/triggers")
@participant_only
@commit_on_success
def create() -> ResponseReturnValue:
    form = parse(forms.NewTriggers, request.form)
    if form.errors:
        return _new(form), 422
    asked, fields = form.value, request.form.items(multi=True)
    claimed = claim_new(Trigger, asked.id, asked.operation, owner_id=me().id, form="trigger", fields=fields)
    if claimed not in {Claim.NEW, Claim.REPEAT}:
        abort(409)
    if claimed is Claim.NEW:
        services.add_to_list(me().id, asked.common, asked.name, asked.category, asked.id)
    return saved(url_for(".index"))


@bp.get("/triggers/<uuid:trigger_id>")
@participant_only
def show(trigger_id: UUID) -> ResponseReturnValue:
    return page("triggers/show.html", view=presenters.present(own(Trigger, trigger_id)))


@bp.get("/triggers/<uuid:trigger_id>/edit")
@participant_only
def edit(trigger_id: UUID) -> ResponseReturnValue:
    trigger = _own_words(trigger_id)
    typed = blank(name=trigger.name, category=trigger.category, version=presenters.version_of(trigger))
    return _edit(trigger, typed)


def _edit(trigger: Trigger, form: Parsed[Any]) -> str:
    return page("triggers/edit.html", trigger=trigger, form=form, categories=presenters.CATEGORIES, who_reads=readers())


@bp.post("/triggers/<uuid:trigger_id>")
@participant_only
@commit_on_success
def update(trigger_id: UUID) -> ResponseReturnValue:
    trigger = _own_words(trigger_id)
    form = parse(forms.TriggerRevision, request.form)
    if not form.errors and services.is_name_taken(trigger, form.value.name):
        form.errors["name"] = _("You have a trigger with this name already.")
    if form.errors:
        return _edit(trigger, form), 422
    is_same = (trigger.name, trigger.category) == (form.value.name, form.value.category)
    if form.value.version != presenters.version_of(trigger) and not is_same:
        return _merge(trigger, form.value), 409
    services.rename(trigger, form.value.name, form.value.category)
    return saved(url_for(".show", trigger_id=trigger_id))


def _merge(trigger: Trigger, mine: forms.TriggerRevision) -> str:
    return page(
        "triggers/merge.html",
        trigger=trigger,
        version=presenters.version_of(trigger),
        sent=MultiDict(request.form),
        mine=mine,
        category_name=presenters.category_name,
    )


@bp.post("/triggers/<uuid:trigger_id>/hiding")
@participant_only
@commit_on_success
def hiding(trigger_id: UUID) -> ResponseReturnValue:
    services.hide(own(Trigger, trigger_id))
    return saved(url_for(".show", trigger_id=trigger_id))


@bp.post("/triggers/<uuid:trigger_id>/restoration")
@participant_only
@commit_on_success
def restoration(trigger_id: UUID) -> ResponseReturnValue:
    services.bring_back(own(Trigger, trigger_id))
    return saved(url_for(".show", trigger_id=trigger_id))


@bp.post("/triggers/<uuid:trigger_id>/postponement")
@participant_only
@commit_on_success
def postponement(trigger_id: UUID) -> ResponseReturnValue:
    """'Not now' to the plan suggested for this trigger."""
    trigger = own(Trigger, trigger_id)
    form = parse(forms.PutOff, request.form)
    if form.errors:
        abort(400)
    claimed = _claim(form.value.operation, trigger_id, "put off")
    if claimed is Claim.CONFLICT:
        abort(409)
    if claimed is Claim.NEW:
        services.put_off_plan(me().id, trigger_id, presenters.cue_for(name_of(trigger.slug, trigger.name)))
    return page("triggers/_postponed.html") if is_htmx() else saved(url_for(".index"))


def _own_words(trigger_id: UUID) -> Trigger:
    """A trigger that the person named; the words of common ones are not theirs to change."""
    trigger = own(Trigger, trigger_id)
    if trigger.slug:
        abort(404)
    return trigger


def _claim(operation: UUID, subject_id: UUID, form: str) -> Claim:
    return claim(operation, owner_id=me().id, form=form, subject_id=subject_id, fields=request.form.items(multi=True))
