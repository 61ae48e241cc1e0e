"""Practising a skill: a rating before, the guided player, a rating after."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import me, own, participant_only
from webapp.commits import RolledBack, commit_on_success
from webapp.forms import Parsed, blank, parse
from webapp.htmx import is_htmx, page, saved
from webapp.i18n import _
from webapp.models import Practice, Urge, uuid7
from webapp.operations import Claim, claim
from webapp.skills import forms, players, services
from webapp.skills.addresses import name_skills, skill_or_404, uuid_in
from webapp.skills.queries import SkillView
from webapp.skills.routes import readers
from webapp.team.presenters import under
from webapp.times import made, of_change
from webapp.undoing import Gone, add_undo, on_to

bp = Blueprint("practices", __name__)
name_skills(bp)


@bp.get("/skills/<skill:key>/practice")
@participant_only
def new(key: str) -> ResponseReturnValue:
    asked = request.args.get("urge", "")
    return _new(skill_or_404(key), _urge(asked), blank(id=uuid7()))


def _new(skill: SkillView, urge: Urge | None, form: Parsed[Any]) -> str:
    view = players.present(skill, urge, form["before"])
    return page(
        "practices/new.html",
        view=view,
        form=form,
        who_reads=readers(private=bool(urge and urge.private), has_note=True),
    )


def _urge(asked: str, *, deleted: bool = False) -> Urge | None:
    """The urge for which a skill is practised; 404 for one of somebody else's."""
    urge_id = uuid_in(asked)
    return own(Urge, urge_id, deleted=deleted) if urge_id else None


@bp.post("/skills/<skill:key>/practices")
@participant_only
@commit_on_success
def create(key: str) -> ResponseReturnValue:
    skill = skill_or_404(key)
    form = parse(forms.NewPractice, request.form)
    # What was practised counts, also when the urge was deleted meanwhile.
    urge = _urge(form["urge_id"], deleted=True)
    if form.errors:
        return _new(skill, urge, form), 422
    happened, fields = made(me().time_zone), request.form.items(multi=True)
    claimed = services.record_practice(me().id, key, form.value, urge=urge, happened=happened, fields=fields)
    if claimed is Claim.CONFLICT or (claimed is Claim.CHANGED and is_htmx()):
        abort(409)
    if claimed is Claim.CHANGED:
        return _again(own(Practice, form.value.id, deleted=True), form)
    if urge is not None and urge.deleted_at is None:
        return saved(url_for("urges.show", urge_id=urge.id) + "#rating")
    return on_to(Practice, practice_id=form.value.id)


def _again(practice: Practice, form: Parsed[forms.NewPractice]) -> ResponseReturnValue:
    """Back, then another number: what is saved stands, and the person is asked whether to change it."""
    if practice.deleted_at:
        raise RolledBack(on_to(Practice, practice_id=practice.id))
    return _edit(practice, players.stored(practice, form.typed), is_offer=True), 409


@bp.get("/practices/<uuid:practice_id>")
@participant_only
def show(practice_id: UUID) -> ResponseReturnValue:
    practice = own(Practice, practice_id)
    return page(
        "practices/show.html",
        view=players.present_practice(practice, me(), readers(private=practice.private, has_note=True)),
        team=under(me(), practice.id),
    )


@bp.get("/practices/<uuid:practice_id>/edit")
@participant_only
def edit(practice_id: UUID) -> ResponseReturnValue:
    practice = own(Practice, practice_id)
    return _edit(practice, players.stored(practice))


def _edit(practice: Practice, form: Parsed[Any], *, is_offer: bool = False) -> str:
    reads = readers(private=practice.private, has_note=True)
    name = players.name_of(practice)
    return page("practices/edit.html", practice=practice, name=name, form=form, is_offer=is_offer, who_reads=reads)


@bp.post("/practices/<uuid:practice_id>")
@participant_only
@commit_on_success
def update(practice_id: UUID) -> ResponseReturnValue:
    practice = own(Practice, practice_id)
    form = parse(forms.PracticeChange, request.form)
    happened = of_change(form, practice, me().time_zone)
    if form.errors:
        return _edit(practice, form), 422
    claimed = _claim(form.value.operation, practice_id)
    if claimed is Claim.CONFLICT:
        abort(409)
    if claimed is Claim.NEW and form.value.version != practice.version:
        return _merge(practice, form.value)
    if claimed is Claim.NEW:
        services.change_practice(practice, form.value, happened)
    return saved(url_for(".show", practice_id=practice_id))


def _merge(practice: Practice, mine: forms.PracticeChange) -> ResponseReturnValue:
    """Changed on another device meanwhile: both, side by side."""
    rows = players.differences(practice, mine)
    if not rows:
        return saved(url_for(".show", practice_id=practice.id))
    return page("practices/merge.html", practice=practice, rows=rows, sent=request.form), 409


def _claim(operation: UUID, practice_id: UUID) -> Claim:
    fields = request.form.items(multi=True)
    return claim(operation, owner_id=me().id, form="practice answers", subject_id=practice_id, fields=fields)


def _gone(practice: Practice) -> Gone:
    return Gone(players.name_of(practice), url_for("skills.index"), _("See all your skills"))


add_undo(bp, "/practices/<uuid:practice_id>", Practice, _gone)
