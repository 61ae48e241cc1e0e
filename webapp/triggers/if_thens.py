"""If-then plans."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import me, own, participant_only
from webapp.accounts.queries import focuses
from webapp.commits import commit_on_success
from webapp.forms import Parsed, blank, parse
from webapp.htmx import page, saved
from webapp.i18n import _
from webapp.models import IfThen, Trigger, uuid7
from webapp.operations import Claim, claim, claim_new
from webapp.skills.queries import skills
from webapp.triggers import forms, queries, services
from webapp.triggers.if_then_presenters import SKILL, plan_picks, present_plan, present_plans
from webapp.triggers.presenters import act_with
from webapp.triggers.routes import readers
from webapp.triggers.services import ACTIVE_AT_MOST, Lines

bp = Blueprint("if_thens", __name__)


@bp.get("/if-thens")
@participant_only
def index() -> ResponseReturnValue:
    return page("triggers/if_thens/index.html", view=present_plans(me().id), at_most=ACTIVE_AT_MOST)


@bp.get("/if-thens/new")
@participant_only
def new() -> ResponseReturnValue:
    """With a trigger, the first cue and the skill that worked best are picked already."""
    trigger_id = request.args.get("trigger", type=UUID)
    if trigger_id:
        own(Trigger, trigger_id)
    picks = plan_picks(me().id, focuses(me().id), trigger_id)
    form = blank(
        id=uuid7(),
        trigger=trigger_id,
        cue_pick=picks.cues[0] if trigger_id else "",
        act_pick=picks.skills[0].value if trigger_id and picks.skills else "",
    )
    return page("triggers/if_thens/new.html", picks=picks, form=form, who_reads=readers())


@bp.post("/if-thens")
@participant_only
@commit_on_success
def create() -> ResponseReturnValue:
    form, lines = _read(forms.NewIfThen)
    if lines is None:
        return page("triggers/if_thens/new.html", form=form, **_picks(form)), 422
    plan_id, fields = form.value.id, request.form.items(multi=True)
    claimed = claim_new(IfThen, plan_id, form.value.operation, owner_id=me().id, form="if-then", fields=fields)
    if claimed not in {Claim.NEW, Claim.REPEAT}:
        abort(409)
    if claimed is Claim.NEW:
        services.keep_plan(me().id, plan_id, lines)
    return saved(url_for(".show", if_then_id=plan_id))


@bp.get("/if-thens/<uuid:if_then_id>")
@participant_only
def show(if_then_id: UUID) -> ResponseReturnValue:
    return _show(_own(if_then_id, removed=True))


def _show(plan: IfThen, **more: object) -> str:
    return page("triggers/if_thens/show.html", **{"view": present_plan(plan, ACTIVE_AT_MOST), "problem": "", **more})


@bp.get("/if-thens/<uuid:if_then_id>/edit")
@participant_only
def edit(if_then_id: UUID) -> ResponseReturnValue:
    plan = _own(if_then_id)
    words = {"cue": plan.cue, "act": plan.act, "backup": plan.backup}
    form = blank(trigger=plan.trigger_id, **words, **{f"{name}_was": text for name, text in words.items()})
    return page("triggers/if_thens/edit.html", plan=plan, form=form, **_picks(form))


@bp.post("/if-thens/<uuid:if_then_id>")
@participant_only
@commit_on_success
def update(if_then_id: UUID) -> ResponseReturnValue:
    plan = _own(if_then_id)
    form, lines = _read(forms.IfThenRevision)
    if lines is None:
        return page("triggers/if_thens/edit.html", plan=plan, form=form, **_picks(form)), 422
    claimed = _claim(form.value, plan.id)
    if claimed is Claim.CONFLICT:
        abort(409)
    if claimed is Claim.NEW and form.value.version != plan.version:
        return _merge(plan, lines), 409
    if claimed is Claim.NEW:
        services.reword_plan(plan, lines)
    return saved(url_for(".show", if_then_id=plan.id))


def _merge(plan: IfThen, mine: Lines) -> str:
    """Changed on another device meanwhile: both, side by side."""
    names = queries.trigger_names(me().id, [each for each in (plan.trigger_id, mine.trigger_id) if each])
    return page("triggers/if_thens/merge.html", plan=plan, mine=mine, names=names, sent=request.form)


@bp.post("/if-thens/<uuid:if_then_id>/activation")
@participant_only
@commit_on_success
def activation(if_then_id: UUID) -> ResponseReturnValue:
    plan = _own(if_then_id)
    form = parse(forms.Activation, request.form)
    if form.errors or not services.activate_plan(plan, form.value.instead_of):
        return _show(plan, problem=_("Please choose which one should rest.")), 422
    return saved(url_for(".show", if_then_id=if_then_id))


@bp.post("/if-thens/<uuid:if_then_id>/deactivation")
@participant_only
@commit_on_success
def deactivation(if_then_id: UUID) -> ResponseReturnValue:
    services.rest_plan(_own(if_then_id))
    return saved(url_for(".show", if_then_id=if_then_id))


@bp.post("/if-thens/<uuid:if_then_id>/removal")
@participant_only
@commit_on_success
def removal(if_then_id: UUID) -> ResponseReturnValue:
    services.remove_plan(_own(if_then_id, removed=True))
    return saved(url_for(".show", if_then_id=if_then_id))


@bp.post("/if-thens/<uuid:if_then_id>/restoration")
@participant_only
@commit_on_success
def restoration(if_then_id: UUID) -> ResponseReturnValue:
    services.restore_plan(_own(if_then_id, removed=True))
    return saved(url_for(".show", if_then_id=if_then_id))


def _own(if_then_id: UUID, *, removed: bool = False) -> IfThen:
    plan = own(IfThen, if_then_id)
    if not plan.act or (plan.removed_at and not removed):
        abort(404)
    return plan


def _picks(form: Parsed[Any]) -> dict[str, object]:
    """What the form offers, for the trigger that it names, if that is one of theirs."""
    try:
        trigger_id = UUID(str(form["trigger"]))
    except ValueError:
        trigger_id = None
    return {"picks": plan_picks(me().id, focuses(me().id), trigger_id), "who_reads": readers()}


def _read(shape: type[forms.IfThenLines]) -> tuple[Parsed[Any], Lines | None]:
    """The form, and what it asks for; nothing is asked for while there is something to fix."""
    form = parse(shape, request.form)
    if form.errors:
        return form, None
    asked, act, skill_key = form.value, form.value.act, None
    if asked.trigger and not queries.trigger_names(me().id, [asked.trigger]):
        form.errors["trigger"] = _("Please choose one from the list.")
    if act == asked.act_pick and act.startswith(SKILL):
        skill_key = act.removeprefix(SKILL)
        skill = skills(me().id).get(skill_key)
        if skill is None:
            form.errors["act"] = _("Please choose one from the list.")
        else:
            act = act_with(skill.name)
    lines = None if form.errors else Lines(asked.cue, act, asked.backup, skill_key, asked.trigger)
    return form, lines


def _claim(asked: forms.IfThenLines, subject_id: UUID) -> Claim:
    fields = request.form.items(multi=True)
    return claim(asked.operation, owner_id=me().id, form="if-then", subject_id=subject_id, fields=fields)
